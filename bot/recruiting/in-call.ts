import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import type { Tx } from '#db/door.ts'
import { meetingCounts } from '#db/meetings.ts'
import type { Person } from '#db/people.ts'
import { recruitingCounts } from '#db/recruitings.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import type { Form } from '#engine/message.ts'
import { may } from '#engine/permission.ts'
import { actionOf } from '../action.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext } from '../flow.ts'
import type { FormMaker } from '../form-maker.ts'
import { NEED_OF, RECRUITING_FORMS, type RecruitingForm } from './commands.ts'
import { recruitingFaults, recruitingForm } from './forms.ts'

const PREFIX = 'recruiting:'
export const isOfRecruiting = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)

/** Where this person has the right to such a form. */
export const regionFor = (person: Person | undefined, form: RecruitingForm): string | undefined =>
  person?.memberships.find(({ regionId }) => may(person, NEED_OF[form], { regionId, firmId: null }))?.regionId

/** The same at every attempt, and to whoever opens the form and whoever grants it. */
export function recruitingTap(
  app: FlowContext,
  { form, regionId, personId, eventId }: { form: RecruitingForm; regionId: string; personId: string; eventId: string },
): Action {
  const subject = `${PREFIX}${app.token(regionId, form, null, eventId)}`
  return actionOf(app, { regionId, firmId: null, subject, command: `submit-${form}`, holder: { personId }, days: 1 })
}

export async function newRecruitingForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  { form, person, eventId }: { form: RecruitingForm; person: Person | undefined; eventId: string },
): Promise<Form<string> | undefined> {
  const regionId = regionFor(person, form)
  if (!person || regionId === undefined) return undefined
  const app = context()
  const region = await regionOf(tx, regionId)
  const { token } = recruitingTap(app, { form, regionId, personId: person.personId, eventId })
  const meetings = (await meetingCounts(tx, regionId)).filter(({ startsAt }) => startsAt > app.now)
  const known = { ways: await recruitingCounts(tx, regionId), meetings, today: dayOf(region, app.now).toString() }
  return speaker.form(recruitingForm(form, token, known), region)
}

export const formOf = (command: string): RecruitingForm | undefined =>
  RECRUITING_FORMS.find((form) => command === `submit-${form}`)

export async function recruitingErrors(
  { speaker, context }: FormMaker,
  tx: Tx,
  { command, regionId }: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const form = formOf(command)
  const region = await regionOf(tx, regionId)
  const faults = form ? recruitingFaults(form, values, context().now) : []
  return Object.fromEntries(faults.map(([field, text]) => [field, speaker.text(text, region)]))
}
