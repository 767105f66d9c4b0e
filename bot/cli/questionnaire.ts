import { parseArgs } from 'node:util'
import { type Question, type Questionnaire, questionsOf } from '#engine/dialogue/questionnaire.ts'
import { catalogs, DEFAULT_LOCALE, type Locale } from '#locales/index.ts'
import { type Fault, faultsOf } from '../content/questionnaire-lint.ts'
import { fingerprintOf } from '../content/questionnaires/fingerprint.ts'
import { currentOf, isDraft, QUESTIONNAIRES, versionsOf } from '../content/questionnaires/index.ts'
import { EXIT, Failure } from './client.ts'
import { inColumns } from './columns.ts'
import type { Io } from './io.ts'
import { questionnaireShown } from './questionnaire-show.ts'

/** `otasuke questionnaire …`: what firms are asked, without asking a running Otasuke. Resolves to the exit code. */
export function runQuestionnaire(argv: readonly string[], io: Io): number {
  const { verb, operands, options } = parsed(argv)
  if (options.help || verb === '')
    return say(options.help ? io.stdout : io.stderr, HELP, options.help ? 0 : EXIT.misused)
  switch (verb) {
    case 'lint':
      return lintAll(chosen(operands, 1), io, options.json === true)
    case 'list':
      return list(chosen(operands, 0), io, options.json === true)
    case 'show':
      return show(operands, options, io)
    default:
      throw new Failure(`questionnaire does not know what ${verb} is\n${HELP.trimEnd()}`, EXIT.misused)
  }
}

const HELP = `Usage: otasuke questionnaire lint [ID] | list | show ID [VERSION]
The questionnaires that firms are asked in chat, with all their versions.

  lint  what is wrong with them: questions nobody reaches, branches that lead nowhere, the same asked twice, texts that
        are missing or hard to understand, answers that do not fit LINE, answers a new version forgets, published
        versions that changed. What is meant to stay is shown with its reason and does not count.
  list  every version: whether it is asked (current), was asked (earlier) or is not yet asked (draft)
  show  its questions with their conditions, answers and points; without VERSION the current one

  --locale ja|en  the language of the questions (ja)
  --json          as JSON
  --help          this text

Exit status: 0 nothing is wrong; 1 something is; 64 misused.
`

interface Options {
  help?: boolean | undefined
  json?: boolean | undefined
  locale?: string | undefined
}

function parsed(argv: readonly string[]): { verb: string; operands: string[]; options: Options } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, locale: { type: 'string' } },
      allowPositionals: true,
    })
    const [verb = '', ...operands] = positionals
    return { verb, operands, options: values }
  } catch (error) {
    const because = error instanceof Error ? error.message.split('. ')[0] : 'not understood'
    throw new Failure(`questionnaire: ${because}; see \`otasuke questionnaire --help\``, EXIT.misused)
  }
}

function say(to: Io['stdout'], text: string, code: number): number {
  to.write(text)
  return code
}

/** Every version of the one that was named, or of all. */
function chosen(operands: readonly string[], max: number): readonly Questionnaire[] {
  const surplus = operands[max]
  if (surplus !== undefined) throw new Failure(`questionnaire does not know what to do with ${surplus}`, EXIT.misused)
  const [id] = operands
  if (id === undefined) return QUESTIONNAIRES
  const versions = versionsOf(id)
  if (versions.length > 0) return versions
  const ids = [...new Set(QUESTIONNAIRES.map((one) => one.id))]
  throw new Failure(`there is no questionnaire ${id}, only ${ids.join(', ')}`, EXIT.misused)
}

function lintAll(questionnaires: readonly Questionnaire[], io: Io, isJson: boolean): number {
  const reports = questionnaires.map((one) => ({ id: one.id, version: one.version, faults: faultsOf(one) }))
  const count = reports.flatMap(({ faults }) => faults).filter(isCounted).length
  const text = isJson ? `${JSON.stringify({ items: reports })}\n` : `${reports.map(reported).join('\n')}\n`
  return say(io.stdout, text, count === 0 ? 0 : 1)
}

const isCounted = ({ because }: Fault): boolean => because === undefined

function reported({ id, version, faults }: { id: string; version: string; faults: readonly Fault[] }): string {
  const counted = faults.filter(isCounted).length
  const sum = counted === 0 ? 'ok' : counted === 1 ? '1 fault' : `${counted} faults`
  const lines = faults.flatMap(({ rule, where, says, because }) => [
    `  ${rule}${where === '' ? '' : ` ${where}`}: ${says}`,
    ...(because === undefined ? [] : [`    meant to stay: ${because}`]),
  ])
  return [`${id} ${version}: ${sum}`, ...lines].join('\n')
}

function list(questionnaires: readonly Questionnaire[], io: Io, isJson: boolean): number {
  const items = questionnaires.map((one) => ({
    id: one.id,
    version: one.version,
    state: stateOf(one),
    answeredBy: one.answeredBy,
    questions: questionsOf(one).length,
    pointsMax: questionsOf(one).reduce((sum, question) => sum + mostPoints(question), 0),
    fingerprint: fingerprintOf(one),
  }))
  if (isJson) return say(io.stdout, `${JSON.stringify({ items })}\n`, 0)
  const rows = items.map((item) => [
    item.id,
    item.version,
    item.state,
    item.answeredBy,
    String(item.questions),
    item.pointsMax === 0 ? '' : String(item.pointsMax),
    item.fingerprint.slice(0, 12),
  ])
  const headings = ['id', 'version', 'state', 'answered by', 'questions', 'most points', 'fingerprint']
  return say(io.stdout, `${inColumns(headings, rows).join('\n')}\n`, 0)
}

const stateOf = (one: Questionnaire): string =>
  isDraft(one) ? 'draft' : currentOf(one.id) === one ? 'current' : 'earlier'

const mostPoints = (question: Question): number =>
  'choices' in question ? Math.max(0, ...question.choices.map(({ points = 0 }) => points)) : 0

function show(operands: readonly string[], { locale = DEFAULT_LOCALE, json }: Options, io: Io): number {
  const [id, version, surplus] = operands
  if (id === undefined) throw new Failure(`questionnaire show needs an ID\n${HELP.trimEnd()}`, EXIT.misused)
  if (surplus !== undefined) throw new Failure(`questionnaire does not know what to do with ${surplus}`, EXIT.misused)
  if (!isLocale(locale)) throw new Failure(`--locale must be ${Object.keys(catalogs).join(' or ')}`, EXIT.misused)
  const versions = chosen([id], 1)
  const one = version === undefined ? currentOf(id) : versions.find((known) => known.version === version)
  if (!one) {
    const known = versions.map((each) => each.version).join(', ')
    throw new Failure(`${id} has no version ${version ?? 'that is asked'}, only ${known}`, EXIT.misused)
  }
  const text =
    json === true ? JSON.stringify(one) : questionnaireShown(one, { locale, timezone: 'Asia/Tokyo' }).trimEnd()
  return say(io.stdout, `${text}\n`, 0)
}

const isLocale = (typed: string): typed is Locale => Object.hasOwn(catalogs, typed)
