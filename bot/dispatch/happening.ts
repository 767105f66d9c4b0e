import { note } from '#db/audit.ts'
import { saveDispatch } from '#db/dispatches.ts'
import { apply, type DispatchEvent, refusalOf } from '#engine/dispatch.ts'
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
  return true
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
