import type { Action } from '#db/actions.ts'
import type { FlowContext } from '../flow.ts'
import { type Setting, settingOf } from './setting.ts'
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
  /** What closes the hearing is good for the day that was set when it was shown; the others are at any time. */
  desk(command: DeskTap): string
  /** Good for the day that was set when it was shown. */
  member(command: FirmTap): string
}

const CLOSING: ReadonlySet<DeskTap> = new Set(['open-held', 'submit-held', 'missed', 'cancel'])

export function hearingTaps(app: FlowContext, { firm, stored }: HearingFile): HearingTaps {
  const granted: Action[] = []
  const subject = hearingLane(firm.id)
  const day = stored && settingOf(stored)
  const grant = (command: string, role: 'desk' | 'member', setting: Setting | undefined): string => {
    const token = tapToken(app, subject, command, role, setting)
    const place = { regionId: firm.regionId, firmId: firm.id }
    const revision = setting?.booking ?? null
    const expiresAt = app.now + LIFE_MS
    granted.push({ token, ...place, subject, command, params: { ...setting }, holder: { role }, revision, expiresAt })
    return token
  }
  return {
    granted,
    desk: (command) => grant(command, 'desk', CLOSING.has(command) ? day : undefined),
    member: (command) => grant(command, 'member', day),
  }
}

/** The same button gets the same token; one of another day, or of another hearing, never does. */
export const tapToken = (
  app: FlowContext,
  subject: string,
  command: string,
  role: 'desk' | 'member',
  setting: Setting | undefined,
): string => app.token(subject, setting ? `${command} ${setting.hearing}` : command, setting?.booking ?? null, role)
