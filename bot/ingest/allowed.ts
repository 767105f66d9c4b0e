import type { FeedRow, Intelligence } from '#engine/detect/feed.ts'

/** The file of the folder of lists that names what no list shall accuse. */
export const ALLOW_FILE = 'allow.txt'

/** One host, address, certificate or file a row; `#` begins a remark. */
export const allowedIn = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split('\n')
      .map((row) => (row.split('#', 1)[0] ?? '').trim().toLowerCase())
      .filter((row) => row !== ''),
  )

/** The same lists, save what a person allowed. */
export function without(
  allowed: ReadonlySet<string>,
  { phishing, malware, c2, countries }: Intelligence,
): Intelligence {
  const isAllowed = (key: string): boolean => allowed.has(key) || allowed.has(key.replace(/^www\./, ''))
  /** Asked of every event, and nearly always answered by nothing: the lists first. */
  const unless = (key: string, row: FeedRow | undefined): FeedRow | undefined =>
    row === undefined || isAllowed(key) ? undefined : row
  return {
    phishing: {
      byHost: (host) => unless(host, phishing.byHost(host)),
      byUrl: (host, path) => unless(host, phishing.byUrl(host, path)),
    },
    malware: {
      byHost: (host) => unless(host, malware.byHost(host)),
      byUrl: (host, path) => unless(host, malware.byUrl(host, path)),
      byHash: (hash) => unless(hash, malware.byHash(hash)),
    },
    c2: {
      byAddress: (address, port) => unless(address, c2.byAddress(address, port)),
      byName: (name) => unless(name, c2.byName(name)),
      byJa3: (ja3) => unless(ja3, c2.byJa3(ja3)),
      byCertificate: (sha1) => unless(sha1, c2.byCertificate(sha1)),
    },
    countries,
  }
}
