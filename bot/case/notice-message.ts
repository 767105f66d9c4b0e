import type { Message, Option, Part, Text } from '#engine/message.ts'
import type { Notice, NoticeDraft } from '#engine/notice.ts'
import type { CaseTaps } from './taps.ts'
import type { CaseFile } from './work.ts'

/**
 * What the owner reads: first what to do, then what happened, which PC, by when, and who helps. The analyst's words are
 * data; they were looked over by the plainness gate before they got here.
 */
export function noticeMessage(notice: Notice, opening: Opening, buttons: Option[], whose?: Text): Message {
  return {
    purpose: 'notice',
    fallback: { key: 'notice.fallback', params: { title: notice.title } },
    parts: [
      ...(opening === 'first'
        ? []
        : [{ kind: 'status', tone: 'wait', text: { key: `notice.opening.${opening}` } } satisfies Part]),
      ...noticeBody(notice, whose),
      { kind: 'choice', lasts: 'durable', options: buttons },
    ],
  }
}

/** Why it comes: for the first time, as a reminder, to the second contact, because the analyst asks again, as asked for. */
export type Opening = 'first' | 'reminder' | 'second-contact' | 'ask-again' | 'as-asked'

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

export function answerButtons(taps: CaseTaps): Option[] {
  return (['done', 'cannot', 'busy', 'what'] as const).map((answer) => ({
    label: { key: `notice.answer.${answer}` },
    token: taps.member(`answer-${answer}`),
    ...(answer === 'done' ? { style: 'primary' as const } : {}),
  }))
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
