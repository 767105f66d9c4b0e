import type { Case, PersonRef } from './case.ts'
import type { Notice } from './notice.ts'
import { holderOf } from './on-call.ts'

/** What has to be done next about a case, and by whom: an analyst, the firm, or the desk on the telephone. */
export const STEPS = ['decide', 'approve', 'answer', 'telephone', 'check'] as const
export type Step = (typeof STEPS)[number]

export interface NextStep {
  step: Step
  /** One person by name; undefined while the region has nobody at all, which is the operator's to mend. */
  owner: PersonRef | undefined
}

/** Who is there now, each in the order they are asked; of the firm those who can be reached. */
export interface Roster {
  analysts: readonly PersonRef[]
  desk: readonly PersonRef[]
  firm: readonly PersonRef[]
}

/** Undefined once nothing is left to do. Whoever has left owns nothing: their step is the next one's in order. */
export function nextStepOf(subject: Case, notice: Notice | undefined, roster: Roster): NextStep | undefined {
  switch (subject.next) {
    case 'nobody':
      return undefined
    case 'analysts':
      return {
        step: notice?.sentAt == null ? 'decide' : 'check',
        owner: analyst(roster, subject.claimedBy ?? calledOut(subject)),
      }
    case 'second-analyst':
      return { step: 'approve', owner: otherAnalyst(roster, notice?.draftedBy) }
    case 'firm': {
      const called = calledOut(subject)
      if (called) return { step: 'telephone', owner: analyst(roster, called) }
      const asked = [...atIt(notice), ...[...(notice?.told ?? [])].reverse()]
      const told = asked.flatMap((id) => roster.firm.find(({ personId }) => personId === id) ?? [])[0]
      return told ? { step: 'answer', owner: told } : { step: 'telephone', owner: atDesk(roster, null) }
    }
    case 'desk': {
      const taker = subject.desk?.takenBy ?? null
      const called = calledOut(subject)
      return { step: 'telephone', owner: called && !taker ? analyst(roster, called) : atDesk(roster, taker) }
    }
  }
}

/** Whoever has begun goes on. */
const atIt = (notice: Notice | undefined): string[] =>
  notice?.state === 'in-progress' && notice.answeredBy ? [notice.answeredBy.personId] : []

/** Whom the call at night is with, until the notice goes out anew. */
const calledOut = ({ call }: Case): PersonRef | null => (call && holderOf(call)) ?? null

const present = (people: readonly PersonRef[], wanted: PersonRef | null): PersonRef | undefined =>
  people.find(({ personId }) => personId === wanted?.personId) ?? people[0]

const analyst = ({ analysts, desk }: Roster, holder: PersonRef | null): PersonRef | undefined =>
  present(analysts, holder) ?? desk[0]

/** Without a second analyst the first may send alone, after a while. */
const otherAnalyst = ({ analysts, desk }: Roster, author: PersonRef | undefined): PersonRef | undefined =>
  analysts.find(({ personId }) => personId !== author?.personId) ?? analysts[0] ?? desk[0]

const atDesk = ({ analysts, desk }: Roster, taker: PersonRef | null): PersonRef | undefined =>
  present(desk, taker) ?? analysts[0]
