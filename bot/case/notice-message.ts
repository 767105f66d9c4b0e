import { stepInHand } from '#engine/follow-up.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import type { Notice, NoticeDraft } from '#engine/notice.ts'
import type { CaseFile } from './work.ts'

/**
 * What the owner reads: first what to do, then what happened, which PC, by when, and who helps. The analyst's words are
 * data; they were looked over by the plainness gate before they got here.
 */
export function noticeMessage(
  notice: Notice,
  opening: Opening,
  buttons: Option[],
  { whose, isLed, ask }: OfDevice = {},
): Message {
  const step = buttons.length > 0 ? stepInHand(notice) : undefined
  return {
    purpose: 'notice',
    fallback: { key: 'notice.fallback', params: { title: notice.title } },
    ...(step !== undefined && { asks: stepNumbered(notice, step) }),
    parts: [
      ...(opening === 'first'
        ? []
        : [{ kind: 'status', tone: 'wait', text: { key: `notice.opening.${opening}` } } satisfies Part]),
      ...noticeBody(notice, whose),
      ...(isLed ? [paragraph({ key: 'notice.owner-told' })] : []),
      ...(ask ? [paragraph(ask.text), { kind: 'choice', lasts: 'durable', options: ask.options } satisfies Part] : []),
      ...(step === undefined ? [] : [paragraph(inHandText(notice, step))]),
      { kind: 'choice', lasts: 'durable', options: buttons },
    ],
  }
}

/** Whose device it is; where nobody knows yet, the buttons to say so. */
export interface OfDevice {
  whose?: Text
  /** They are led through the notice themselves. */
  isLed?: boolean
  ask?: WhoseAsked
}

export interface WhoseAsked {
  text: Text
  options: Option[]
}

export const stepNumbered = ({ steps }: Notice, step: number): Text => ({
  key: 'notice.step.numbered',
  params: { number: step + 1, total: steps.length, step: { typed: steps[step] ?? '' } },
})

/** How many there are, and which of them is to be done now. */
export const inHandText = ({ steps }: Pick<NoticeDraft, 'steps'>, step: number): Text => ({
  key: `notice.step.${steps.length === 1 ? 'only' : 'in-hand'}`,
  params: { number: step + 1, total: steps.length },
})

/** Why it comes: for the first time, as a reminder, to the second contact, because the analyst asks again, as asked for. */
export type Opening = 'first' | 'reminder' | 'go-on' | 'second-contact' | 'ask-again' | 'as-asked'

export function noticeBody(notice: NoticeDraft, whose?: Text): Part[] {
  return [
    { kind: 'heading', text: { typed: notice.title } },
    {
      kind: 'status',
      tone: notice.severity === 'low' ? 'wait' : 'warn',
      text: { key: `notice.urgency.${notice.severity}` },
    },
    { kind: 'steps', items: notice.steps.map((step): Text => ({ typed: step })) },
    { kind: 'paragraph', text: { typed: notice.what } },
    {
      kind: 'facts',
      rows: [
        ...(whose ? [{ label: { key: 'notice.fact.whose' }, value: whose }] : []),
        { label: { key: 'notice.fact.clue' }, value: { typed: notice.clue } },
        {
          label: { key: 'notice.fact.due' },
          value: { key: 'notice.fact.due-value', params: { at: { at: notice.dueAt } } },
        },
        { label: { key: 'notice.fact.contact' }, value: { typed: notice.contact } },
      ],
    },
  ]
}

/** The desk reads along and is never in the way: no button, no approval, no delay. */
export function deskCopy({ firm }: CaseFile, notice: Notice): Message {
  return {
    purpose: 'notice-copy',
    fallback: { key: 'desk.copy.fallback', params: { firm: firm.name, title: notice.title } },
    parts: [
      { kind: 'heading', text: { key: 'desk.copy.heading', params: { firm: firm.name } } },
      ...noticeBody(notice),
    ],
  }
}
