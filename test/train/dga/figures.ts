import { suspicionOf } from '#engine/detect/dga/score.ts'
import {
  alikeNamesMin,
  isWords,
  missingNamesMin,
  nxdomainPoints,
  pointsMin,
  wordNamesMin,
} from '#engine/detect/rules/dga-c2.ts'
import type { Sample } from './names.ts'
import type { Random } from './random.ts'

export interface Scored extends Sample {
  logit: number
  /** '' when too honest to be alike. */
  likeness: string
}

export interface Figures {
  auc: number
  /** Logit above which one listed honest name in a thousand lies, and the share of made-up names above it. */
  nameThreshold: number
  nameRecall: number
  /** Share of honest windows accused, by how many names they hold. */
  falseWindows: Record<string, number>
  families: FamilyFigures[]
}

export interface FamilyFigures {
  family: string
  /** Share of names above `nameThreshold`. */
  names: number
  /** Share of windows of ten names found, when the answers are not seen or say that the name exists. */
  windows: number
  /** The same when the answers say that it does not. */
  windowsNxdomain: number
  /** The same by whatever the rule counts. */
  windowsByRule: number
}

const FALSE_WINDOWS = 20_000
const WINDOWS = 400
const NAMES_EACH = 10

export function figuresOf(scored: readonly Scored[], random: Random): Figures {
  const listed = scored.filter(({ family, group }) => family === '' && group !== 'romaji')
  const romaji = scored.filter(({ family, group }) => family === '' && group === 'romaji')
  const madeUp = scored.filter(({ family }) => family !== '')
  const honest = listed.map(({ logit }) => logit).sort((left, right) => left - right)
  const nameThreshold = honest[Math.floor(honest.length * 0.999)] ?? 0
  const falseShare = (from: readonly Scored[], names: number, windows: number): number =>
    foundShare(from, { names, windows, points: ({ logit }) => suspicionOf(logit), random })
  return {
    auc: madeUp.reduce((sum, { logit }) => sum + below(honest, logit), 0) / madeUp.length / honest.length,
    nameThreshold,
    nameRecall: shareAbove(madeUp, nameThreshold),
    falseWindows: {
      '10 listed names': falseShare(listed, 10, FALSE_WINDOWS),
      '25 listed names': falseShare(listed, 25, FALSE_WINDOWS / 2),
      '25 listed names, one in ten of which does not exist': foundShare(listed, {
        names: 25,
        windows: FALSE_WINDOWS / 2,
        points: ({ logit }) => (random.next() < 0.1 ? nxdomainPoints(logit) : suspicionOf(logit)),
        random,
      }),
      '50 listed names': falseShare(listed, 50, FALSE_WINDOWS / 4),
      '50 Japanese names': falseShare(romaji, 50, FALSE_WINDOWS / 4),
    },
    families: [...Map.groupBy(madeUp, ({ family }) => family)]
      .map(([family, of]) => ({
        family,
        names: shareAbove(of, nameThreshold),
        windows: foundShare(of, {
          names: NAMES_EACH,
          windows: WINDOWS,
          points: ({ logit }) => suspicionOf(logit),
          random,
        }),
        windowsNxdomain: foundShare(of, {
          names: NAMES_EACH,
          windows: WINDOWS,
          points: ({ logit }) => nxdomainPoints(logit),
          random,
        }),
        windowsByRule: foundShare(of, {
          names: NAMES_EACH,
          windows: WINDOWS,
          points: ({ logit }) => nxdomainPoints(logit),
          alsoBy: areMissing,
          random,
        }),
      }))
      .sort((left, right) => (left.family < right.family ? -1 : 1)),
  }
}

const shareAbove = (of: readonly Scored[], threshold: number): number =>
  of.filter(({ logit }) => logit > threshold).length / of.length

/** How many of the sorted are smaller. */
function below(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

interface Draw {
  names: number
  windows: number
  points: (sample: Scored) => number
  alsoBy?: (drawn: readonly Scored[]) => boolean
  random: Random
}

function foundShare(from: readonly Scored[], { names, windows, points, alsoBy = () => false, random }: Draw): number {
  let found = 0
  for (let window = 0; window < windows; window++) {
    const drawn = new Set<Scored>()
    while (drawn.size < Math.min(names, from.length)) drawn.add(random.one(from))
    const asked = [...drawn]
    const sum = asked.reduce((sum, sample) => sum + points(sample), 0)
    if (sum >= pointsMin || areAlike(asked) || alsoBy(asked)) found++
  }
  return found / windows
}

/** As the rule counts them, where none exists. */
function areMissing(drawn: readonly Scored[]): boolean {
  const zonesOf = (some: readonly Scored[]): number =>
    new Set(some.map(({ label, suffix }) => `${label}.${suffix}`)).size
  const words = Map.groupBy(drawn.filter(isWords), ({ suffix }) => suffix)
  return zonesOf(drawn) >= missingNamesMin || [...words.values()].some((of) => zonesOf(of) >= wordNamesMin)
}

/** As the rule counts them. */
function areAlike(drawn: readonly Scored[]): boolean {
  const groups = Map.groupBy(drawn, ({ likeness }) => likeness)
  return [...groups].some(([likeness, of]) => likeness !== '' && of.length >= alikeNamesMin)
}
