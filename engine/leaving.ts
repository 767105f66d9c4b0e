import type { PersonRef } from './case.ts'
import { BOOKS_MONTHS, type Noun } from './retention.ts'

/** A firm leaves: its owner says so, may take it back for a while, and then nothing of it is kept but what has to be. */
export interface Leaving {
  firmId: string
  regionId: string
  state: 'leaving' | 'erased'
  begunBy: PersonRef
  /** Epoch ms, as all moments here. */
  begunAt: number
  eraseAt: number
  erasureId: string | null
  certificate: Certificate | null
}

/** What was erased, when, and what stays. The only thing that still names the firm, for as long as it can be opened. */
export interface Certificate {
  id: string
  firm: string
  begunAt: number
  erasedAt: number
  rows: { noun: Noun; rows: number }[]
  stays: Stay[]
  /** SHA-256 of the rest, in hexadecimal digits: the same is kept with the erasure. */
  hash: string
}

export interface Stay {
  what: 'given' | 'invoices' | 'history' | 'certificate' | 'chats' | 'copies'
  /** Null where it is not ours to end. */
  until: number | null
}

const DAY_MS = 86_400_000
/** So long it can be taken back. */
export const UNDO_DAYS = 30
/** So long the certificate can be opened; then its firm's name goes, too, and where it was sent. */
export const SHOWN_DAYS = 30
/** Of backups (domain §5.3); what is put back from one loses the same again. */
const COPIES_DAYS = 35

export const begun = (place: Pick<Leaving, 'firmId' | 'regionId'>, by: PersonRef, at: number): Leaving => ({
  ...{ ...place, state: 'leaving', begunBy: { personId: by.personId, name: by.name }, begunAt: at },
  ...{ eraseAt: at + UNDO_DAYS * DAY_MS, erasureId: null, certificate: null },
})

export const mayBeUndone = (leaving: Leaving | undefined, now: number): leaving is Leaving =>
  leaving?.state === 'leaving' && now < leaving.eraseAt

export const shownUntil = (erasedAt: number): number => erasedAt + SHOWN_DAYS * DAY_MS

/** What is left of a firm that is erased now, why, and until when. */
export const staysAfter = (erasedAt: number): Stay[] => [
  { what: 'given', until: yearsAfter(erasedAt, 3) },
  { what: 'invoices', until: monthsAfter(erasedAt, BOOKS_MONTHS) },
  { what: 'history', until: yearsAfter(erasedAt, 3) },
  { what: 'copies', until: erasedAt + COPIES_DAYS * DAY_MS },
  { what: 'certificate', until: shownUntil(erasedAt) },
  { what: 'chats', until: null },
]

const yearsAfter = (at: number, years: number): number => monthsAfter(at, 12 * years)
const monthsAfter = (at: number, months: number): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').add({ months }).epochMilliseconds
