import { receive } from '#db/inbox.ts'
import { findRegion } from '#db/regions.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import type { Text } from '#engine/message.ts'
import { dayTyped } from '../rota/command.ts'
import { doesText, type Planned, planned } from '../schedule.ts'
import { staffRegion } from './desk-firm.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

const DAY_MS = 86_400_000
const DAYS = 7
const SHOWN_MAX = 12

/** `/otasuke 予定`: what happens by itself in the next days. With a day: what would be sent then, which is found out in a lane of its own. */
export async function showSchedule(talk: Talk, typed: string | undefined): Promise<void> {
  const { tx, app } = talk
  const regionId = staffRegion(talk, { verb: 'read', datum: 'notices' })
  const region = regionId === undefined ? undefined : await findRegion(tx, regionId)
  if (!region) return introduce(talk)
  if (typed !== undefined) return rehearseOn(talk, region.id, dayTyped(typed, dayOf(region, app.now).toString()))
  const until = app.now + DAYS * DAY_MS
  // What comes every day is told as it comes next.
  const all = (await planned(tx, app, { regionId: region.id, from: app.now, until })).filter(({ isArmed }) => isArmed)
  if (all.length === 0) return talk.say({ key: 'schedule.none' })
  talk.say({ key: 'schedule.heading', params: { from: { at: app.now } } })
  talk.say(...all.slice(0, SHOWN_MAX).map(lineOf))
  if (all.length > SHOWN_MAX) talk.say({ key: 'schedule.more', params: { count: all.length - SHOWN_MAX } })
  talk.say({ key: 'schedule.how' })
}

const lineOf = ({ at, kind, count }: Planned): Text => ({
  key: 'schedule.line',
  params: { at: { at }, does: doesText(kind), count },
})

async function rehearseOn(talk: Talk, regionId: string, day: string | undefined): Promise<void> {
  if (day === undefined) return talk.say({ key: 'schedule.unread' })
  const { tx, app } = talk
  const { platform, account, userId, eventId } = talk.incoming
  await receive(tx, [
    {
      ...{ lane: `rehearsal:${regionId}`, kind: 'rehearsal', account: 'talk', eventId: `rehearsal:${eventId}` },
      ...{ regionId, firmId: null, payload: { day, by: { platform, account, userId } }, at: app.now },
    },
  ])
}
