import type { Method } from './client.ts'

export interface Option {
  /** What stands for the value in the help. */
  value: string
  says: string
  isRequired?: boolean
  isRepeated?: boolean
  isNumber?: boolean
}

export interface Given {
  /** What stands after the command's words. */
  operand: string
  options: Readonly<Record<string, string | string[] | undefined>>
}

export interface Request {
  method: Method
  path: string
  body?: unknown
}

/** One command of the admin API: the words, what may follow, the request it becomes, and how its answer is shown. */
export interface Command {
  words: string
  operand?: string
  options: Readonly<Record<string, Option>>
  says: string
  request(given: Given): Request
  /** A list is shown in these columns, a page or (`--all`) everything; anything else as names and values. */
  columns?: readonly string[]
  /** Shown in a way of its own. */
  shown?(answer: Readonly<Record<string, unknown>>, given: Given): string
  /** `--csv FILE` writes the answer for a spreadsheet. */
  isTable?: boolean
  /** Said when it is done, for an answer without a body. */
  done?: string
}

export const REGION: Option = { value: 'ID', says: 'the region', isRequired: true }
export const FIRM: Option = { value: 'ID', says: 'the firm', isRequired: true }
export const OF_REGION: Option = { value: 'ID', says: 'only for this region’s people, in its language' }
export const OF_FIRM: Option = { value: 'ID', says: 'only this firm’s' }

export const text = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value
export const number = (value: string | string[] | undefined): number | undefined =>
  value === undefined ? undefined : Number(value)

/** Where more than one is not the noun and an s. */
const PATHS: Readonly<Record<string, string>> = {
  'recruiting visit': 'recruiting-visits',
  chamber: 'tokens',
  person: 'people',
  outbox: 'outbox',
  audit: 'audit',
  diagnosis: 'diagnoses',
  dispatch: 'dispatches',
}

export const PAGING = {
  limit: { value: 'N', says: 'how many (50; at most 200)', isNumber: true },
  cursor: { value: 'CURSOR', says: 'go on after the page that ended with this cursor' },
}

export function list(
  noun: string,
  says: string,
  columns: readonly string[],
  options: Record<string, Option> = {},
): Command {
  const path = `/${PATHS[noun] ?? `${noun}s`}`
  return {
    words: `${noun} list`,
    options: { ...options, ...PAGING },
    says,
    columns,
    request({ options: { firm, region, ...rest } }) {
      return { method: 'GET', path: withQuery(path, { firmId: firm, regionId: region, ...rest }) }
    },
  }
}

export function withQuery(path: string, wanted: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams(
    Object.entries(wanted).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  ).toString()
  return query === '' ? path : `${path}?${query}`
}

export const segment = (id: string): string => encodeURIComponent(id)
