import { isCorporateNumber } from './corporate-number.ts'

/**
 * A chamber's list of its firms, a line each: what a line says, what is wrong with it, and whether two of them, or one and a
 * firm that is here already, are the same (R-012).
 */
export const FIRM_COLUMNS = [
  ...(['name', 'kana', 'corporateNumber', 'industry', 'size', 'pcs'] as const),
  ...(['municipality', 'phone', 'contactName', 'mail'] as const),
] as const
export type FirmColumn = (typeof FIRM_COLUMNS)[number]

/** How many people work there, where only that is known. */
export const SIZE_BANDS = ['1-5', '6-20', '21-50', '51-100', '101-'] as const
export type SizeBand = (typeof SIZE_BANDS)[number]

export interface ListedFirm {
  name: string
  kana: string | null
  /** 法人番号; a sole trader has none. */
  corporateNumber: string | null
  industry: string | null
  employees: number | null
  sizeBand: SizeBand | null
  pcs: number | null
  municipality: string | null
  phone: string | null
  contactName: string | null
  mail: string | null
}

export const FAULTS = [
  ...(['missing', 'too-long', 'control', 'garbled', 'not-kana', 'not-13-digits', 'check-digit', 'not-a-size'] as const),
  ...(['not-a-count', 'not-a-municipality', 'not-a-phone', 'not-a-mail', 'surplus', 'quotes', 'twice'] as const),
] as const
export type Fault = (typeof FAULTS)[number]

export interface Faulty {
  /** Null where it is the whole line. */
  column: FirmColumn | null
  fault: Fault
  read: string
}

const LENGTH_MAX: Readonly<Record<FirmColumn, number>> = {
  ...{ name: 100, kana: 100, corporateNumber: 50, industry: 100, size: 50, pcs: 50 },
  ...{ municipality: 50, phone: 50, contactName: 50, mail: 200 },
}

/** What a line says; or everything that is wrong with it, by column. */
export function readFirm(cell: (column: FirmColumn) => string): ListedFirm | Faulty[] {
  const faults: Faulty[] = []
  const said = <T>(column: FirmColumn, read: (text: string) => T | Fault): T | null => {
    const raw = cell(column)
    const text = raw.normalize('NFKC').trim()
    const value = brokenIn(raw, column) ?? (text === '' ? null : read(text))
    if (!isFault(value)) return value
    faults.push({ column, fault: value, read: raw.trim() })
    return null
  }
  const name = said('name', same)
  if (name === null && cell('name').trim() === '') faults.push({ column: 'name', fault: 'missing', read: '' })
  const size = said('size', sizeIn)
  const firm: ListedFirm = {
    name: name ?? '',
    kana: said('kana', kanaIn),
    corporateNumber: said('corporateNumber', corporateNumberIn),
    industry: said('industry', same),
    employees: typeof size === 'number' ? size : null,
    sizeBand: typeof size === 'number' ? null : size,
    pcs: said('pcs', countIn),
    municipality: said('municipality', (text) => (/[^市区町村][市区町村]$/u.test(text) ? text : 'not-a-municipality')),
    phone: said('phone', phoneIn),
    contactName: said('contactName', same),
    mail: said('mail', (text) => (/^[^\s@<>"(),;:\\]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text) ? text : 'not-a-mail')),
  }
  return faults.length === 0 ? firm : faults
}

const isFault = (value: unknown): value is Fault => (FAULTS as readonly unknown[]).includes(value)
const same = (text: string): string => text

function brokenIn(raw: string, column: FirmColumn): Fault | undefined {
  if (raw.includes('\uFFFD')) return 'garbled'
  if (/\p{Cc}/u.test(raw.trim())) return 'control'
  return [...raw.trim()].length > LENGTH_MAX[column] ? 'too-long' : undefined
}

const kanaIn = (text: string): string | Fault =>
  /^[\p{sc=Hira}\p{sc=Kana}ー・\d A-Za-z&.,'()-]+$/u.test(text) ? text : 'not-kana'

/** The first of the thirteen digits proves the other twelve (国税庁). */
function corporateNumberIn(text: string): string | Fault {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{13}$/.test(digits)) return 'not-13-digits'
  return isCorporateNumber(digits) ? digits : 'check-digit'
}

const COUNT_MAX = 100_000

function countIn(text: string): number | Fault {
  const digits = /^(\d{1,3}(?:,\d{3})*|\d+)\s*[台人名]?$/u.exec(text)?.[1]?.replaceAll(',', '')
  return digits !== undefined && Number(digits) <= COUNT_MAX ? Number(digits) : 'not-a-count'
}

/** 「12」「12人」, or a band: 「6〜20人」「6-20」「101人以上」. */
function sizeIn(text: string): number | SizeBand | Fault {
  const plain = text.replace(/[~〜～−–—]/gu, '-').replace(/[人名\s]/gu, '')
  const band = SIZE_BANDS.find((one) => one === plain.replace(/以上$/u, '-'))
  if (band) return band
  const count = countIn(text)
  return typeof count === 'number' ? count : 'not-a-size'
}

const phoneIn = (text: string): string | Fault =>
  /^\+?[\d\s()-]+$/.test(text) && /^0\d{9,10}$/.test(digitsOf(text)) ? text : 'not-a-phone'

const digitsOf = (phone: string): string =>
  phone
    .normalize('NFKC')
    .replace(/^\s*\+81[\s-]*\(?0?\)?/, '0')
    .replace(/\D/g, '')

/** By what a firm is known again. */
export interface Known {
  name: string
  corporateNumber: string | null
  phone: string | null
}

/** Finds who was put into it before: by the corporate number, else by name and telephone number. */
export function createRoll<One extends Known>() {
  const byNumber = new Map<string, One>()
  const byName = new Map<string, One[]>()
  const keyOf = ({ name, phone }: Known): string => `${comparedName(name)} ${digitsOf(phone ?? '')}`
  return {
    put(one: One): void {
      if (one.corporateNumber !== null) byNumber.set(one.corporateNumber, one)
      const key = keyOf(one)
      byName.set(key, [...(byName.get(key) ?? []), one])
    },
    /** Two that both tell their numbers, and tell different ones, are two. */
    find(one: Known): One | undefined {
      const numbered = one.corporateNumber === null ? undefined : byNumber.get(one.corporateNumber)
      if (numbered) return numbered
      const isOther = (other: One): boolean => one.corporateNumber !== null && other.corporateNumber !== null
      return byName.get(keyOf(one))?.find((other) => !isOther(other))
    },
  }
}

/** In one width and case, without spaces, and without the legal form, which is written in many ways (㈱, （株）, 株式会社). */
const comparedName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/株式会社|有限会社|合同会社|\((株|有|同)\)|\s/gu, '')
