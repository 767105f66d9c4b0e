import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { indexC2, isC2List } from '#adapters/feeds/c2.ts'
import { indexCountries, isCountryList } from '#adapters/feeds/countries.ts'
import { indexMalware, isMalwareList } from '#adapters/feeds/malware.ts'
import { listsFrom } from '#adapters/feeds/misp.ts'
import { type FeedFile, indexPhishing } from '#adapters/feeds/phishing.ts'
import { ConfigError } from '../config.ts'

/**
 * Lists that were fetched into the folder of lists, each with where it came from and the one before it. A running Otasuke
 * reads a list again when its file changes, so a file is whole from its first moment.
 */
export interface FetchedFeed {
  name: string
  url: string
  file: string
  /** What the server called this version, to be asked whether there is a newer one. */
  etag: string
  lastModified: string
  fetchedAt: string
  rows: number
}

/** Its ending is a list's, and it is none. */
export const FETCHED_FILE = 'fetched.json'

export function fetchedIn(folder: string): FetchedFeed[] {
  const path = join(folder, FETCHED_FILE)
  if (!existsSync(path)) return []
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as FetchedFeed[]
  } catch {
    throw new ConfigError(`${path} is damaged: remove it, and name the lists to update once more; the lists stay`)
  }
}

/** The list before it is kept beside the new one, for `restore`. */
export function keepFeed(folder: string, feed: FetchedFeed, text: string): void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, feed.file)
  if (existsSync(path)) replaceWith(previousOf(path), readFileSync(path, 'utf8'))
  replaceWith(path, text)
  remember(folder, feed)
}

export function remember(folder: string, feed: FetchedFeed): void {
  const others = fetchedIn(folder).filter(({ name }) => name !== feed.name)
  const all = [...others, feed].sort((left, right) => left.name.localeCompare(right.name))
  replaceWith(join(folder, FETCHED_FILE), `${JSON.stringify(all, undefined, 2)}\n`)
}

/** Puts the list before back. False when there is none. */
export function restoreFeed(folder: string, feed: FetchedFeed): boolean {
  const path = join(folder, feed.file)
  if (!existsSync(previousOf(path))) return false
  renameSync(previousOf(path), path)
  const { usable } = rowsOfList(feed.file, readFileSync(path, 'utf8'))
  // What the server holds is newer than this again.
  remember(folder, { ...feed, etag: '', lastModified: '', rows: usable })
  return true
}

/** Its ending is none of a list's, so nobody reads it. */
const previousOf = (path: string): string => `${path}.previous`

function replaceWith(path: string, text: string): void {
  const fresh = `${path}.new`
  writeFileSync(fresh, text, { flush: true })
  renameSync(fresh, path)
}

export interface ListRows {
  kinds: ('phishing' | 'malware' | 'c2' | 'countries')[]
  usable: number
  unreadable: number
}

/** What a list holds that a rule can use. */
export function rowsOfList(name: string, text: string): ListRows {
  const held = listsFrom({ name, text }).map(rowsOfOne)
  const sum = (of: 'usable' | 'unreadable'): number => held.reduce((total, rows) => total + rows[of], 0)
  return { kinds: held.flatMap(({ kinds }) => kinds), usable: sum('usable'), unreadable: sum('unreadable') }
}

function rowsOfOne(file: FeedFile): ListRows {
  const files = [file]
  if (isCountryList(file.text)) {
    const { rows, unreadable } = indexCountries(files)
    return { kinds: ['countries'], usable: rows - unreadable, unreadable }
  }
  const indexes = [
    ...(isC2List(file.text) ? [{ kind: 'c2' as const, ...indexC2(files) }] : []),
    ...(isMalwareList(file.text) ? [{ kind: 'malware' as const, ...indexMalware(files) }] : []),
  ]
  if (indexes.length === 0) {
    const { rows, unreadable, unusable } = indexPhishing(files)
    return { kinds: ['phishing'], usable: rows - unreadable - unusable, unreadable }
  }
  const sum = (of: 'rows' | 'unreadable'): number => indexes.reduce((total, index) => total + index[of], 0)
  return {
    kinds: indexes.map(({ kind }) => kind),
    usable: sum('rows') - sum('unreadable'),
    unreadable: sum('unreadable'),
  }
}

/** Never below zero: a file's own stamp is finer than a millisecond, so one just written may be a fraction ahead of `now`. */
export const ageDaysOf = (path: string, now: number): number =>
  Math.max(0, Math.floor((now - statSync(path).mtimeMs) / 86_400_000))
