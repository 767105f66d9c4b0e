import { findClaim } from '#db/claims.ts'
import { noteSheetRead } from '#db/dialogues.ts'
import type { Db, Tx } from '#db/door.ts'
import { noteLooks } from '#db/looks.ts'
import { ownerOfPhoto } from '#db/photos.ts'
import { findSensorCode } from '#db/sensor-codes.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import type { Datum } from '#engine/permission.ts'
import { ASSET_PHOTO } from './asset/photo.ts'
import { howBehind } from './case/how-sheet.ts'
import { sheetOfSession } from './dialogue/sheet.ts'
import { photoBehind } from './dialogue/shown-photo.ts'
import { healthCheckOpened } from './health/opened.ts'
import { healthSheetOf } from './health/sheet.ts'
import type { PackedFile, PagesOptions, Shown } from './http/pages.ts'
import { wiringBehind } from './installation/sheet.ts'
import { claimSheetOf } from './insurance/sheet.ts'
import { filesOfFirm } from './leaving/files.ts'
import { firmOfSubject } from './leaving/lanes.ts'
import { certificateSheetOf, exportSheetOf, returnSheetOf } from './leaving/sheet.ts'
import { invoiceSheetOf } from './money/sheet.ts'
import { statementSheetOf } from './money/statement-sheet.ts'
import { notebookSheetOf } from './notebook/sheet.ts'
import { kittingOpened, kittingSheetOf } from './order/kitting-sheet.ts'
import { ownSheetOf } from './own-record/sheet.ts'
import { sheetOfDoor, sheetOfFlyer, sheetOfIntroduction } from './recruiting/flyer-sheet.ts'
import { sheetOfRegion } from './region/link.ts'
import type { Secrets } from './secrets.ts'
import { policySheetOf } from './security-action/policy-sheet.ts'
import { sheetOfRound } from './survey/round-sheet.ts'

interface At {
  now: number
  isMadeUp: boolean
  secrets: Pick<Secrets, 'boxCode'>
  publicUrl: string
  calendar: Calendar
}

/**
 * What a link may speak of, by the name that its subject begins with; what is not named here is not shown. A firm's people
 * look at what is their own, and figures are nobody's; whatever else is opened is written down.
 */
const SUBJECTS: Readonly<Record<string, Subject>> = {
  dialogue: { readers: 'firm', sheetOf: sheetOfSession, onOpened: noteSheetRead },
  health: { readers: 'firm', sheetOf: healthSheetOf, onOpened: healthCheckOpened },
  firm: { readers: 'firm', sheetOf: policySheetOf },
  installation: { readers: 'firm', sheetOf: wiringBehind },
  notebook: { readers: 'firm', sheetOf: notebookSheetOf },
  invoice: { readers: 'firm', sheetOf: invoiceSheetOf },
  // Sums of one party's own, and no other party's name: whoever it is of may have it.
  statement: { readers: 'firm', sheetOf: statementSheetOf },
  how: { readers: 'everybody', sheetOf: howBehind },
  office: { readers: 'everybody', sheetOf: sheetOfRegion },
  telework: { readers: 'everybody', sheetOf: sheetOfRegion },
  survey: { readers: 'everybody', sheetOf: sheetOfRegion },
  statistics: { readers: 'everybody', sheetOf: sheetOfRegion },
  statisticswhole: { readers: 'everybody', sheetOf: sheetOfRegion },
  month: { readers: 'everybody', sheetOf: sheetOfRegion },
  programme: { readers: 'everybody', sheetOf: sheetOfRegion },
  programmewhole: { readers: 'everybody', sheetOf: sheetOfRegion },
  flyer: { readers: 'everybody', sheetOf: sheetOfFlyer },
  trifold: { readers: 'everybody', sheetOf: sheetOfFlyer },
  introduction: { readers: 'everybody', sheetOf: sheetOfIntroduction },
  door: { readers: 'everybody', sheetOf: sheetOfDoor },
  round: { readers: 'everybody', sheetOf: (tx, id, { now }) => sheetOfRound(tx, id, now) },
  // All of a firm at once, also for whoever it was passed on to: its owner can ask when it was opened.
  export: {
    ...{ readers: 'owner', datum: 'profile', ownerOf: async (_, id) => ({ firmId: firmOfSubject(id) }) },
    ...{ sheetOf: exportSheetOf, filesOf: filesOfFirm },
  },
  return: { readers: 'firm', sheetOf: returnSheetOf },
  record: { readers: 'firm', sheetOf: ownSheetOf },
  certificate: { readers: 'firm', sheetOf: certificateSheetOf },
  claim: { readers: 'insurer', datum: 'insurance', ownerOf: findClaim, sheetOf: claimSheetOf },
  photo: { readers: 'staff', datum: 'visits', ownerOf: photoOwner },
  // What the desk has posted for a firm: whoever has the link is of the firm, or has posted it.
  picture: { readers: 'firm' },
  kitting: {
    ...{ readers: 'staff', datum: 'tickets', ownerOf: findSensorCode },
    ...{ sheetOf: kittingSheetOf, onOpened: kittingOpened },
  },
}

