import { enter, type Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { type Papers, papersOf, type Row, rowsOfFirm } from '#db/hand-out.ts'
import { openablePhoto } from '#db/photos.ts'
import { HANDED_OUT } from '#engine/retention.ts'
import { sheetOfSession } from '../dialogue/sheet.ts'
import { healthSheetOf } from '../health/sheet.ts'
import type { PackedFile } from '../http/pages.ts'
import { claimSheetOf } from '../insurance/sheet.ts'
import { invoiceSheetOf } from '../money/sheet.ts'
import type { Wish } from '../pictures/paint.ts'
import { csvOf } from '../region/csv.ts'
import { photoSeal, type Secrets } from '../secrets.ts'
import { firmOfSubject } from './lanes.ts'

type Opens = Pick<Secrets, 'open'>

/** All of a firm's data: for each table JSON and CSV in the folder of its noun, the papers it was sent, and its photos. */
export async function filesOfFirm(tx: Tx, subject: string, secrets: Opens): Promise<PackedFile[] | undefined> {
  const firm = await findFirm(tx, firmOfSubject(subject))
  if (!firm) return undefined
  await enter(tx, { kind: 'firm', regionId: firm.regionId, firmId: firm.id })
  const tables = (await rowsOfFirm(tx, firm.id, HANDED_OUT)).flatMap(({ noun, table, rows }): PackedFile[] => [
    { name: `${noun}/${table}.json`, content: Buffer.from(`${JSON.stringify(rows, null, 1)}\n`) },
    { name: `${noun}/${table}.csv`, content: Buffer.from(spreadsheet(rows)) },
  ])
  const papers = await papersOf(tx, firm.id)
  const photos = await photosOf(tx, { firmId: firm.id, secrets }, papers)
  await enter(tx, { kind: 'system' })
  return [...tables, ...photos, ...(await printed(tx, papers))]
}

async function photosOf(
  tx: Tx,
  { firmId, secrets }: { firmId: string; secrets: Opens },
  { photos }: Papers,
): Promise<PackedFile[]> {
  const files: PackedFile[] = []
  for (const id of photos) {
    const photo = await openablePhoto(tx, id)
    const ending = photo?.type.slice('image/'.length)
    if (photo)
      files.push({ name: `photos/${id}.${ending}`, content: secrets.open(photo.sealed, photoSeal(firmId, id)) })
  }
  return files
}

/** What the firm could print of its own: health checks, results of diagnoses, invoices, and what it agreed to show to the insurer. */
async function printed(tx: Tx, { checks, sessions, claims, invoices }: Papers): Promise<PackedFile[]> {
  const papers: PackedFile[] = []
  const add = (name: string, sheet: Extract<Wish, { form: 'pdf' }>['sheet'] | undefined): void => {
    if (sheet) papers.push({ name: `${name}.pdf`, content: { form: 'pdf', sheet } })
  }
  for (const id of checks) add(`health-checks/${id}`, await healthSheetOf(tx, id))
  await enter(tx, { kind: 'system' })
  for (const id of sessions) add(`diagnosis/${id}`, await sheetOfSession(tx, id))
  await enter(tx, { kind: 'system' })
  for (const id of claims) add(`insurance/${id}`, await claimSheetOf(tx, id))
  for (const id of invoices) add(`invoices/${id}`, await invoiceSheetOf(tx, id))
  return papers
}

function spreadsheet(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  return csvOf(
    columns,
    rows.map((row) => columns.map((name) => cellOf(row[name]))),
    '',
  )
}

function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined || typeof value === 'number') return value ?? null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
