import { monitoredOn } from '#db/alerts.ts'
import { enter, type Tx } from '#db/door.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { findRegion, type Region } from '#db/regions.ts'
import type { Message, Text } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

const FIRMS_SHOWN = 8

/** Rules on trial would have raised alerts: analysts see how many today, in one message per rule and day that is edited in place. */
export async function monitoredAlerts(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { regionId } = job
  if (!regionId) throw new Error('alerts on trial came without their region')
  // The message counts over all firms of the region; analysts are the region's.
  await enter(tx, { kind: 'region', regionId })
  const region = await findRegion(tx, regionId)
  if (!region) throw new Error(`alerts on trial came for region ${regionId}, which is not there`)
  const says: OutboxEntry[] = []
  for (const rule of (job.payload as { rules: string[] }).rules) says.push(await trialOf(tx, rule, region, job.at, app))
  await enqueue(tx, says)
}

async function trialOf(tx: Tx, rule: string, region: Region, at: number, app: FlowContext): Promise<OutboxEntry> {
  const firms = await monitoredOn(tx, { regionId: region.id, rule, timezone: region.timezone, at })
  const place = { regionId: region.id, firmId: null, locale: region.locale }
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(region.timezone).toPlainDate()
  return {
    ...toChannel(app, 'analysts', place, trialMessage(rule, firms, at)),
    priority: 'report',
    stickyKey: `monitored:${region.id}:${rule}:${day}`,
  }
}

function trialMessage(rule: string, firms: readonly { firm: string; count: number }[], at: number): Message {
  const params = { rule, count: firms.reduce((sum, { count }) => sum + count, 0), day: { at, show: 'date' as const } }
  const rows = firms.slice(0, FIRMS_SHOWN).map(({ firm, count }) => ({
    label: { typed: firm },
    value: { key: 'operations.trial.firm', params: { count } },
  }))
  const more = firms.length - rows.length
  const text: Text = { key: 'operations.trial.today', params }
  return {
    purpose: 'operations',
    fallback: text,
    parts: [
      { kind: 'paragraph', text },
      { kind: 'facts', rows },
      ...(more > 0
        ? [{ kind: 'paragraph' as const, text: { key: 'operations.trial.more', params: { count: more } } }]
        : []),
      { kind: 'paragraph', text: { key: 'operations.trial.meaning' } },
    ],
  }
}
