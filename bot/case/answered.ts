import { nextOpen } from '#engine/calendar/calendar.ts'
import { type Part, paragraph } from '#engine/message.ts'
import { type Answered, heard } from '#engine/notice.ts'
import { sayToken } from '../converse/intent.ts'
import { answerTapper, type CaseCommand, personOf, plainAnswer } from './command.ts'
import { callOut } from './on-call.ts'
import { visitOffered } from './visit.ts'
import type { CaseWork } from './work.ts'

/** What follows from an answer that settles a notice for the firm, however it was given. */

/** Nothing more is asked of the firm by itself: no rung of the ladder, no hour they had asked for. */
export async function stopAsking(work: CaseWork): Promise<void> {
  for (const timer of ['ladder', 'whose', 'as-asked']) await work.disarm(timer)
}

/** The first that is heard of the firm. */
export function read(work: CaseWork, { by }: Pick<CaseCommand, 'by'>): void {
  const { notice } = work
  if (!notice || notice.readAt !== null) return
  work.notice = heard(notice, work.app.now)
  if (work.notice.readAt !== null) work.remember('read', personOf(by))
}

/** できた: an analyst looks whether it is really over. */
export async function handToAnalysts(work: CaseWork, command: CaseCommand): Promise<void> {
  await stopAsking(work)
  work.case = { ...work.case, next: 'analysts', decisionRevision: work.case.decisionRevision + 1 }
  answerTapper(work, command, plainAnswer({ key: 'notice.reply.done' }))
}

/** A person helps: by day at once, at night whoever is on call if it cannot wait. */
export async function handToDesk(
  work: CaseWork,
  command: CaseCommand,
  reason: 'cannot' | 'busy-search' | 'wants-vendor' | 'wants-human',
): Promise<void> {
  const { notice } = work
  if (!notice) return
  await stopAsking(work)
  work.callDesk(reason, personOf(command.by))
  const opensAt = nextOpen(work.app.calendar, work.app.now)
  const isClosed = opensAt > work.app.now
  const cannotWait = isClosed && notice.severity === 'high'
  if (cannotWait) await callOut(work, 'night')
  const key = `notice.reply.${cannotWait ? 'desk-night' : isClosed ? 'desk-later' : 'desk-now'}`
  const why: Part[] = reason === 'wants-vendor' ? [paragraph({ key: 'notice.reply.no-maintenance' })] : []
  const answer = plainAnswer({ key, params: { at: { at: opensAt } } })
  const visit = reason === 'cannot' ? await visitOffered(work) : []
  answerTapper(work, command, { ...answer, parts: [...why, ...answer.parts, ...visit] })
}

/** Somebody was quicker, or it is over: the person reads how it stands, and the analysts that they too have answered. */
export function answeredBefore(
  work: CaseWork,
  command: CaseCommand,
  refusal: Extract<Answered, { kind: 'refused' }>,
): void {
  work.app.refused(refusal.reason)
  if (refusal.reason !== 'already-answered') {
    const consult = { label: { key: 'converse.button.consult' }, token: sayToken('consult') }
    const { reason } = refusal
    return answerTapper(
      work,
      command,
      plainAnswer({ key: `notice.refused.${reason}` }, { kind: 'choice', lasts: 'now', options: [consult] }),
    )
  }
  const params = { who: refusal.by.name, answer: { key: `notice.answer.${refusal.answer}` } }
  work.remember('answered-too', personOf(command.by), params)
  answerTapper(work, command, plainAnswer({ key: 'notice.refused.already-answered', params }))
}
