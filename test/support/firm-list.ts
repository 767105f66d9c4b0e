import { FIRM_HEADINGS } from '#bot/firm-import/list.ts'
import { type Fault, FIRM_COLUMNS, type FirmColumn } from '#engine/firm-list.ts'
import { chanceOf } from '../crash/chance.ts'

/** 法人番号 with the digit that proves it. */
export function corporateNumber(nth: number): string {
  const body = String(nth).padStart(12, '0')
  const sum = [...body].toReversed().reduce((total, digit, place) => total + Number(digit) * ((place % 2) + 1), 0)
  return `${9 - (sum % 9)}${body}`
}

const MUNICIPALITIES = ['大船渡市', '陸前高田市', '釜石市', '住田町', '野田村']
const SIZES = ['3', '12人', '1〜5人', '６〜２０人', '']

/** The nth firm of a region that does not exist; a third of them are sole traders without a number. */
export const firmLine = (nth: number): Record<FirmColumn, string> => ({
  ...{ name: `株式会社見本${nth}商店`, kana: `ミホン${nth}ショウテン` },
  ...{ corporateNumber: nth % 3 === 0 ? '' : corporateNumber(nth), industry: '小売業', size: SIZES[nth % 5] ?? '' },
  ...{ pcs: String(nth % 9), municipality: MUNICIPALITIES[nth % 5] ?? '' },
  ...{ phone: `0192-${String(10_000 + (nth >> 13)).slice(1, 3)}-${String(10_000 + (nth % 8192)).slice(1)}` },
  ...{ contactName: nth % 2 === 0 ? '' : '見本, 太郎', mail: nth % 4 === 0 ? '' : `mihon${nth}@example.com` },
})

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const written = (cells: Record<FirmColumn, string>): string => FIRM_COLUMNS.map((one) => quoted(cells[one])).join(',')
export const listOf = (lines: readonly string[]): string =>
  [FIRM_COLUMNS.map((column) => FIRM_HEADINGS[column][0]).join(','), ...lines, ''].join('\r\n')

const WRONG: Readonly<Record<Fault, readonly [FirmColumn | null, (cells: Record<FirmColumn, string>) => string]>> = {
  missing: ['name', (cells) => written({ ...cells, name: ' ' })],
  'too-long': ['contactName', (cells) => written({ ...cells, contactName: '長'.repeat(51) })],
  control: ['municipality', (cells) => written({ ...cells, municipality: '大船\u0007渡市' })],
  garbled: ['kana', (cells) => written({ ...cells, kana: 'ミ\uFFFDン' })],
  'not-kana': ['kana', (cells) => written({ ...cells, kana: '見本' })],
  'not-13-digits': ['corporateNumber', (cells) => written({ ...cells, corporateNumber: '7.00001E+12' })],
  'check-digit': ['corporateNumber', (cells) => written({ ...cells, corporateNumber: '1000000000009' })],
  'not-a-size': ['size', (cells) => written({ ...cells, size: '大' })],
  'not-a-count': ['pcs', (cells) => written({ ...cells, pcs: '数台' })],
  'not-a-municipality': ['municipality', (cells) => written({ ...cells, municipality: '岩手' })],
  'not-a-phone': ['phone', (cells) => written({ ...cells, phone: '192-26-1234' })],
  'not-a-mail': ['mail', (cells) => written({ ...cells, mail: 'mihon.example.com' })],
  surplus: [null, (cells) => `${written(cells)},大船渡`],
  quotes: [null, (cells) => `"${written({ ...cells, contactName: '' })}`],
  twice: ['name', (cells) => written({ ...cells, name: '㈱見本1商店', corporateNumber: '', phone: firmLine(1).phone })],
}

/** A list with that many lines wrong, of every sort, strewn by chance: `line fault column` of each. */
export function seededList({ lines, faults, seed }: { lines: number; faults: number; seed: number }) {
  const chance = chanceOf(seed)
  const places = new Set<number>()
  while (places.size < faults) places.add(2 + chance.below(lines - 2))
  const sorts = Object.keys(WRONG) as Fault[]
  const wrong: string[] = []
  const written_ = Array.from({ length: lines }, (_, place) => {
    const cells = firmLine(place + 1)
    if (!places.has(place)) return written(cells)
    const fault = sorts[wrong.length % sorts.length] ?? 'missing'
    const [column, spoil] = WRONG[fault]
    wrong.push(`${place + 2} ${fault} ${column}`)
    return spoil(cells)
  })
  return { csv: listOf(written_), faults: wrong, fresh: lines - faults }
}

/** As Excel writes it; the encoder is the platform's decoder, read backwards. */
export function shiftJis(text: string): Uint8Array {
  return Buffer.from([...text].flatMap((sign) => CODES.get(sign) ?? [...Buffer.from(sign, 'latin1')]))
}

const CODES = new Map<string, number[]>()
const decoder = new TextDecoder('shift_jis')
for (let lead = 0xfc; lead >= 0x81; lead--)
  for (let trail = 0xfc; trail >= 0x40; trail--) {
    const sign = decoder.decode(Uint8Array.of(lead, trail))
    if ([...sign].length === 1 && sign !== '\uFFFD') CODES.set(sign, [lead, trail])
  }
