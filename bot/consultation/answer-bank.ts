import type { FormValues } from '#adapters/adapter.ts'
import type { StoredAnswer } from '#db/answers.ts'
import { wordsOf } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { contactsOf } from '#db/people.ts'
import { NO_CLUES } from '#engine/anonymity.ts'
import type { AnswerState } from '#engine/answer.ts'
import { harmless, withoutTricks } from '#engine/defang.ts'
import { type Form, type Part, paragraph, type Text } from '#engine/message.ts'
import { faultOf, faultText } from '../example/faults.ts'
import { cluesOf } from '../example/work.ts'
import type { ConsultationTap } from './taps.ts'
import type { ConsultationFile } from './work.ts'

const QUESTION_MAX = 200
const ANSWER_MAX = 600

const label = (id: string): Text => ({ key: `desk.consultation.form.${id}` })

/** What was asked first and what was sent, to be put so that it suits whoever asks the same; or the draft there is. */
export async function answerForm(
  tx: Tx,
  token: string,
  { stored }: ConsultationFile,
  draft: StoredAnswer | undefined,
): Promise<Form> {
  const words = await wordsOf(tx, stored.id)
  const said = (side: 'firm' | 'desk'): string[] => words.filter((one) => one.side === side).map(({ text }) => text)
  const { question, answer } = draft ?? { question: said('firm')[0] ?? '', answer: said('desk').join('\n') }
  return {
    token,
    title: label('keep'),
    submit: label('propose'),
    before: [paragraph(label('keep-explain'))],
    fields: [
      { ...field('question', QUESTION_MAX), value: question.slice(0, QUESTION_MAX) },
      { ...field('answer', ANSWER_MAX), value: answer.slice(0, ANSWER_MAX) },
    ],
  }
}

const field = (id: 'question' | 'answer', lengthMax: number) => ({
  ...{ id, kind: 'lines' as const, label: label(id), lengthMax },
})

export interface Written {
  question: string
  answer: string
}

export const answerIn = ({ question = '', answer = '' }: FormValues): Written => ({
  question: harmless(question.trim(), QUESTION_MAX),
  answer: withoutTricks(answer).trim().slice(0, ANSWER_MAX),
})

/** Why a text may not go to other firms, beside its field: nothing may tell whose question it was. */
export async function answerFaults(tx: Tx, { firm }: ConsultationFile, written: Written): Promise<[string, Text][]> {
  const clues = firm ? await cluesOf(tx, { firm, contacts: await contactsOf(tx, firm.id) }) : NO_CLUES
  return Object.entries(written).flatMap(([name, text]): [string, Text][] => {
    if (text === '') return [[name, { key: 'desk.consultation.fault.missing' }]]
    const fault = faultOf(text, clues)
    return fault ? [[name, faultText(fault)]] : []
  })
}

const BUTTONS: Readonly<Record<AnswerState, readonly ConsultationTap[]>> = {
  proposed: ['approve-answer', 'open-answer', 'drop-answer'],
  approved: ['drop-answer'],
  dropped: ['open-answer'],
}

export const answerButtons = (answer: StoredAnswer | undefined) =>
  BUTTONS[answer?.state ?? 'dropped'].map((command) => ({
    command,
    draft: command === 'open-answer' ? null : (answer?.draft ?? null),
  }))

/** The very words that others would read, and who stands for them. */
export const answerParts = ({ state, question, answer, proposedBy, approvedBy }: StoredAnswer): Part[] => [
  { kind: 'divider' },
  paragraph({ key: `desk.consultation.answer.${state}`, params: { who: (approvedBy ?? proposedBy).name } }),
  ...(state === 'dropped' ? [] : [paragraph({ typed: question }), paragraph({ typed: answer })]),
]
