import { PUBLISHED_FEEDS } from '#adapters/feeds/catalogue.ts'
import { type FetchedFeed, keepFeed, remember, rowsOfList } from './feed-store.ts'

/** What became of one list. `refused`: the one at hand is kept. */
export type FeedOutcome =
  | { kind: 'fetched'; rows: number; before: number | undefined }
  | { kind: 'unchanged'; rows: number }
  | { kind: 'refused'; because: string }

export interface FeedSource {
  name: string
  url: string
  file: string
  keyHeader: string | undefined
}

/** `urlhaus`, or `ours=https://…` for a list of one's own. */
export function sourceOf(asked: string): FeedSource | undefined {
  const published = PUBLISHED_FEEDS.find(({ name }) => name === asked)
  if (published) return { ...published, file: published.name + published.ending, keyHeader: published.keyHeader }
  const [, name = '', url = ''] = /^([a-z0-9][a-z0-9-]{0,40})=(https?:\/\/\S+)$/.exec(asked) ?? []
  return url === ''
    ? undefined
    : { name, url, file: `${name}${/\.[ct]sv$/.exec(url)?.[0] ?? '.txt'}`, keyHeader: undefined }
}

export interface Fetching {
  folder: string
  source: FeedSource
  /** As it was fetched before. */
  known: FetchedFeed | undefined
  key: string | undefined
  now: Date
  /** Takes a list that is much shorter than the one before, too. */
  isForced: boolean
}

const WAIT_MS = 60_000
const BYTES_MAX = 64 * 1024 * 1024
/** A publisher's bad day must not empty a list. */
const SHRINK_MIN = 0.1

/** Asks for a newer version and keeps it, whole or not at all. */
export async function fetchFeed({ folder, source, known, key, now, isForced }: Fetching): Promise<FeedOutcome> {
  const answer = await askFor(source, known, key)
  if (typeof answer === 'string') return { kind: 'refused', because: answer }
  const { name, url, file } = source
  const version = { etag: answer.headers.get('etag') ?? '', lastModified: answer.headers.get('last-modified') ?? '' }
  if (answer.status === 304 && known) {
    remember(folder, { ...known, fetchedAt: now.toISOString() })
    return { kind: 'unchanged', rows: known.rows }
  }
  const text = await textOf(answer)
  if (text === undefined) return { kind: 'refused', because: 'the list broke off, or has more than 64 MB' }
  const { usable } = rowsOfList(name, text)
  if (usable === 0) return { kind: 'refused', because: 'no row of the answer can be used: is the address right?' }
  if (known && usable < known.rows * SHRINK_MIN && !isForced)
    return { kind: 'refused', because: `only ${usable} rows after ${known.rows}; --force takes it all the same` }
  keepFeed(folder, { name, url, file, ...version, fetchedAt: now.toISOString(), rows: usable }, text)
  return { kind: 'fetched', rows: usable, before: known?.rows }
}

async function askFor(
  source: FeedSource,
  known: FetchedFeed | undefined,
  key: string | undefined,
): Promise<Response | string> {
  const headers: Record<string, string> = { 'user-agent': 'otasuke' }
  if (known?.url === source.url && known.etag) headers['if-none-match'] = known.etag
  if (known?.url === source.url && known.lastModified) headers['if-modified-since'] = known.lastModified
  if (source.keyHeader && key) headers[source.keyHeader] = key
  // A key follows nobody to another address.
  const redirect = key ? 'error' : 'follow'
  try {
    const answer = await fetch(source.url, { headers, redirect, signal: AbortSignal.timeout(WAIT_MS) })
    if (answer.ok || answer.status === 304) return answer
    const hint = [401, 403].includes(answer.status) && source.keyHeader ? ': it asks for a key, see --key-file' : ''
    return `${new URL(source.url).host} answered ${answer.status}${hint}`
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return `${new URL(source.url).host} gives no answer (${cause instanceof Error ? cause.message : String(cause)})`
  }
}

/** Undefined when it breaks off or is too long. */
async function textOf(answer: Response): Promise<string | undefined> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const piece of answer.body ?? []) {
      bytes += piece.length
      if (bytes > BYTES_MAX) return undefined
      pieces.push(piece)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(pieces).toString('utf8')
}
