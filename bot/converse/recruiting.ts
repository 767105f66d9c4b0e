import { grantActions } from '#db/actions.ts'
import type { RecruitingForm } from '../recruiting/commands.ts'
import { recruitingTap, regionFor } from '../recruiting/in-call.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** `/otasuke ちらし`: the form stands there already; what comes back from it is theirs to send. */
export async function openRecruitingForm(talk: Talk, form: RecruitingForm): Promise<void> {
  const { app, tx, incoming, person } = talk
  const regionId = regionFor(person, form)
  if (!person || regionId === undefined) return introduce(talk)
  const { eventId } = incoming
  await grantActions(tx, [recruitingTap(app, { form, regionId, personId: person.personId, eventId })])
}
