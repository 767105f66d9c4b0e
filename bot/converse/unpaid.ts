import { unpaidIn } from '#db/invoices.ts'
import { noteLooks } from '#db/looks.ts'
import { findRegion } from '#db/regions.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import type { Text } from '#engine/message.ts'
import { dayParam } from '../region/day.ts'
import { staffRegion } from './desk-firm.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

const SHOWN_MAX = 20

/** `/otasuke 請求`: which invoices wait for their money, the oldest first, to whoever keeps the region's fees. */
export async function showUnpaid(talk: Talk): Promise<void> {
  const { tx, app, person } = talk
  const regionId = staffRegion(talk, { verb: 'write', datum: 'fees' })
  const region = regionId === undefined ? undefined : await findRegion(tx, regionId)
  if (!region) return introduce(talk)
  const unpaid = await unpaidIn(tx, { regionId: region.id })
  if (unpaid.length === 0) return talk.say({ key: 'money.unpaid.none' })
  const look = { actor: person?.personId ?? '', at: app.now, datum: 'fees', through: 'chat' } as const
  await noteLooks(tx, { ...look, firmIds: [...new Set(unpaid.map(({ firmId }) => firmId))] })
  const yen = unpaid.reduce((sum, { invoice }) => sum + invoice.total, 0)
  const today = dayOf(region, app.now).toString()
  const lines = unpaid.slice(0, SHOWN_MAX).map(({ invoice: { number, to, total, dueOn } }): Text => {
    const due = dueOn ?? today
    const params = { number, firm: { typed: to }, yen: total, due: dayParam(due, region) }
    return { key: due < today ? 'money.unpaid.late' : 'money.unpaid.line', params }
  })
  const left = unpaid.length - lines.length
  talk.say({ key: 'money.unpaid.heading', params: { count: unpaid.length, yen } })
  talk.show({ kind: 'steps', items: lines })
  if (left > 0) talk.say({ key: 'money.unpaid.more', params: { count: left } })
  talk.say({ key: 'money.unpaid.how' })
}
