import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import { lastFinished, openSessionOf, type SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { readAnswer, severalOf } from '#engine/dialogue/answer.ts'
import { applicable, choicesOf, type Question, type Questionnaire, type Value } from '#engine/dialogue/questionnaire.ts'
import { NOT_STARTED, type Session, valuesOf } from '#engine/dialogue/session.ts'
import type { Field, Form, Text } from '#engine/message.ts'
import { askOf, choiceOf, sectionOf } from '../content/questionnaire-texts.ts'
import { findQuestionnaire } from '../content/questionnaires/index.ts'
import type { FormMaker } from '../form-maker.ts'
import type { Reader } from '../say.ts'
import { listenerFor } from './listener.ts'
import { refusal } from './said.ts'
import { questionnaireFor, regionOf } from './work.ts'

export const isOfDialogue = ({ subject }: Pick<Action, 'subject'>): boolean => subject.startsWith('dialogue:')

/** `dialogue:<firm>:<questionnaire>:<person>`, which is also the lane. */
export function keyOf({ subject, regionId, firmId }: Pick<Action, 'subject' | 'regionId' | 'firmId'>): SessionKey {
  const [, , questionnaire = '', personId = ''] = subject.split(':')
  return { regionId, firmId: firmId ?? '', questionnaire, personId }
}

/** `open:<section>` opens the page, `submit:<section>` comes back with it. */
export const sectionIn = (command: string): string => command.slice(command.indexOf(':') + 1)

interface Page {
  questionnaire: Questionnaire
  session: Session
  questions: Question[]
}

/** The questions of a section that apply now, with what is answered so far. */
export async function pageOf(tx: Tx, key: SessionKey, section: string): Promise<Page> {
  const stored = (await openSessionOf(tx, key)) ?? (await lastFinished(tx, key))
  const session = stored?.session ?? NOT_STARTED
  const questionnaire = findQuestionnaire(session.questionnaire, session.version) ?? (await questionnaireFor(tx, key))
  const own = questionnaire.sections.find(({ id }) => id === section)?.questions ?? []
  const questions = applicable(questionnaire, valuesOf(session)).filter((one) => own.includes(one))
  return { questionnaire, session, questions: questions.filter(({ kind }) => kind !== 'photo') }
}

/** One section of a questionnaire as a page of a form, for a desk member who asks on the telephone. */
export async function sectionForm(inCall: FormMaker, tx: Tx, action: Action): Promise<Form<string> | undefined> {
  if (!action.command.startsWith('open:')) return undefined
  const section = sectionIn(action.command)
  const { questionnaire, session, questions } = await pageOf(tx, keyOf(action), section)
  if (questions.length === 0) return undefined
  const form: Form = {
    token: inCall.context().token(action.subject, `submit:${section}`, null, 'desk'),
    title: sectionOf(questionnaire, { id: section }),
    submit: { key: 'dialogue.form.submit' },
    before: [{ kind: 'paragraph', text: { key: 'dialogue.form.explain' } }],
    fields: [
      ...questions.map((question) => fieldOf(questionnaire, question, session.answers[question.id]?.value)),
      ...(questionnaire.id === 'setup' ? [whereField()] : []),
    ],
  }
  return inCall.speaker.form(form, await regionOf(tx, action.regionId))
}

/** No question is called so. */
const WHERE = 'where-seen'

/** A set-up is asked for on the telephone and looked at on site: the latter is surer. */
function whereField(): Field {
  const options = (['desk', 'site'] as const).map((value) => ({
    value,
    label: { key: `dialogue.form.where.${value}` },
  }))
  const text = { label: { key: 'dialogue.form.where.ask' }, hint: { key: 'dialogue.form.where.hint' } }
  return { id: WHERE, kind: 'one-of', isOptional: true, ...text, options, value: 'desk' }
}

export const roleIn = (key: SessionKey, values: FormValues): 'desk' | 'site' =>
  key.questionnaire === 'setup' && values[WHERE] === 'site' ? 'site' : 'desk'

function fieldOf(questionnaire: Questionnaire, question: Question, value: Value | undefined): Field {
  const common = { id: question.id, label: askOf(questionnaire, question), isOptional: true }
  const shown = value && { value: entered(value) }
  const options = choicesOf(question).map(({ id }) => ({ value: id, label: choiceOf(questionnaire, question, id) }))
  if (question.kind === 'multi') return { ...common, kind: 'any-of', options, ...shown }
  if (options.length > 0) return { ...common, kind: 'one-of', options, ...shown }
  if (question.kind === 'moment') return { ...common, kind: 'moment', ...shown }
  return { ...common, kind: 'line', ...(question.kind === 'text' && { lengthMax: question.lengthMax }), ...shown }
}

function entered(value: Value): string | number {
  switch (value.kind) {
    case 'choice':
      return value.choice
    case 'choices':
      return value.choices.join(',')
    case 'number':
      return String(value.number)
    case 'text':
      return value.text
    case 'moment':
      return value.at
    case 'photo':
      return ''
  }
}

/** What is wrong with a page, beside each field. */
export async function sectionErrors(
  inCall: FormMaker,
  tx: Tx,
  action: Action,
  values: FormValues,
): Promise<Record<string, string> | undefined> {
  const region = await regionOf(tx, action.regionId)
  const { questionnaire, questions } = await pageOf(tx, keyOf(action), sectionIn(action.command))
  const { wrong } = filledIn(questionnaire, questions, values, region, inCall.context().now)
  return Object.fromEntries(Object.entries(wrong).map(([id, text]) => [id, inCall.speaker.text(text, region)]))
}

/** The answers on a page, and what is wrong with those that are none; an empty field says nothing. */
export function filledIn(
  questionnaire: Questionnaire,
  questions: readonly Question[],
  values: FormValues,
  reader: Reader,
  now: number,
): { answers: Record<string, Value>; wrong: Record<string, Text> } {
  const answers: Record<string, Value> = {}
  const wrong: Record<string, Text> = {}
  const listener = listenerFor(questionnaire, reader, now)
  for (const question of questions) {
    const typed = values[question.id] ?? ''
    if (typed === '') continue
    const reading = readField(question, typed) ?? readAnswer(question, typed, { ...listener, wordsOf: () => [] })
    if (reading.kind === 'value') answers[question.id] = reading.value
    else if (reading.kind === 'refused')
      wrong[question.id] = refusal(questionnaire, { reason: reading.reason, question })
    else wrong[question.id] = { key: 'dialogue.not-understood.plain' }
  }
  return { answers, wrong }
}

/** Fields that carry ids rather than words. */
function readField(question: Question, typed: string) {
  const chosen = choicesOf(question).filter(({ id }) => typed.split(',').includes(id))
  if (question.kind === 'multi') return severalOf(chosen)
  if (question.kind === 'moment') return { kind: 'value', value: { kind: 'moment', at: Number(typed) } } as const
  const [only] = chosen
  return only && ({ kind: 'value', value: { kind: 'choice', choice: only.id } } as const)
}
