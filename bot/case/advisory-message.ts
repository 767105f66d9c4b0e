import type { AdvisoryAnswer } from '#engine/advisory.ts'
import type { Case } from '#engine/case.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import type { CaseTaps } from './taps.ts'

/** One お知らせ, with the right to press its buttons. */
export interface Advice {
  subject: Case
  taps: CaseTaps
}

/** A week's お知らせ in one message, each with its answers below it. */
export function digestMessage(advices: readonly Advice[]): Message {
  const count = advices.length
  return {
    purpose: 'answer',
    fallback: { key: 'notice.advisory.heading' },
    parts: [
      { kind: 'heading', text: { key: 'notice.advisory.heading' } },
      paragraph({ key: 'notice.advisory.intro', params: { count } }),
      ...advices.flatMap(({ subject, taps }, place): Part[] => [
        {
          kind: 'status',
          tone: 'wait',
          text: { key: 'notice.advisory.item', params: { number: place + 1, about: aboutText(subject) } },
        },
        { kind: 'facts', rows: [{ label: { key: 'notice.fact.clue' }, value: deviceText(subject) }] },
        { kind: 'choice', lasts: 'durable', options: answersTo({ subject, taps }, count > 1) },
      ]),
      paragraph({ key: 'notice.advisory.no-hurry' }),
    ],
  }
}

const answersTo = ({ subject, taps }: Advice, isOneOfSeveral: boolean): Option[] =>
  buttons(taps, ['done', 'decline', 'what']).map((button) => ({
    ...button,
    ...(isOneOfSeveral && { about: aboutText(subject) }),
  }))

/** これは？: two plain sentences, and what one may do about it. */
export function adviceMessage({ subject, taps }: Advice): Message {
  const explained = { key: `kinds.${subject.kind}.explained` }
  return {
    purpose: 'answer',
    fallback: explained,
    parts: [
      paragraph(explained),
      { kind: 'choice', lasts: 'durable', options: buttons(taps, ['done', 'start', 'decline']) },
    ],
  }
}

export const aboutText = ({ kind }: Case): Text => ({ key: `kinds.${kind}.plain` })

const deviceText = ({ device }: Case): Text => (device ? { typed: device } : { key: 'case.fact.none' })

const buttons = (taps: CaseTaps, answers: readonly AdvisoryAnswer[]): Option[] =>
  answers.map((answer) => ({
    label: { key: `notice.advisory.button.${answer}` },
    token: taps.member(`advisory-${answer}`),
  }))
