import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import {
  type FirmImport,
  findImport,
  keepImport,
  knownFirms,
  lockRegister,
  type NewFirm,
  takeBack,
  takeIn,
  touchedOf,
} from '#db/firm-imports.ts'
import { findRegion } from '#db/regions.ts'
import { createRoll, type Known, type ListedFirm } from '#engine/firm-list.ts'
import { ERASED_WITH_FIRM, NOUNS, type Noun } from '#engine/retention.ts'
import { crashPoint } from '../crash-point.ts'
import { sayText } from '../say.ts'
import type { Secrets } from '../secrets.ts'
import { type FaultyLine, type ReadList, readFirmList } from './list.ts'

/** What would become of a list, or has. */
export interface Checked {
  one: FirmImport
  /** Until it is taken in: what its lines say. */
  list: { fresh: number; known: number; lines: number; faults: FaultyLine[]; ignored: string[] } | null
}

export type Refused = Extract<ReadList, { kind: 'refused' }>['because']

interface At {
  secrets: Pick<Secrets, 'seal' | 'open'>
  now: number
  newId(prefix: string): string
  actor: string
}

/** Who somebody's list belongs to: its seal holds for this region alone. */
const sealOf = (regionId: string, id: string): string => `firm-import:${regionId}:${id}`

/** Reads a list and keeps it, to be taken in or not: no firm is made. */
export async function checkList(
  tx: Tx,
  { regionId, bytes }: { regionId: string; bytes: Uint8Array },
  at: At,
): Promise<Checked | { refused: Refused }> {
  const list = readFirmList(bytes)
  if (list.kind === 'refused') return { refused: list.because }
  const id = at.newId('import')
  await keepImport(tx, { id, regionId, sealed: at.secrets.seal(bytes, sealOf(regionId, id)), at: at.now })
  await noteAbout(tx, { id, regionId }, at, 'firm-list-checked', { lines: list.lines, faulty: faultyIn(list.faults) })
  return lookAt(tx, id, at) as Promise<Checked>
}

/** A list as it stands: what it would make now, or what it has made. */
export async function lookAt(tx: Tx, id: string, at: Pick<At, 'secrets'>): Promise<Checked | undefined> {
  const found = await findImport(tx, id)
  if (!found) return undefined
  const { one, sealed } = found
  if (!sealed) return { one, list: null }
  const { fresh, known, list } = await sorted(tx, one, sealed, at)
  const { lines, faults, ignored } = list
  return { one, list: { fresh: fresh.length, known, lines, faults, ignored } }
}

export type Ran = Checked | 'faulty' | undefined

/** Makes the firms that are not here yet, all or none; the same list again makes nothing. */
export async function runImport(tx: Tx, id: string, { skipsFaulty }: { skipsFaulty: boolean }, at: At): Promise<Ran> {
  const found = await findImport(tx, id)
  if (!found?.sealed) return found && { one: found.one, list: null }
  const { regionId } = found.one
  await lockRegister(tx, regionId)
  const { fresh, known, list } = await sorted(tx, found.one, found.sealed, at)
  const counts = { known, faulty: faultyIn(list.faults) }
  if (counts.faulty > 0 && !skipsFaulty) return 'faulty'
  const region = await findRegion(tx, regionId)
  const office = region ? sayText({ key: 'firmlist.office' }, region) : ''
  const firms = fresh.map((firm): NewFirm => ({ ...firm, id: at.newId('firm'), siteId: at.newId('site') }))
  await takeIn(tx, firms, { id, regionId, office, actor: at.actor, counts, at: at.now })
  crashPoint('list-taken-in')
  await noteAbout(tx, found.one, at, 'firm-list-taken-in', { made: firms.length, ...counts })
  return lookAt(tx, id, at)
}

export interface Undone {
  one: FirmImport
  takenBack: number
  /** To whom something has happened since, and what. */
  kept: { firmId: string; name: string; because: Noun }[]
}

/** Takes back what a list has made, but for whom something has happened to since; again, whoever has been let go of meanwhile. */
export async function undoImport(tx: Tx, id: string, at: At): Promise<Undone | 'not-run' | undefined> {
  const found = await findImport(tx, id)
  if (!found) return undefined
  if (found.one.ranAt === null) return 'not-run'
  await lockRegister(tx, found.one.regionId)
  const kept = await touchedOf(tx, id, ERASED_WITH_FIRM)
  const takenBack = await takeBack(
    tx,
    { id, at: at.now },
    kept.map(({ firmId }) => firmId),
  )
  await noteAbout(tx, found.one, at, 'firm-list-undone', { takenBack, kept: kept.length })
  const { one = found.one } = (await findImport(tx, id)) ?? {}
  const lines = kept.map(({ firmId, name, table }) => ({ firmId, name, because: nounOf(table) }))
  return { one, takenBack, kept: lines }
}

const nounOf = (table: string): Noun =>
  (Object.keys(NOUNS) as Noun[]).find((noun) => (NOUNS[noun] as readonly string[]).includes(table)) ?? 'firm'

const faultyIn = (faults: readonly FaultyLine[]): number => new Set(faults.map(({ line }) => line)).size

async function sorted(
  tx: Tx,
  { id, regionId }: FirmImport,
  sealed: Uint8Array,
  { secrets }: Pick<At, 'secrets'>,
): Promise<{ fresh: ListedFirm[]; known: number; list: Extract<ReadList, { kind: 'read' }> }> {
  const list = readFirmList(secrets.open(sealed, sealOf(regionId, id)))
  if (list.kind === 'refused') throw new Error('a list that was kept is read no more')
  const here = createRoll<Known>()
  for (const firm of await knownFirms(tx, regionId)) here.put(firm)
  const fresh = list.firms.map(({ firm }) => firm).filter((firm) => !here.find(firm))
  return { fresh, known: list.firms.length - fresh.length, list }
}

const noteAbout = (
  tx: Tx,
  { id, regionId }: Pick<FirmImport, 'id' | 'regionId'>,
  { actor, now }: Pick<At, 'actor' | 'now'>,
  what: string,
  params: object,
): Promise<void> =>
  note(tx, { regionId, firmId: null, subject: `firm-import:${id}`, at: now, actor, what, params, reason: null })
