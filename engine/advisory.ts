import type { PersonRef } from './case.ts'

/** お知らせ: no incident but a bad habit. A week's go to a firm as one message, in business hours. */
export interface Advisory {
  state: AdvisoryState
  /** When the digest that it is in goes out; epoch ms. */
  goesAt: number
  sentAt: number | null
  /** The first tap about it. */
  readAt: number | null
  answeredBy: PersonRef | null
}

/** 下書き→送付→既読→対応中→対応済・見送り. */
export const ADVISORY_STATES = ['draft', 'sent', 'read', 'started', 'done', 'declined'] as const
export type AdvisoryState = (typeof ADVISORY_STATES)[number]

/** 対応した・これからやる・見送る・これは？ */
export const ADVISORY_ANSWERS = ['done', 'start', 'decline', 'what'] as const
export type AdvisoryAnswer = (typeof ADVISORY_ANSWERS)[number]

export const drafted = (goesAt: number): Advisory => ({
  ...{ state: 'draft', goesAt },
  ...{ sentAt: null, readAt: null, answeredBy: null },
})

export const advised = (advisory: Advisory, now: number): Advisory => ({ ...advisory, state: 'sent', sentAt: now })

export type AdvisoryAnswered =
  | { kind: 'answered'; advisory: Advisory }
  | { kind: 'refused'; reason: 'not-sent' }
  | { kind: 'refused'; reason: 'already-done'; by: PersonRef | null }

const STATE_AFTER = { done: 'done', start: 'started', decline: 'declined' } as const

/** What is done stays done; whoever has passed it by may still do it. */
export function answerAdvisory(
  advisory: Advisory,
  given: AdvisoryAnswer,
  by: PersonRef,
  now: number,
): AdvisoryAnswered {
  if (advisory.sentAt === null) return { kind: 'refused', reason: 'not-sent' }
  const read: Advisory = { ...advisory, readAt: advisory.readAt ?? now }
  if (given === 'what')
    return { kind: 'answered', advisory: { ...read, state: advisory.state === 'sent' ? 'read' : advisory.state } }
  if (advisory.state === 'done') return { kind: 'refused', reason: 'already-done', by: advisory.answeredBy }
  return { kind: 'answered', advisory: { ...read, state: STATE_AFTER[given], answeredBy: by } }
}
