import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { hearingOf } from '#db/hearings.ts'
import { bookingFault, isOver } from '#engine/hearing.ts'
import type { Form } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext } from '../flow.ts'
import type { Speaker } from '../say.ts'
import { bookingForm, bookingIn, faultField, faultText, heldForm, reportIn } from './forms.ts'

interface InCall {
  speaker: Speaker
  context: () => FlowContext
}

/** The form behind a button of a hearing's card; undefined where there is none, or it cannot be filled now. */
export async function hearingForm(
  { speaker, context }: InCall,
  tx: Tx,
  { subject, command, regionId, firmId }: Action,
): Promise<Form<string> | undefined> {
  const region = await regionOf(tx, regionId)
  const hearing = (await hearingOf(tx, firmId ?? ''))?.hearing
  const token = (submit: string): string => context().token(subject, submit, null, 'desk')
  if (command === 'open-book')
    return speaker.form(bookingForm(token('submit-book'), hearing && !isOver(hearing) ? hearing : undefined), region)
  if (command === 'open-held' && hearing && !isOver(hearing))
    return speaker.form(heldForm(token('submit-held')), region)
  return undefined
}

/** What is wrong with what was filled in, beside its field. */
export async function hearingErrors(
  { speaker, context }: InCall,
  tx: Tx,
  { command, regionId }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const region = await regionOf(tx, regionId)
  const { calendar, now } = context()
  if (command === 'submit-book') {
    const fault = bookingFault(bookingIn(values), calendar, now)
    return fault ? { [faultField(fault)]: speaker.text(faultText(fault), region) } : {}
  }
  return reportIn(values) ? {} : { minutes: speaker.text({ key: 'desk.hearing.fault.minutes' }, region) }
}
