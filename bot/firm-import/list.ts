import { createRoll, type Faulty, FIRM_COLUMNS, type FirmColumn, type ListedFirm, readFirm } from '#engine/firm-list.ts'
import { csvOf, decoded, linesIn, unquoted } from '../region/csv.ts'

/** As the template heads its columns, and as such lists otherwise do; of a list, those that it has are read. */
export const FIRM_HEADINGS: Readonly<Record<FirmColumn, readonly [string, ...string[]]>> = {
  name: ['企業名', '会社名', '事業所名', '名称', '屋号'],
  kana: ['企業名カナ', 'フリガナ', 'ふりがな', 'カナ'],
  corporateNumber: ['法人番号'],
  industry: ['業種'],
  size: ['規模', '従業員数', '従業員規模'],
  pcs: ['PC台数', 'パソコン台数', 'パソコンの台数'],
  municipality: ['市町村', '市区町村', '所在地'],
  phone: ['電話番号', 'TEL', '電話'],
  contactName: ['担当者名', '担当者', '連絡先'],
  mail: ['メールアドレス', 'メール', 'Eメール', 'E-mail'],
}

/** To be filled in Excel and sent back. */
export const template = (): string => csvOf(FIRM_COLUMNS.map(titleOf), [], '')

export const titleOf = (column: FirmColumn): string => FIRM_HEADINGS[column][0]

export interface FaultyLine extends Faulty {
  line: number
  /** Where the same firm stood before. */
  earlier: number | null
}

export type ReadList =
  | {
      kind: 'read'
      /** How many lines say something, the head aside. */
      lines: number
      firms: { line: number; firm: ListedFirm }[]
      faults: FaultyLine[]
      /** Headings of columns that nothing is read of. */
      ignored: string[]
    }
  | { kind: 'refused'; because: 'no-heading' | 'too-many' | 'empty' }

export const LINES_MAX = 20_000
const READ_MAX = 60

export function readFirmList(bytes: Uint8Array): ReadList {
  const lines = linesIn(decoded(bytes))
  if (!lines) return { kind: 'refused', because: 'too-many' }
  const [head, ...rows] = lines
  const headings = (head?.cells ?? []).map((one) => one.normalize('NFKC').trim())
  const places = new Map(FIRM_COLUMNS.map((column) => [column, placeOf(headings, FIRM_HEADINGS[column])]))
  if (places.get('name') === -1) return { kind: 'refused', because: 'no-heading' }
  if (rows.length === 0) return { kind: 'refused', because: 'empty' }
  if (rows.length > LINES_MAX) return { kind: 'refused', because: 'too-many' }
  const roll = createRoll<ListedFirm & { line: number }>()
  const firms: { line: number; firm: ListedFirm }[] = []
  const faults: FaultyLine[] = []
  for (const { line, cells, isBroken } of rows) {
    const wrong = (faulty: Faulty, earlier: number | null = null): void =>
      void faults.push({ ...faulty, read: shortened(faulty.read), line, earlier })
    if (isBroken) {
      wrong({ column: null, fault: 'quotes', read: cells[0] ?? '' })
      continue
    }
    const surplus = cells.slice(headings.length).find((cell) => cell.trim() !== '')
    if (surplus !== undefined) {
      wrong({ column: null, fault: 'surplus', read: surplus })
      continue
    }
    const firm = readFirm((column) => unquoted(cells[places.get(column) ?? -1] ?? ''))
    if (Array.isArray(firm)) {
      for (const faulty of firm) wrong(faulty)
      continue
    }
    const before = roll.find(firm)
    if (before) wrong({ column: 'name', fault: 'twice', read: firm.name }, before.line)
    else {
      roll.put({ ...firm, line })
      firms.push({ line, firm })
    }
  }
  const known = new Set<string>(FIRM_COLUMNS.flatMap((column) => FIRM_HEADINGS[column]))
  const ignored = headings.filter((one) => one !== '' && !known.has(one)).map(shortened)
  return { kind: 'read', lines: rows.length, firms, faults, ignored }
}

const placeOf = (headings: readonly string[], names: readonly string[]): number =>
  headings.findIndex((one) => names.includes(one))

const shortened = (text: string): string => {
  const shown = [...text.replace(/\p{Cc}+/gu, ' ')]
  return shown.length > READ_MAX ? `${shown.slice(0, READ_MAX).join('')}…` : shown.join('')
}
