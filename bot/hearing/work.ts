import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { lockHearing, type StoredHearing } from '#db/hearings.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { progressIn, type SectionProgress } from '../dialogue/desk-card.ts'
import { regionOf } from '../dialogue/work.ts'

const PREFIX = 'hearing:'

/** All that happens to a firm's hearings happens in one order. */
export const hearingLane = (firmId: string): string => `${PREFIX}${firmId}`
export const isOfHearing = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const firmOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** Somebody in a chat. */
/** Everything that a firm's hearing is decided and shown by. */
export interface HearingFile {
  firm: Firm
  region: Region
  stored: StoredHearing | undefined
  /** Whom LINE reaches first. */
  contact: Contact | undefined
  /** How far each section of the diagnosis is. */
  progress: SectionProgress[]
}

export async function openHearing(tx: Tx, firmId: string): Promise<HearingFile> {
  const firm = await findFirm(tx, firmId)
  if (!firm) throw new Error(`firm ${firmId} is not there`)
  const { id, regionId } = firm
  const stored = await lockHearing(tx, id)
  const contacts = await contactsOf(tx, id)
  return {
    firm,
    region: await regionOf(tx, regionId),
    stored,
    contact: contacts.find(isOnLine),
    progress: await progressIn(tx, { regionId, firmId: id, questionnaire: 'office', personId: '' }),
  }
}
