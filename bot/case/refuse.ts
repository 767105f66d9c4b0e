import type { Refusal } from '#engine/case.ts'
import { answerTapper, type CaseCommand, plainAnswer } from './command.ts'
import type { CaseWork } from './work.ts'

/** The tap came too late: the tapper is told who was first, or how the case stands now. */
export function refuse(work: CaseWork, command: CaseCommand, refusal: Refusal): void {
  const to = command.by.name
  work.app.refused(refusal.reason)
  if (refusal.reason === 'claimed-by-other') {
    const params = { to, who: refusal.by.name, at: { at: refusal.at, show: 'time' as const } }
    return answerTapper(work, command, plainAnswer({ key: 'case.refused.claimed-by-other', params }))
  }
  const state = { key: `case.state.${work.case.state}` }
  answerTapper(work, command, plainAnswer({ key: `case.refused.${refusal.reason}`, params: { to, state } }))
}
