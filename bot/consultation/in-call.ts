import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import { findAnswer } from '#db/answers.ts'
import { deskWords, findConsultation, quotableWords } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { firmsNamed } from '#db/firms.ts'
import { contactsOf, isOnLine } from '#db/people.ts'
import { offeredPictures } from '#db/photos.ts'
import { refusalOf } from '#engine/consultation.ts'
import type { Form, Text } from '#engine/message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext } from '../flow.ts'
import type { FormMaker } from '../form-maker.ts'
import { type Reader, sayText } from '../say.ts'
import { answerFaults, answerForm, answerIn } from './answer-bank.ts'
import { callMeant } from './call-command.ts'
import { amendForm, classifyForm, matchForm, type Publishing, publishForm, publishing, typedForm } from './forms.ts'
import { consultationLane, consultationOfLane } from './lanes.ts'
import { sentPicture } from './pictures.ts'
import { tapToken, wordsToken } from './taps.ts'
import { type ConsultationFile, fileOf } from './work.ts'

/** What a form of ours writes for whoever fills it, in the region's language. */
export const sayer =
  (reader: Reader) =>
  (text: Text): string =>
    sayText(text, reader)

const fileIn = async (tx: Tx, { subject }: Action): Promise<ConsultationFile | undefined> => {
  const stored = await findConsultation(tx, consultationOfLane(subject))
  return stored && fileOf(tx, stored)
}

/** The form behind a button of a consultation's card; undefined where there is none, or it cannot be filled now. */
export async function consultationForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  action: Action,
  by: { name: string },
): Promise<Form<string> | undefined> {
  // No button opens it, but it may take several pages.
  if (action.command === 'open-typed')
    return speaker.form(typedForm(action.token, { channel: 'phone', firm: '' }), await regionOf(tx, action.regionId))
  const file = await fileIn(tx, action)
  if (!file) return undefined
  const { stored, region } = file
  const token = (command: Parameters<typeof tapToken>[2]): string => tapToken(context(), stored.id, command)
  if (action.command === 'open-publish' && !refusalOf(stored.consultation, 'published'))
    return speaker.form(await published(tx, context(), token('submit-publish'), { file, by, values: {} }), region)
  if (action.command === 'open-classify')
    return speaker.form(classifyForm(token('submit-classify'), stored.consultation), region)
  if (action.command === 'open-match') return speaker.form(matchForm(token('submit-match')), region)
  if (action.command === 'open-answer' && stored.consultation.state === 'solved')
    return speaker.form(await answerForm(tx, token('submit-answer'), file, await findAnswer(tx, stored.id)), region)
  if (action.command !== 'open-amend') return undefined
  const wordsId = String(action.params.words)
  const words = await deskWords(tx, stored.id, wordsId)
  return words === undefined
    ? undefined
    : speaker.form(amendForm(wordsToken(context(), wordsId, 'submit-amend'), words.text ?? ''), region)
}

const QUOTABLE_WORDS = 10

const offered = (tx: Tx, consultationId: string) =>
  offeredPictures(tx, { consultationId, lane: consultationLane(consultationId) })

/** With what the firm would read and see, as far as it can still be sent. */
async function published(
  tx: Tx,
  app: FlowContext,
  token: string,
  { file, by, values }: { file: ConsultationFile; by: { name: string }; values: FormValues },
): Promise<Form> {
  const { stored, firm, region } = file
  const pictures = await offered(tx, stored.id)
  const quotable = await quotableWords(tx, stored.id, QUOTABLE_WORDS)
  const { text, picture } = publishing(values, sayer(region))
  const chosen = pictures.some(({ id }) => id === picture) ? sentPicture(app, picture) : undefined
  const whom = { firm: firm?.name ?? '', who: stored.consultation.who, name: by.name }
  return publishForm(token, whom, { pictures, quotable }, { text, picture: chosen })
}

/** The same form while it is written. */
export async function consultationRedrawn(
  { speaker, context }: FormMaker,
  tx: Tx,
  action: Action,
  { values, by }: { values: FormValues; by: { name: string } },
): Promise<Form<string> | undefined> {
  const file = action.command === 'submit-publish' ? await fileIn(tx, action) : undefined
  return file && speaker.form(await published(tx, context(), action.token, { file, by, values }), file.region)
}

/** What is wrong with what was filled in, beside its field. */
export async function consultationErrors(
  { speaker }: FormMaker,
  tx: Tx,
  action: Action,
  values: FormValues,
): Promise<Record<string, string>> {
  const file = await fileIn(tx, action)
  if (!file) return {}
  const { region } = file
  if (action.command === 'submit-publish' || action.command === 'submit-amend') {
    const fault = await publishFault(tx, file, publishing(values, sayer(region)))
    const field = fault === PICTURE_GONE ? 'picture' : 'text'
    return fault ? { [field]: speaker.text(fault, region) } : {}
  }
  if (action.command === 'submit-answer') {
    const faults = await answerFaults(tx, file, answerIn(values))
    return Object.fromEntries(faults.map(([field, fault]) => [field, speaker.text(fault, region)]))
  }
  if (action.command !== 'submit-match') return {}
  const named = await firmsNamed(tx, region.id, values.firm ?? '')
  return named.length === 1 ? {} : { firm: speaker.text({ key: 'desk.consultation.fault.firm' }, region) }
}

/** Why nothing can go to the firm; whoever has left it is written to no more. */
export async function publishFault(
  tx: Tx,
  { stored }: ConsultationFile,
  { text, picture }: Pick<Publishing, 'text' | 'picture'>,
): Promise<Text | undefined> {
  if (text === '' && picture === '') return { key: 'desk.consultation.fault.empty' }
  if (refusalOf(stored.consultation, 'published')) return { key: 'desk.consultation.refused.over', params: { who: '' } }
  const pictures = picture === '' ? [] : await offered(tx, stored.id)
  if (picture !== '' && !pictures.some(({ id }) => id === picture)) return PICTURE_GONE
  const contacts = stored.firmId === null ? [] : await contactsOf(tx, stored.firmId)
  const isThere = contacts.some((one) => one.personId === stored.chat?.personId && isOnLine(one))
  return isThere ? undefined : { key: 'desk.consultation.fault.unreachable' }
}

/** It was taken away in the thread, or has been sent already. */
const PICTURE_GONE: Text = { key: 'desk.consultation.fault.picture' }

/** The same at every attempt, and to whoever opens the form and whoever grants it. */
export const idOfCall = (app: FlowContext, eventId: string): string =>
  `consultation_${app.token(consultationLane(eventId), 'typed', null, 'desk')}`

export async function callForm(
  { speaker, context }: FormMaker,
  tx: Tx,
  { regionId, eventId, text }: { regionId: string; eventId: string; text: string },
): Promise<Form<string> | undefined> {
  const meant = callMeant(text)
  if (!meant) return undefined
  const app = context()
  const token = tapToken(app, idOfCall(app, eventId), 'submit-typed')
  return speaker.form(typedForm(token, meant), await regionOf(tx, regionId))
}
