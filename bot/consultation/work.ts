import { findAnswer, type StoredAnswer } from '#db/answers.ts'
import { openCasesOf } from '#db/cases.ts'
import { latestWords, type StoredConsultation } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import type { Region } from '#db/regions.ts'
import { isUndecided } from '#engine/case.ts'
import { regionOf } from '../dialogue/work.ts'

/** Everything that a consultation is decided and shown by. */
export interface ConsultationFile {
  stored: StoredConsultation
  /** Undefined for a call whose firm nobody has found out yet. */
  firm: Firm | undefined
  region: Region
}

/** What the card tells of it beside its state. */
export interface Glance {
  words: string
  openCases: number
  /** What others who ask the same may be answered. */
  answer: StoredAnswer | undefined
}

export async function fileOf(tx: Tx, stored: StoredConsultation): Promise<ConsultationFile> {
  const firm = stored.firmId === null ? undefined : await findFirm(tx, stored.firmId)
  return { stored, firm, region: await regionOf(tx, stored.regionId) }
}

export async function glanceAt(tx: Tx, { stored, firm }: ConsultationFile): Promise<Glance> {
  const cases = firm ? await openCasesOf(tx, firm.id, 0) : []
  const answer = await findAnswer(tx, stored.id)
  return { words: await latestWords(tx, stored.id), openCases: cases.filter(isUndecided).length, answer }
}