type Subject = {
  sheetOf?: (tx: Tx, id: string, at: At) => Promise<Shown | undefined>
  filesOf?: (tx: Tx, id: string, secrets: Pick<Secrets, 'open'>) => Promise<PackedFile[] | undefined>
  onOpened?: PagesOptions['onOpened']
} & (
  | { readers: 'firm' | 'everybody' }
  | {
      readers: 'staff' | 'insurer' | 'owner'
      datum: Datum
      /** Whose it is, and, where it is not the datum of all, what of them. */
      ownerOf: (tx: Tx, id: string) => Promise<{ firmId: string; datum?: Datum } | undefined>
    }
)

/** A photo of a consultation is part of it, and one of a device of its ledger; another is of a visit, or of a sensor that is set up. */
async function photoOwner(tx: Tx, id: string): Promise<{ firmId: string; datum?: Datum } | undefined> {
  const owner = await ownerOfPhoto(tx, id)
  const datum = owner && PHOTO_OF[owner.question]
  return owner && { firmId: owner.firmId, ...(datum && { datum }) }
}
const PHOTO_OF: Readonly<Record<string, Datum>> = { consultation: 'tickets', [ASSET_PHOTO]: 'assets' }

export const LINKED: readonly string[] = Object.keys(SUBJECTS)

const subjectOf = (id: string): Subject | undefined => SUBJECTS[id.slice(0, id.indexOf('_'))]

/** What the pages show of what our links speak of. */
export function shownBy({
  db,
  secrets,
  now,
  isMadeUp,
  publicUrl,
  calendar,
}: {
  db: Pick<Db, 'hint'>
  secrets: Pick<Secrets, 'open' | 'boxCode'>
  now: () => number
  isMadeUp: boolean
  publicUrl: string
  /** The desk's business hours. */
  calendar: Calendar
}): Pick<PagesOptions, 'sheetOf' | 'photoOf' | 'filesOf' | 'onOpened'> {
  const photoOf = photoBehind(secrets)
  return {
    async onOpened(tx, id, at) {
      await subjectOf(id)?.onOpened?.(tx, id, at)
      db.hint('inbox')
    },
    async sheetOf(tx, id) {
      const sheet = await subjectOf(id)?.sheetOf?.(tx, id, { now: now(), isMadeUp, secrets, publicUrl, calendar })
      if (sheet) await noteLook(tx, id, now())
      return sheet
    },
    filesOf: async (tx, id) => subjectOf(id)?.filesOf?.(tx, id, secrets),
    async photoOf(tx, id) {
      const photo = await photoOf(tx, id)
      if (photo) await noteLook(tx, id, now())
      return photo
    },
  }
}

/** Who it was is not known: whoever has the link looks. */
async function noteLook(tx: Tx, id: string, at: number): Promise<void> {
  const subject = subjectOf(id)
  if (!subject || !('datum' in subject)) return
  const owner = await subject.ownerOf(tx, id)
  const { readers, datum } = subject
  const look = { actor: `link:${readers}`, at, datum: owner?.datum ?? datum, through: 'GET /r/:signed' }
  if (owner) await noteLooks(tx, { ...look, firmIds: [owner.firmId] })
}
