import { enter, type Tx } from '#db/door.ts'
import { enqueue } from '#db/outbox.ts'
import { findRegion } from '#db/regions.ts'
import { startOfDay } from '#engine/calendar/calendar.ts'
import { type Message, type Part, paragraph, type Text } from '#engine/message.ts'
import type { Asker } from '../dialogue/answer.ts'
import type { Flow, FlowContext, InboxRow } from '../flow.ts'
import { type Rehearsed, rehearse } from '../rehearsal.ts'
import { doesText } from '../schedule.ts'

interface Said {
  /** `2026-12-01` */
  day: string
  by: Asker['by']
}

/** Somebody of the staff asks what would be sent on a day: it is tried with every flow there is, and undone. */
export const rehearsal =
  (flows: () => Readonly<Record<string, Flow>>): Flow =>
  async (tx: Tx, job: InboxRow, app: FlowContext) => {
    const { day, by } = job.payload as Said
    await enter(tx, { kind: 'system' })
    const region = await findRegion(tx, job.regionId ?? '')
    if (!region) throw new Error(`a day of region ${job.regionId} was asked for, and the region is not there`)
    const from = startOfDay(app.calendar, Temporal.PlainDate.from(day))
    const until = startOfDay(app.calendar, Temporal.PlainDate.from(day).add({ days: 1 }))
    const all = await rehearse(tx, region.id, { flows: flows(), app, from, until })
    const heading: Text = {
      key: all.length > 0 ? 'schedule.rehearsed' : 'schedule.rehearsed-none',
      params: { day: { at: from, show: 'date' } },
    }
    const message: Message = {
      ...{ purpose: 'answer', fallback: heading },
      parts: [paragraph(heading), ...all.flatMap(partsOf)],
    }
    await enqueue(tx, [
      {
        ...{ id: app.newUuid(), regionId: region.id, firmId: null, subject: null, message },
        ...{ to: { ...by, address: by.userId }, priority: 'conversation', locale: region.locale },
      },
    ])
  }

function partsOf({ at, kind, count, tried, left, messages }: Rehearsed): Part[] {
  const line: Text = { key: 'schedule.rehearsed-line', params: { at: { at }, does: doesText(kind), count, tried } }
  const more = left > 0 ? [paragraph({ key: 'schedule.left', params: { count: left } })] : []
  if (messages.length === 0) return [paragraph(line), ...more]
  const items = messages.map(({ to, count: sent }): Text => ({ key: 'schedule.message', params: { to, count: sent } }))
  return [paragraph(line), { kind: 'steps', items }, ...more]
}
