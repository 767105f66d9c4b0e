import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import { findDispatch, visitTermsOf } from '#db/dispatches.ts'
import { enter, type Tx } from '#db/door.ts'
import { contactsOf, isOnLine } from '#db/people.ts'
import { sitesOf } from '#db/sites.ts'
import { isOver } from '#engine/dispatch.ts'
import type { Form, Text } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { type Request, type RequestFault, requestForm, requestIn } from './form.ts'
import { dispatchOfLane } from './lanes.ts'
import { dispatchTap, pays } from './work.ts'

/** The form behind 「駆け付けを頼む」; undefined while a visit is under way. */
export async function dispatchForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  { subject, command, regionId, firmId }: Action,
): Promise<Form<string> | undefined> {
  if (command !== 'open-request' || firmId === null) return undefined
  const id = dispatchOfLane(subject)
  const stored = await findDispatch(tx, id)
  if (stored && !isOver(stored.dispatch)) return undefined
  const { token } = dispatchTap(context(), { id, regionId, firmId }, 'submit-request')
  const known = { sites: await sitesOf(tx, firmId), contacts: await contactsOf(tx, firmId) }
  return speaker.form(requestForm(token, known), await regionOf(tx, regionId))
}

export async function dispatchErrors(
  { speaker }: FormMaker,
  tx: Tx,
  { regionId, firmId }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const request = requestIn(values)
  const fault = 'field' in request ? request.field : await requestFault(tx, { regionId, firmId: firmId ?? '' }, request)
  if (!fault) return {}
  const field = fault === 'terms' || fault === 'unreachable' ? 'category' : fault
  return { [field]: speaker.text(faultText(fault), await regionOf(tx, regionId)) }
}

export type DispatchFault = RequestFault | 'terms' | 'unreachable'

export const faultText = (fault: DispatchFault): Text => ({ key: `desk.dispatch.fault.${fault}` })

/** There must be a price, somebody who can agree to it, and somebody at home who can. */
export async function requestFault(
  tx: Tx,
  { regionId, firmId }: { regionId: string; firmId: string },
  { category, home }: Pick<Request, 'category' | 'home'>,
): Promise<'terms' | 'unreachable' | 'home' | undefined> {
  await enter(tx, { kind: 'region', regionId })
  if (!(await visitTermsOf(tx, regionId))?.[category]) return 'terms'
  const reachable = (await contactsOf(tx, firmId)).filter(isOnLine)
  if (!reachable.some(({ role }) => pays(role))) return 'unreachable'
  return home === '' || reachable.some(({ personId }) => personId === home) ? undefined : 'home'
}
