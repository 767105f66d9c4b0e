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
export const limitOf = ({ limit }: PageRequest): number => Math.min(Math.max(limit ?? LIMIT_DEFAULT, 1), 200)

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

export function keyOf({ cursor }: PageRequest): (string | number)[] | undefined {
  if (cursor === undefined || cursor === '') return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(key)) return key
  } catch (cause) {
    throw new BadCursor('this cursor was not made here', { cause })
  }
  throw new BadCursor('this cursor was not made here')
}
