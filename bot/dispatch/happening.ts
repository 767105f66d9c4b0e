import { note } from '#db/audit.ts'
import { saveDispatch } from '#db/dispatches.ts'
import { receive } from '#db/inbox.ts'
import type { PersonRef } from '#engine/case.ts'
import { apply, type DispatchEvent, refusalOf } from '#engine/dispatch.ts'
import { orderLane } from '../order/lanes.ts'
import { aboutOf, dispatchLane } from './lanes.ts'
import type { DispatchWork } from './work.ts'

type Happening = DispatchEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'at' | 'by'> : never) : never

/** Of whoever has the job alone: an old button of somebody who gave it back moves nothing. */
export async function happenTheirs(work: DispatchWork, what: Happening): Promise<boolean> {
  if (work.file.stored?.dispatch.winner?.vendorId === vendorIn(work)) return happen(work, what)
  refuse(work, 'not-yours')
  return false
}

/** False where it cannot happen, and whoever wanted it was told why. */
export async function happen(work: DispatchWork, what: Happening): Promise<boolean> {
  const { tx, app, said, file, place } = work
  const by = { personId: said.by.personId, name: said.by.name }
  const event = { ...what, at: app.now, by } as DispatchEvent
  const refusal = refusalOf(file.stored?.dispatch, event)
  if (refusal) {
    refuse(work, refusal)
    return false
  }
  const stored = { ...place, about: aboutOf(file.id), drill: file.drill, dispatch: apply(file.stored?.dispatch, event) }
  await saveDispatch(tx, stored, event)
  work.file = { ...file, stored }
  const { kind, at: _, by: __, ...params } = event
  await note(tx, audited(work, { what: `dispatch-${kind}`, actor: by.personId, params }))
  await tellOrder(work, stored.about, by)
  return true
}

/** A visit about a box is a step of the box's order, which goes on in its own lane. */
async function tellOrder({ tx, app, file, place }: DispatchWork, about: string, by: PersonRef): Promise<void> {
  const { state = '', length = 0 } = file.stored?.dispatch ?? {}
  const command = state === 'requested' ? 'visit-asked' : state === 'done' ? 'visited' : undefined
  if (!about.startsWith('order_') || !command || place.firmId === null) return
  await receive(tx, [
    {
      ...{ lane: orderLane(about), kind: 'order', account: 'dispatch', eventId: `${file.id}:${length}`, at: app.now },
      ...{ regionId: file.region.id, firmId: place.firmId, payload: { command, by } },
    },
  ])
}

export const vendorIn = ({ said }: DispatchWork): string => String(said.params?.vendor ?? '')

export const audited = (
  { app, file, place }: DispatchWork,
  { what, actor, params = {} }: { what: string; actor: string; params?: object },
) => ({
  ...{ regionId: file.region.id, firmId: place.firmId, subject: dispatchLane(file.id), at: app.now, actor, what },
  ...{ params, reason: null },
})

export function refuse(work: DispatchWork, reason: string): void {
  work.app.refused(reason)
  work.answer({ key: `visit.refused.${reason}` })
}
