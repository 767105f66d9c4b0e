import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { findHearing } from '#db/hearings.ts'
import { bookingFault, isOver } from '#engine/hearing.ts'
import type { Form } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FormMaker } from '../form-maker.ts'
import { bookingForm, bookingIn, faultField, faultText, heldForm, reportIn } from './forms.ts'
import { isOfSetting, otherDayText, type Setting, settingOf } from './setting.ts'
import { tapToken } from './taps.ts'

/** The form behind a button of a hearing's card; undefined where there is none, or it cannot be filled now. */
export async function hearingForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  { subject, command, params, regionId, firmId }: Action,
): Promise<Form<string> | undefined> {
  const region = await regionOf(tx, regionId)
  const stored = await findHearing(tx, firmId ?? '')
  const ahead = stored && !isOver(stored.hearing) ? stored : undefined
  const token = (submit: string, setting?: Setting): string => tapToken(context(), subject, submit, 'desk', setting)
  if (command === 'open-book') return speaker.form(bookingForm(token('submit-book'), ahead?.hearing), region)
  if (command === 'open-held' && ahead && isOfSetting(ahead, params))
    return speaker.form(heldForm(token('submit-held', settingOf(ahead))), region)
  return undefined
}

/** What is wrong with what was filled in, beside its field. */
export async function hearingErrors(
  { speaker, context }: FormMaker,
  tx: Tx,
  { command, params, regionId, firmId }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const region = await regionOf(tx, regionId)
  const { calendar, now } = context()
  if (command === 'submit-book') {
    const fault = bookingFault(bookingIn(values), calendar, now)
    return fault ? { [faultField(fault)]: speaker.text(faultText(fault), region) } : {}
  }
  if (!reportIn(values)) return { minutes: speaker.text({ key: 'desk.hearing.fault.minutes' }, region) }
  // Said while the form is open: what was typed would be lost with it.
  const firm = await findFirm(tx, firmId ?? '')
  const otherDay = firm && otherDayText(await findHearing(tx, firm.id), params, firm.name)
  return otherDay ? { minutes: speaker.text(otherDay, region) } : {}
}
