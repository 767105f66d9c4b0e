import { note } from '#db/audit.ts'
import { staffOf } from '#db/people.ts'
import { findRegion, lockRota, saveRota } from '#db/regions.ts'
import { daysFrom, dutyDay, type Rota, rotaFault, turnOn } from '#engine/rota.ts'
import { dayTyped, type RotaAct } from '../rota/command.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

const DAYS_SHOWN = 14

/** Who is on call on the next days; an analyst takes a day, or says on which days they are not there. */
export async function aboutRota(talk: Talk, act: RotaAct): Promise<void> {
  const { tx, app, person } = talk
  const staff = person?.memberships.find(({ role }) => role === 'analyst' || role === 'desk')
  if (!person || !staff) return introduce(talk)
  const analysts = await staffOf(tx, staff.regionId, 'analyst')
  const region = await findRegion(tx, staff.regionId)
  const rota = await lockRota(tx, staff.regionId)
  if (!rota || !region) {
    talk.say({ key: 'call.rota.none', params: { names: analysts.map(({ name }) => name).join('、') } })
    return
  }
  const today = dutyDay(rota.handOver, app.now, region.timezone)
  const changed = act.kind === 'show' ? rota : changedBy(rota, person.personId, act, today)
  if (!changed || (changed !== rota && (staff.role !== 'analyst' || rotaFault(changed, [...analysts]))))
    return talk.say({ key: 'call.rota.unread' })
  if (changed !== rota) {
    await saveRota(tx, region.id, changed)
    await note(tx, {
      ...{ regionId: region.id, firmId: null, subject: `rota:${region.id}`, at: app.now, actor: person.personId },
      ...{ what: 'rota-changed', params: { act }, reason: 'analyst-decided' },
    })
    talk.say({ key: 'call.rota.changed' })
  }
  const turns = daysFrom(today, DAYS_SHOWN).map((day) => turnOn(changed, analysts, day))
  talk.say({ key: 'call.rota.heading', params: { at: { typed: rota.handOver } } })
  for (const { day, order, isHole } of turns) {
    const params = {
      day: { at: noonOf(day, region.timezone), show: 'date' as const },
      who: order[0]?.name ?? '',
      next: order[1]?.name ?? '',
    }
    talk.say({ key: isHole ? 'call.rota.hole' : order[1] ? 'call.rota.day' : 'call.rota.alone', params })
  }
  talk.say({ key: 'call.rota.how' })
}

const noonOf = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds

function changedBy(rota: Rota, personId: string, act: RotaAct, today: string): Rota | undefined {
  const days = (typed: string) => dayTyped(typed, today)
  if (act.kind === 'stand-in') {
    const on = days(act.on)
    const isKept = ({ personId: id, on: day }: Rota['standIns'][number]) =>
      day >= today && !(id === personId && day === on)
    return on ? { ...rota, standIns: [...rota.standIns.filter(isKept), { personId, on }] } : undefined
  }
  if (act.kind !== 'away') return undefined
  const [from, until] = [days(act.from), days(act.until)]
  if (!from || !until || until < from) return undefined
  const isKept = (one: Rota['away'][number]) =>
    one.until >= today && !(one.personId === personId && one.from === from && one.until === until)
  return { ...rota, away: [...rota.away.filter(isKept), { personId, from, until }] }
}
