import type { Case } from '#engine/case.ts'
import type { Param, Text } from '#engine/message.ts'
import type { FeatureName, Sight } from '#engine/triage/features.ts'
import { type Lessons, rankOf, reasonsFor, type Score, scoreOf } from '#engine/triage/score.ts'
import { SUSPICION_OF } from '#engine/triage/suspicion.ts'

/** Where a case stands in the queue, and why, in one line: 「第一候補：感染の疑い — 10分ごと、2時間」. */
export interface Standing {
  score: Score
  line: Text
}

export function standingOf({ kind, sight }: Pick<Case, 'kind' | 'sight'>, lessons: Lessons): Standing | undefined {
  if (!sight) return undefined
  const score = scoreOf(sight.features, lessons)
  const reasons = reasonsFor(score).map((feature) => reasonText(feature, sight))
  const named = Object.fromEntries(reasons.map((text, place): [string, Param] => [`reason${place + 1}`, text]))
  const params = {
    rank: { key: `case.triage.rank.${rankOf(score)}` },
    suspicion: { key: `case.triage.suspicion.${SUSPICION_OF[kind]}` },
    ...named,
  }
  return { score, line: { key: `case.triage.line.${LINES[reasons.length] ?? 'none'}`, params } }
}

const STEPS = 1_000_000

/** The greater, the earlier in the queue, in whole steps: what is kept quiet comes behind everything else. */
export const queuePlace = ({ quietBy }: Pick<Case, 'quietBy'>, score = 1): number =>
  (quietBy === null ? STEPS + 1 : 0) + Math.round(score * STEPS)

const MINUTE_MS = 60_000
/** Nobody reads seconds where minutes tell. */
const rounded = (ms: number): number =>
  Math.round(ms / (ms < 2 * MINUTE_MS ? 1_000 : MINUTE_MS)) * (ms < 2 * MINUTE_MS ? 1_000 : MINUTE_MS)

const LINES = ['none', 'one', 'two', 'three'] as const

function reasonText(feature: FeatureName, { features, lastedMs, everyMs }: Sight): Text {
  const key = `case.triage.because.${feature}.${features[feature]}`
  if (feature === 'rhythm' && everyMs !== null) return { key, params: { every: { spanMs: rounded(everyMs) } } }
  if (feature === 'lasting') return { key, params: { span: { spanMs: rounded(Math.max(lastedMs, MINUTE_MS)) } } }
  return { key }
}
