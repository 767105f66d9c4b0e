import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { indexC2, isC2List } from '#adapters/feeds/c2.ts'
import { indexCountries, isCountryList } from '#adapters/feeds/countries.ts'
import { indexMalware, isMalwareList } from '#adapters/feeds/malware.ts'
import { listsFrom } from '#adapters/feeds/misp.ts'
import { indexPhishing } from '#adapters/feeds/phishing.ts'
import type { Intelligence } from '#engine/detect/feed.ts'
import { ALLOW_FILE, allowedIn, without } from './allowed.ts'
import { FETCHED_FILE } from './feed-store.ts'

/** Lists a person has put into a folder; anything that is no list is left alone. */
const LIST_ENDINGS = new Set(['.csv', '.tsv', '.txt', '.list', '.rules', '.json'])

export interface LoadedIntel extends Intelligence {
  /** Of bad places; countries are none. */
  rows: number
}

/** Every list of the folder, by name, so that the same lists give the same index. An absent folder holds none. */
export function loadIntel(folder: string | undefined): LoadedIntel {
  const all = listsIn(folder).flatMap((path) =>
    listsFrom({ name: basename(path, extname(path)), text: readFileSync(path, 'utf8') }),
  )
  const lands = all.filter(({ text }) => isCountryList(text))
  const files = all.filter((file) => !lands.includes(file))
  // ThreatFox lists both.
  const servers = files.filter(({ text }) => isC2List(text))
  const programs = files.filter(({ text }) => isMalwareList(text))
  const sites = files.filter((file) => !servers.includes(file) && !programs.includes(file))
  const [phishing, c2, malware] = [indexPhishing(sites), indexC2(servers), indexMalware(programs)]
  const lists = without(allowedOf(folder), { phishing, c2, malware, countries: indexCountries(lands) })
  return { ...lists, rows: phishing.rows + c2.rows + malware.rows }
}

const allowedOf = (folder: string | undefined): ReadonlySet<string> => {
  const path = join(folder ?? '', ALLOW_FILE)
  return allowedIn(folder !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : '')
}

/** Changes whenever a list does: by name, size and time of its last change. */
export const intelVersion = (folder: string | undefined): string =>
  [...listsIn(folder), ...(folder === undefined ? [] : [join(folder, ALLOW_FILE)])]
    .filter((path) => existsSync(path))
    .map((path) => [path, statSync(path).size, statSync(path).mtimeMs].join(' '))
    .join('\n')

export function listsIn(folder: string | undefined): string[] {
  if (folder === undefined || !isFolder(folder)) return []
  return readdirSync(folder)
    .filter((name) => name !== ALLOW_FILE && name !== FETCHED_FILE && LIST_ENDINGS.has(extname(name).toLowerCase()))
    .sort()
    .map((name) => join(folder, name))
}

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
