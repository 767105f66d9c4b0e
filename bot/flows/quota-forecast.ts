import type { Tx } from '#db/door.ts'
import { enter } from '#db/door.ts'
import { enqueue } from '#db/outbox.ts'
import type { Text } from '#engine/message.ts'
import { paragraph } from '#engine/message.ts'
import { type Forecast, PLANS, type QuotaSettings } from '#engine/quota.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { quotaAhead, quotaForecastOf } from '../quota-forecast.ts'
import { dueOf } from '../recurrence.ts'

/** Once a week operations learns how far the month's LINE messages will last, and what goes first where they do not. */
export async function quotaForecast(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const region = await regionOf(tx, job.regionId ?? '')
  const due = await dueOf(tx, job, app, quotaForecastOf(region.id))
  if (!due) return
  await due.done()
  const { quota, ahead } = await quotaAhead(tx, region.id, app.now)
  // Where LINE is not used, there is nothing to tell.
  if (ahead.atEnd === 0) return
  const [text, ...more] = textsOf(ahead, quota)
  if (!text) return
  const card = operationsCard(text)
  const place = { regionId: region.id, firmId: null, locale: region.locale }
  await enter(tx, { kind: 'system' })
  await enqueue(tx, [toChannel(app, 'operations', place, { ...card, parts: [...card.parts, ...more.map(paragraph)] })])
}

function textsOf({ used, atEnd, short, plan }: Forecast, { limit, reserveShare }: QuotaSettings): Text[] {
  const params = { limit, used, end: atEnd, reserve: Math.round(limit * reserveShare) }
  const told: Text = { key: 'operations.quota.forecast', params }
  if (short.length === 0) return [told, { key: 'operations.quota.enough' }]
  const [first, ...others] = short.map((one): Text => ({ key: `operations.quota.kinds.${one}` }))
  const what = others.reduce<Text>(
    (before, next) => ({ key: 'health.listed', params: { first: before, others: next } }),
    first ?? { typed: '' },
  )
  const better: Text[] = plan ? [{ key: 'operations.quota.plan', params: { plan: PLANS[plan] } }] : []
  return [told, { key: 'operations.quota.short', params: { what } }, ...better]
}
