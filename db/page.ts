/** One page of a list, newest first; `cursor` is opaque to whoever asked. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

export interface PageRequest {
  firmId?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

export const LIMIT_DEFAULT = 50
export const LIMIT_MAX = 200
export const limitOf = ({ limit }: PageRequest): number => Math.min(Math.max(limit ?? LIMIT_DEFAULT, 1), LIMIT_MAX)

/** `rows` holds one more than a page when there is a next one. */
export function pageOf<Row, Item>(
  rows: Row[],
  request: PageRequest,
  key: (row: Row) => (string | number)[],
  item: (row: Row) => Item,
): Page<Item> {
  const limit = limitOf(request)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(item),
    nextCursor: last ? Buffer.from(JSON.stringify(key(last))).toString('base64url') : null,
  }
}

export class BadCursor extends Error {
  override name = 'BadCursor'
}

/** What a list sorts by: the place where its last page ended is such a key. */
const KEY_PARTS = {
  instant: (part: unknown) => typeof part === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(part) && isInstant(part),
  id: (part: unknown) => typeof part === 'string' && /^[\w:-]{1,200}$/.test(part),
  number: (part: unknown) => Number.isSafeInteger(part),
}
const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text))

/** Where the page before ended; a cursor of another list, or a made-up one, is refused before the database reads it. */
export function keyOf(
  { cursor }: PageRequest,
  ...kinds: readonly (keyof typeof KEY_PARTS)[]
): (string | number)[] | undefined {
  if (cursor === undefined || cursor === '') return undefined
  const key = parsed(cursor)
  if (Array.isArray(key) && key.length === kinds.length && kinds.every((kind, place) => KEY_PARTS[kind](key[place])))
    return key
  throw new BadCursor('this cursor was not made here')
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
