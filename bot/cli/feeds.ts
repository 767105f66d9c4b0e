import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { PUBLISHED_FEEDS } from '#adapters/feeds/catalogue.ts'
import { isSharedHost } from '#adapters/feeds/shared-hosts.ts'
import type { FeedRow } from '#engine/detect/feed.ts'
import { SystemClock } from '#scheduler/clock.ts'
import { ALLOW_FILE } from '../ingest/allowed.ts'
import { type FeedOutcome, type FeedSource, fetchFeed, sourceOf } from '../ingest/feed-fetch.ts'
import { ageDaysOf, type FetchedFeed, fetchedIn, restoreFeed, rowsOfList } from '../ingest/feed-store.ts'
import { listsIn, loadIntel } from '../ingest/intel.ts'
import { EXIT, Failure } from './client.ts'
import { harmless, inColumns } from './columns.ts'
import type { Io } from './io.ts'

const clock = new SystemClock()

/** `otasuke feeds …`: the folder of lists, without asking a running Otasuke. Resolves to the exit code. */
export async function runFeeds(argv: readonly string[], io: Io, folder: string): Promise<number> {
  const { verb, operands, options } = parsed(argv)
  const intel = options.intel ?? folder
  if (options.help || verb === '')
    return say(options.help ? io.stdout : io.stderr, HELP, options.help ? 0 : EXIT.misused)
  switch (verb) {
    case 'list':
      return say(io.stdout, listed(intel), 0)
    case 'test':
      return testValue(intel, operands[0], io)
    case 'update':
      return updateAll(intel, operands, options, io)
    case 'restore':
      return restore(intel, operands[0], io)
    default:
      throw new Failure(`feeds does not know what ${verb} is\n${HELP.trimEnd()}`, EXIT.misused)
  }
}

const HELP = `Usage: otasuke feeds list | update [NAME | NAME=URL]… | restore NAME | test VALUE
Lists of bad places, and of countries, in INTEL_DIR (DATA_DIR/intel). A running Otasuke reads a list again as soon as its file changes.

  list     the lists at hand: what they hold, how old they are
  update   newer versions of those named, or of all that were fetched before; NAME=URL is a list of one's own
  restore  the list before the last update, again
  test     which row names a host, an address (with :port), a URL, or the hash of a file, a certificate or a TLS hello

  --intel DIR      another folder
  --key-file FILE  the key that abuse.ch gives its users
  --force          take a list that is much shorter than the one before
  --help           this text

${inColumns(
  ['published', 'what it lists', 'licence'],
  PUBLISHED_FEEDS.map(({ name, what, licence }) => [name, what, licence]),
).join('\n')}

${ALLOW_FILE} in that folder names what no list shall accuse, one a row.
Exit status: 0 done; 1 an update was refused, or no row names the value; 64 misused; 66 a file cannot be read.
`

interface FeedOptions {
  intel?: string | undefined
  'key-file'?: string | undefined
  force?: boolean | undefined
  help?: boolean | undefined
}

function parsed(argv: readonly string[]): { verb: string; operands: string[]; options: FeedOptions } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: {
        intel: { type: 'string' },
        'key-file': { type: 'string' },
        force: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    })
    const [verb = '', ...operands] = positionals
    return { verb, operands, options: values }
  } catch (error) {
    const because = error instanceof Error ? error.message.split('. ')[0] : 'not understood'
    throw new Failure(`feeds: ${because}; see \`otasuke feeds --help\``, EXIT.misused)
  }
}

function say(to: Io['stdout'], text: string, code: number): number {
  to.write(text)
  return code
}

function listed(folder: string): string {
  const fetched = new Map(fetchedIn(folder).map((feed) => [feed.file, feed]))
  const rows = listsIn(folder).map((path) => {
    const file = basename(path)
    const { kinds, usable, unreadable } = rowsOfList(file, readFileSync(path, 'utf8'))
    const { url = '', fetchedAt = '' } = fetched.get(file) ?? {}
    const age = ageDaysOf(path, clock.now())
    return [file, kinds.join(' '), String(usable), String(unreadable), `${age} d`, fetchedAt.slice(0, 16), url]
  })
  if (rows.length === 0)
    return `no lists in ${folder}: \`otasuke feeds update openphish\` fetches one, see \`--help\`\n${NO_COUNTRIES}`
  const isAnyCountry = rows.some(([, kinds]) => kinds === 'countries')
  return `${inColumns(['file', 'of', 'rows', 'unreadable', 'age', 'asked (UTC)', 'from'], rows).join('\n')}\n${isAnyCountry ? '' : NO_COUNTRIES}`
}

