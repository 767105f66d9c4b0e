import type { Action } from '#db/actions.ts'
import type { Case } from '#engine/case.ts'
import type { FlowContext } from '../flow.ts'

const DAY_MS = 86_400_000
/** Cards outlive the matter by far; a tap after this is told the present state instead. */
const TAP_LIFE_MS = 60 * DAY_MS

/** Makes the buttons of one case: opaque tokens, granted in the same transaction that shows them. */
export interface CaseTaps {
  analyst(command: string): string
  desk(command: string): string
  member(command: string): string
  /** Good at whatever revision: what a form carries back, because typing takes a while, and what decides nothing. */
  analystAnytime(command: string): string
  /** Of analysts and the desk, about something else that begins here. */
  staffOf(subject: string, command: string): string
  /** Of this one person, whatever else they may. */
  person(personId: string, command: string): string
  granted: Action[]
}

export function tapsFor(app: FlowContext, initial: Case, revisionNow: () => number): CaseTaps {
  const granted: Action[] = []
  const own = `case:${initial.id}`
  type Role = 'analyst' | 'desk' | 'member' | 'staff'
  type Holder = Role | { personId: string }
  const tap = (holder: Holder, command: string, revision: number | null, subject = own): string => {
    const isRole = typeof holder === 'string'
    const token = app.token(subject, command, revision, isRole ? holder : holder.personId)
    granted.push({
      token,
      regionId: initial.regionId,
      firmId: initial.firmId,
      subject,
      command,
      params: revision === null ? {} : { revision },
      holder: isRole ? { role: holder } : holder,
      revision,
      expiresAt: app.now + TAP_LIFE_MS,
    })
    return token
  }
  return {
    granted,
    analyst: (command) => tap('analyst', command, revisionNow()),
    desk: (command) => tap('desk', command, null),
    member: (command) => tap('member', command, null),
    analystAnytime: (command) => tap('analyst', command, null),
    person: (personId, command) => tap({ personId }, command, null),
    staffOf: (subject, command) => tap('staff', command, null, subject),
  }
}
