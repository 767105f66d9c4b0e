import type { Watchable } from '#engine/health-check.ts'
import type { Text } from '#engine/message.ts'
import { monthlyOf, type Plan } from '#engine/plan.ts'
import { watchableText } from '../health/texts.ts'

/** 「在宅、使わないほうがよいソフト」. */
export const unwatchedText = (unwatched: readonly Watchable[]): Text =>
  unwatched.map(watchableText).reduce((first, others): Text => ({ key: 'health.listed', params: { first, others } }))

/** What it costs this firm a month. */
export function priceOf(plan: Pick<Plan, 'yen' | 'per'>, pcs: number | null): Text {
  const { yen, per } = plan
  const monthly = monthlyOf(plan, pcs)
  if (per === 'month') return { key: yen === 0 ? 'plan.price.free' : 'plan.price.month', params: { yen } }
  if (monthly === null || pcs === null) return { key: 'plan.price.each', params: { yen } }
  return { key: 'plan.price.pcs', params: { monthly, yen, pcs } }
}
