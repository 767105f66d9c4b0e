import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { FEATURES } from '#engine/detect/dga/features.ts'
import { nameOf } from '#engine/detect/name.ts'
import { likenessOf } from '#engine/detect/rules/dga-c2.ts'
import { cardOf } from './card.ts'
import { figuresOf, type Scored } from './figures.ts'
import { honestNames, madeUpNames, type Sample } from './names.ts'
import { createRandom, type Random, shuffled } from './random.ts'
import { type Example, logitOf, type Model, train } from './regression.ts'

/**
 * Trains the model that tells made-up names from honest ones, and measures it on families and names it was not trained on.
 * The same folder and seed give the same file.
 *
 *     npm exec -- node test/train/dga/train.ts FOLDER
 */
const { positionals } = parseArgs({ allowPositionals: true })
const [folder] = positionals
if (folder === undefined) throw new Error('which folder? It holds dga_domains.tsv and the lists of honest names')

const SEED = 20_261_124
const FOLDS = 6
/** Made of words or of honest names with a slip of the pen: learning them costs more honest names than it finds. */
const UNLEARNABLE: ReadonlySet<string> = new Set(['suppobox', 'gozi', 'nymaim2', 'charbot', '~ngioweb'])

/** What everybody asks for all day must be known best. */
const POPULAR_SHARE = 8

const random = createRandom(SEED)
const [madeUp, honest] = [madeUpNames(folder, random), honestNames(folder, random)]
const scored = crossValidated()
const figures = figuresOf(scored, createRandom(SEED))
write(trained(madeUp, honest, createRandom(SEED)))

/** Each name judged by a model that saw neither it nor its family. */
function crossValidated(): Scored[] {
  const groups = shuffled([...new Set(madeUp.map(({ group }) => group))].sort(), random)
  const folds = new Map(groups.map((group, place) => [group, place % FOLDS]))
  const foldOf = (sample: Sample, place: number): number =>
    sample.family === '' ? place % FOLDS : (folds.get(sample.group) ?? 0)
  return Array.from({ length: FOLDS }, (_, fold) => {
    const [seen, unseen] = [[...madeUp], [...honest]].map((samples) =>
      samples.filter((one, place) => foldOf(one, place) !== fold),
    )
    const model = trained(seen ?? [], unseen ?? [], createRandom(SEED + fold))
    return [
      ...madeUp.filter((one, place) => foldOf(one, place) === fold),
      ...honest.filter((one, place) => foldOf(one, place) === fold),
    ].map((sample) => scoredBy(model, sample))
  }).flat()
}

function scoredBy(model: Model, sample: Sample): Scored {
  const logit = logitOf(model, sample)
  return { ...sample, logit, likeness: likenessOf(nameOf(`${sample.label}.${sample.suffix}`), logit) }
}

function trained(bad: readonly Sample[], good: readonly Sample[], order: Random): Model {
  const learnable = bad.filter(({ family }) => !UNLEARNABLE.has(family))
  const families = Map.groupBy(learnable, ({ family }) => family)
  const shareOf = (family: string): number => good.length / families.size / (families.get(family)?.length ?? 1)
  const examples: Example[] = [
    ...learnable.map((sample) => ({ ...sample, share: shareOf(sample.family) })),
    ...good.map((sample) => ({ ...sample, share: sample.group === 'popular' ? POPULAR_SHARE : 1 })),
  ]
  return train(examples, order)
}

/** Eight bits a weight are enough, and keep the file small. */
function write({ bias, weights }: Model): void {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const scale = largest / 127
  const bytes = Int8Array.from({ length: FEATURES }, (_, feature) => Math.round((weights[feature] ?? 0) / scale))
  const text = Buffer.from(bytes.buffer).toString('base64')
  const here = (name: string): string => new URL(`../../../engine/detect/dga/${name}`, import.meta.url).pathname
  writeFileSync(
    decodeURIComponent(here('weights.ts')),
    `/** Written by test/train/dga/train.ts; told about in card.md. */\nexport const BIAS = ${bias}\nexport const SCALE = ${scale}\n/** ${FEATURES} weights of eight bits, in base64. */\nexport const WEIGHTS =\n  '${text}'\n`,
  )
  writeFileSync(decodeURIComponent(here('card.md')), cardOf(figures, { seed: SEED, folds: FOLDS, madeUp, honest }))
  process.stdout.write(readFileSync(decodeURIComponent(here('card.md')), 'utf8'))
}
