import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import type { Form } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { factForm, factIn } from './form.ts'
import { caseOfLane } from './lanes.ts'
import { staffTap } from './taps.ts'

export async function claimForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  { command, subject, regionId, firmId }: Action,
): Promise<Form<string> | undefined> {
  if (command !== 'open-fact' || firmId === null) return undefined
  const place = { regionId, firmId, caseId: caseOfLane(subject) }
  return speaker.form(factForm(staffTap(context(), place, 'submit-fact').token), await regionOf(tx, regionId))
}

export async function claimErrors(
  { speaker }: FormMaker,
  tx: Tx,
  { regionId }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const found = factIn(values)
  if (!('field' in found)) return {}
  return { [found.field]: speaker.text({ key: `desk.claim.fault.${found.field}` }, await regionOf(tx, regionId)) }
}
