import { grantActions } from '#db/actions.ts'
import { staffOf } from '#db/people.ts'
import { findRegion, loadRota } from '#db/regions.ts'
import { may } from '#engine/permission.ts'
import { dutyDay, type Rota, type RotaChange } from '#engine/rota.ts'
import { changeRota } from '../rota/change.ts'
import { dayTyped, type RotaAct } from '../rota/command.ts'
import { rotaParts } from '../rota/shown.ts'
import { rotaTaps } from '../rota/taps.ts'
import { staffRegion } from './desk-firm.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** Who is on call on the next days; an analyst takes a day, or says on which days they are not there. */
export async function aboutRota(talk: Talk, act: RotaAct): Promise<void> {
  const { tx, app, person } = talk
  const regionId = staffRegion(talk, { verb: 'read', datum: 'rota' })
  const region = regionId === undefined ? undefined : await findRegion(tx, regionId)
  if (!person || !region) return introduce(talk)
  const analysts = await staffOf(tx, region.id, 'analyst')
  const rota = await loadRota(tx, region.id)
  if (!rota) return talk.say({ key: 'call.rota.none', params: { names: analysts.map(({ name }) => name).join('、') } })
  if (act.kind === 'show') return show(rota)
  const mayChange = may(person, { verb: 'write', datum: 'rota' }, { regionId: region.id, firmId: null })
  const change = changeMeant(act, person.personId, dutyDay(rota.handOver, app.now, region.timezone))
  const after = mayChange && change && (await changeRota(tx, app, { region, analysts, by: person }, change))
  if (!after || typeof after === 'string') return talk.say({ key: 'call.rota.unread' })
  talk.say({ key: 'call.rota.changed' })
  await show(after)

  async function show(present: Rota): Promise<void> {
    if (!region) return
    await grantActions(tx, rotaTaps(app, region.id))
    talk.show(...rotaParts(app, region, present, analysts))
    talk.say({ key: 'call.rota.how' })
  }
}

function changeMeant(act: RotaAct, personId: string, today: string): RotaChange | undefined {
  if (act.kind !== 'stand-in' && act.kind !== 'away') return undefined
  const [typedFrom, typedUntil] = act.kind === 'away' ? [act.from, act.until] : [act.on, act.on]
  const [from, until] = [dayTyped(typedFrom, today), dayTyped(typedUntil, today)]
  return from !== undefined && until !== undefined ? { kind: act.kind, personId, from, until } : undefined
}
