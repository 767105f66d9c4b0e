import type { Tx } from '#db/door.ts'
import { type LowCase, lowCasesOf, trafficByKind } from '#db/health-review.ts'
import { shown } from '#engine/defang.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import { daysOf } from '#engine/health-month.ts'
import { type Part, paragraph, type Text } from '#engine/message.ts'
import type { TrafficKind } from '#engine/traffic.ts'
import { calledText } from '../asset/called.ts'

/** 定期分析: what there is to comment on in a firm's month. */
export interface Review {
  cases: readonly LowCase[]
  /** As many as there are, whether or not each is named. */
  count: number
  traffic: readonly { kind: TrafficKind; count: number }[]
}

const NAMED_MAX = 5

/** Of the cases that the check was counted from. */
export async function reviewOf(tx: Tx, { firmId, month, counted }: HealthCheck): Promise<Review> {
  const caseIds = counted.findings.flatMap((one) => one.caseIds)
  const traffic = await trafficByKind(tx, { firmId, ...daysOf(month) })
  return { ...(await lowCasesOf(tx, { firmId, caseIds, max: NAMED_MAX })), traffic }
}

export function reviewParts({ cases, count, traffic }: Review): Part[] {
  const more = count - cases.length
  return [
    paragraph({ key: `desk.health.review.${count > 0 ? 'cases' : 'no-case'}`, params: { count } }),
    ...(count > 0 ? [{ kind: 'steps' as const, items: cases.map(caseText) }] : []),
    ...(more > 0 ? [paragraph({ key: 'desk.health.review.more', params: { count: more } })] : []),
    ...traffic.map((one) => paragraph({ key: `desk.health.review.traffic.${one.kind}`, params: { count: one.count } })),
  ]
}

/** In the words that its firm knows, which a comment is written in as well. */
const caseText = (one: LowCase): Text => ({
  key: `desk.health.review.${one.counterpart === '' ? 'case' : 'case-with'}`,
  params: {
    counterpart: { typed: shown(one.counterpart) },
    kind: { key: `kinds.${one.kind}.plain` },
    device: deviceText(one),
    count: one.eventCount,
    state: { key: `case.state.${one.state}` },
  },
})

function deviceText({ device, asset }: LowCase): Text {
  if (device === '') return { key: 'desk.health.review.no-device' }
  const address: Text = { typed: shown(device) }
  return asset
    ? { key: 'desk.health.review.device', params: { called: calledText(asset, undefined), address } }
    : address
}