const NO_COUNTRIES = 'no list of countries: traffic to a country for the first time is not counted\n'

function testValue(folder: string, typed: string | undefined, io: Io): number {
  if (typed === undefined) throw new Failure('feeds test needs a VALUE', EXIT.misused)
  const lists = loadIntel(folder)
  const rows = rowsNaming(lists, typed)
  const country = lists.countries.of(placeOf(typed.trim()).host.replace(/^\[|\]$/g, ''))
  if (country !== '') io.stdout.write(`registered in ${country}\n`)
  for (const [why, { feed, row, entry, note }] of rows)
    io.stdout.write(
      `${why}: row ${row} of ${feed}: ${harmless(entry, 200)}${note === '' ? '' : ` (${harmless(note, 100)})`}\n`,
    )
  if (rows.length > 0) return 0
  const { host } = placeOf(typed)
  const hint = isSharedHost(host) ? `; many share ${host}, so only a full address can be named` : ''
  return say(io.stderr, `no list names ${harmless(typed, 200)}${hint}\n`, 1)
}

function rowsNaming({ phishing, malware, c2 }: ReturnType<typeof loadIntel>, typed: string): [string, FeedRow][] {
  const value = typed.trim().toLowerCase()
  const { host, port, path } = placeOf(typed.trim())
  const found: [string, FeedRow | undefined][] = [
    ['phishing site', phishing.byUrl(host, path)],
    ['malware', malware.byUrl(host, path)],
    ['file of malware', malware.byHash(value)],
    ['command-and-control server', c2.byName(host) ?? c2.byAddress(host, port)],
    ['certificate of a command-and-control server', c2.byCertificate(value.replaceAll(':', ''))],
    ['hello of malware', c2.byJa3(value)],
  ]
  return found.flatMap(([why, row]) => (row ? [[why, row]] : []))
}

/** As rules see it: host in lower case, path with its query. */
function placeOf(typed: string): { host: string; port: number; path: string } {
  const url = URL.parse(typed.includes('://') ? typed : `http://${typed}`)
  if (!url) return { host: typed, port: 0, path: '/' }
  return { host: url.hostname, port: Number(url.port), path: url.pathname + url.search }
}

async function updateAll(folder: string, asked: readonly string[], options: FeedOptions, io: Io): Promise<number> {
  const key = options['key-file'] === undefined ? undefined : keyIn(options['key-file'])
  const fetched = fetchedIn(folder)
  const sources = asked.length > 0 ? asked.map(sourceAsked) : fetched.map(sourceKnown)
  if (sources.length === 0)
    throw new Failure('nothing was fetched before: name the lists you want, see `otasuke feeds --help`', EXIT.misused)
  let code = 0
  for (const source of sources) {
    if (io.stderr.isTTY) io.stderr.write(`${source.name}: asking ${new URL(source.url).host} …\r`)
    const known = fetched.find(({ name }) => name === source.name)
    const isForced = options.force === true
    const outcome = await fetchFeed({ folder, source, known, key, now: new Date(clock.now()), isForced })
    io[outcome.kind === 'refused' ? 'stderr' : 'stdout'].write(`${source.name}: ${told(outcome)}\n`)
    if (outcome.kind === 'refused') code = 1
  }
  return code
}

function sourceAsked(asked: string): FeedSource {
  const source = sourceOf(asked)
  if (source) return source
  throw new Failure(`${asked} is no list we know, and no NAME=URL: see \`otasuke feeds --help\``, EXIT.misused)
}

/** A key is for the publisher's own address, whatever somebody called his list. */
function sourceKnown({ name, url, file }: FetchedFeed): FeedSource {
  const published = sourceOf(name)
  return published?.url === url ? published : { name, url, file, keyHeader: undefined }
}

function keyIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Failure(`--key-file: ${file} cannot be read`, EXIT.unreadable)
  }
}

function told(outcome: FeedOutcome): string {
  switch (outcome.kind) {
    case 'fetched':
      return `${outcome.rows} rows${outcome.before === undefined ? '' : `, ${outcome.before} before`}`
    case 'unchanged':
      return `unchanged, ${outcome.rows} rows`
    case 'refused':
      return `kept as it is: ${outcome.because}`
  }
}

function restore(folder: string, name: string | undefined, io: Io): number {
  const feed = fetchedIn(folder).find((one) => one.name === name)
  if (!feed)
    throw new Failure(`${name ?? 'restore'}: no such list was fetched; \`otasuke feeds list\` shows them`, EXIT.misused)
  if (!restoreFeed(folder, feed)) return say(io.stderr, `${feed.name}: there is no list before this one\n`, 1)
  return say(io.stdout, `${feed.name}: the list before is back\n`, 0)
}
