import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { type IndexedC2, indexC2, isC2List } from '#adapters/feeds/c2.ts'
import { type IndexedMalware, indexMalware, isMalwareList } from '#adapters/feeds/malware.ts'
import { type IndexedFeed, indexPhishing } from '#adapters/feeds/phishing.ts'

/** Lists a person has put into a folder; anything that is no list is left alone. */
const LIST_ENDINGS = new Set(['.csv', '.txt', '.list', '.rules'])

export interface LoadedIntel {
  phishing: IndexedFeed
  c2: IndexedC2
  malware: IndexedMalware
}

/** Every list of the folder, by name, so that the same lists give the same index. An absent folder holds none. */
export function loadIntel(folder: string | undefined): LoadedIntel {
  const files = listsIn(folder).map((path) => ({
    name: basename(path, extname(path)),
    text: readFileSync(path, 'utf8'),
  }))
  // ThreatFox lists both.
  const servers = files.filter(({ text }) => isC2List(text))
  const malware = files.filter(({ text }) => isMalwareList(text))
  const sites = files.filter((file) => !servers.includes(file) && !malware.includes(file))
  return { phishing: indexPhishing(sites), c2: indexC2(servers), malware: indexMalware(malware) }
}

export const rowsIn = ({ phishing, c2, malware }: LoadedIntel): number => phishing.rows + c2.rows + malware.rows

/** Changes whenever a list does: by name, size and time of its last change. */
export const intelVersion = (folder: string | undefined): string =>
  listsIn(folder)
    .map((path) => [path, statSync(path).size, statSync(path).mtimeMs].join(' '))
    .join('\n')

function listsIn(folder: string | undefined): string[] {
  if (folder === undefined || !isFolder(folder)) return []
  return readdirSync(folder)
    .filter((name) => LIST_ENDINGS.has(extname(name).toLowerCase()))
    .sort()
    .map((name) => join(folder, name))
}

export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
