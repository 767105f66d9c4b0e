import type { Action } from '#db/actions.ts'
import type { FlowContext } from '../flow.ts'
import { type HearingFile, hearingLane } from './work.ts'

const LIFE_MS = 60 * 86_400_000

export type DeskTap =
  | 'open-book'
  | 'submit-book'
  | 'open-held'
  | 'submit-held'
  | 'missed'
  | 'cancel'
  | 'script'
  | 'diagnosis'
export type FirmTap = 'suits' | 'another-day'

/** The buttons of a hearing; `granted` is stored before what carries them is sent. */
export interface HearingTaps {
  granted: Action[]
  desk(command: DeskTap): string
  /** Good for the day that was set when it was shown. */
  member(command: FirmTap): string
}

export function hearingTaps(app: FlowContext, { firm, stored }: HearingFile): HearingTaps {
  const granted: Action[] = []
  const subject = hearingLane(firm.id)
  const grant = (command: string, role: 'desk' | 'member', booking: number | null): string => {
    const token = app.token(subject, command, booking, role)
    const place = { regionId: firm.regionId, firmId: firm.id }
    const params = booking === null ? {} : { booking }
    const expiresAt = app.now + LIFE_MS
    granted.push({ token, ...place, subject, command, params, holder: { role }, revision: booking, expiresAt })
    return token
  }
  return {
    granted,
    desk: (command) => grant(command, 'desk', null),
    member: (command) => grant(command, 'member', stored?.hearing.bookings ?? 0),
  }
}
