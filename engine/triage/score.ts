import { type FeatureName, type Features, VERDICTS, type Verdict } from './features.ts'
import { PRIOR, PRIOR_VERDICTS } from './prior.ts'

/** Verdicts counted for one value of one feature in one region; `verdict` itself is a feature whose value is the verdict. */
export interface Tally {
  feature: FeatureName | 'verdict'
  value: string
  verdict: Verdict
  count: number
}

/** What a region's analysts have taught: counts, so that it can be shown, corrected and forgotten. */
export type Lessons = ReadonlyMap<string, number>

export const keyOf = (feature: string, value: string, verdict: Verdict): string => `${feature} ${value} ${verdict}`

export const lessonsFrom = (tallies: readonly Tally[]): Lessons =>
  new Map(tallies.map(({ feature, value, verdict, count }) => [keyOf(feature, value, verdict), count]))

/** What one verdict teaches. A verdict that is taken back is untaught by the same with `by` -1. */
export function lessonOf(features: Features, verdict: Verdict, by: 1 | -1): Tally[] {
  const values = Object.entries(features) as [FeatureName, string][]
  const told = values.map(([feature, value]): Tally => ({ feature, value, verdict, count: by }))
  return [...told, { feature: 'verdict', value: verdict, verdict, count: by }]
}

export interface Push {
  feature: FeatureName
  /** Natural logarithm of how much likelier the value is among confirmed cases than among false alarms. */
  weight: number
}

export interface Score {
  /** 0 to 1: how much it looks like what analysts here have confirmed; what was watched counts a third. */
  value: number
  /** What moved it, the strongest first. */
  pushes: Push[]
}

/** Features speak of each other (a scan has many events), so that each is believed only partly. */
const TRUST = 0.7
const WATCHED_WORTH = 1 / 3

/** Naive Bayes over three verdicts: beliefs from the start, plus what this region's verdicts add. */
export function scoreOf(features: Features, lessons: Lessons): Score {
  const names = Object.keys(features) as FeatureName[]
  const logs = VERDICTS.map((verdict) => {
    const seen = lessons.get(keyOf('verdict', verdict, verdict)) ?? 0
    const likelihoods = names.map((name) => Math.log(likelihood(name, features[name], verdict, lessons)))
    return Math.log(PRIOR_VERDICTS[verdict] + seen) + TRUST * likelihoods.reduce((sum, one) => sum + one, 0)
  })
  const most = Math.max(...logs)
  const [confirmed = 0, watched = 0, falseAlarm = 0] = logs.map((log) => Math.exp(log - most))
  const value = (confirmed + WATCHED_WORTH * watched) / (confirmed + watched + falseAlarm)
  return { value, pushes: pushesOf(features, names, lessons) }
}

function likelihood(name: FeatureName, value: string, verdict: Verdict, lessons: Lessons): number {
  const place = VERDICTS.indexOf(verdict)
  const prior: Readonly<Record<string, readonly number[]>> = PRIOR[name]
  let [hits, all] = [0, 0]
  for (const [other, weights] of Object.entries(prior)) {
    const count = (weights[place] ?? 0) + Math.max(0, lessons.get(keyOf(name, other, verdict)) ?? 0)
    all += count
    if (other === value) hits = count
  }
  return hits / all
}

function pushesOf(features: Features, names: readonly FeatureName[], lessons: Lessons): Push[] {
  return names
    .map((feature) => {
      const value = features[feature]
      const ratio =
        likelihood(feature, value, 'confirmed', lessons) / likelihood(feature, value, 'false-alarm', lessons)
      return { feature, weight: TRUST * Math.log(ratio) }
    })
    .toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight))
}

export type Rank = 'first' | 'next' | 'rather-not'

/** For people's eyes only: nothing is hidden by it. */
export const rankOf = ({ value }: Score): Rank => (value >= 0.5 ? 'first' : value >= 0.2 ? 'next' : 'rather-not')

/** Said beside the reason anyway. */
const ON_THE_CARD: ReadonlySet<FeatureName> = new Set(['kind', 'severity'])

/** The strongest pushes in the direction of the rank: why it stands where it does. */
export function reasonsFor(score: Score, max = 3): FeatureName[] {
  const isFor = rankOf(score) !== 'rather-not'
  return score.pushes
    .filter(({ weight, feature }) => !ON_THE_CARD.has(feature) && (isFor ? weight > 0.05 : weight < -0.05))
    .slice(0, max)
    .map(({ feature }) => feature)
}
