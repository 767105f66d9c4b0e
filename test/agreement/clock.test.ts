import { describe, expect, test } from 'vitest'
import { type Source, sourcesOf, withoutComments } from '#test/support/sources.ts'

/**
 * Two clocks and no third: business time is a parameter, leases and retries use the database's. Whoever else asks what
 * time it is cannot be tested on the manual clock.
 */

interface Ban {
  what: string
  pattern: RegExp
  rooms: readonly string[]
  /** Files that may, each with the reason. */
  except: Readonly<Record<string, string>>
}

const BANS: Ban[] = [
  {
    what: 'the system clock',
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|Temporal\.Now\b/,
    rooms: ['engine', 'locales', 'adapters', 'db', 'scheduler', 'bot'],
    except: {
      'scheduler/clock.ts': 'is the clock',
      'adapters/line/send.ts': 'a throttled sending says until when, by the wall clock',
      'adapters/slack/send.ts': 'a throttled sending says until when, by the wall clock',
      'adapters/discord/rest.ts': 'a throttled sending says until when, by the wall clock',
      'adapters/discord/send.ts':
        'Discord’s ids bear the wall clock’s time, and a message is looked for since its first attempt',
      'bot/ids.ts': 'ids sort by it, and nobody reads a time out of an id',
    },
  },
  {
    what: 'the database’s clock',
    pattern: /\bnow\(\)\s*(?!=>)|\b(clock|statement|transaction)_timestamp\(\)|\bcurrent_timestamp\b/i,
    rooms: ['db'],
    except: {
      'db/inbox.ts': 'leases',
      'db/outbox.ts': 'when a row was taken back, and the moment of its own transaction',
      'db/deliveries.ts': 'leases, and how long ago something was tried',
      'db/stickies.ts': 'when the message of a key was sent',
      'db/photos.ts': 'leases',
      'db/lease.ts': 'a lease',
      'db/outbox-review.ts': 'what an operator settles by hand, and how long rows have waited',
      'db/schema/delivery.ts': 'when a row was queued, which leases and retries go by',
    },
  },
  {
    what: 'chance',
    pattern: /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/,
    rooms: ['engine', 'locales', 'adapters'],
    except: {},
  },
  {
    what: 'the environment',
    pattern: /\bprocess\.env\b/,
    rooms: ['engine', 'locales', 'adapters', 'db', 'scheduler', 'bot'],
    except: {
      'bot/config.ts': 'is the only reader of the environment',
      'bot/crash-point.ts': 'is armed by the crash proofs alone',
    },
  },
  { what: 'waiting', pattern: /\bawait\b|\basync\b/, rooms: ['engine', 'locales'], except: {} },
  { what: 'Node itself', pattern: /from 'node:|(?<![-\w])process\./, rooms: ['engine', 'locales'], except: {} },
]

const offendersOf = ({ pattern, rooms, except }: Ban, sources: readonly Source[]): string[] =>
  sources
    .filter(({ room, path }) => rooms.includes(room) && except[path] === undefined)
    .flatMap(({ path, text }) =>
      withoutComments(text)
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )

const sources = sourcesOf(['engine', 'locales', 'adapters', 'db', 'scheduler', 'bot'])

describe('nobody asks for', () => {
  test.each(BANS)('$what', (ban) => {
    expect(offendersOf(ban, sources)).toEqual([])
  })
})

describe('the ban sees', () => {
  test.each([
    ['the system clock', 'engine', 'const at = Date.now()'],
    ['the system clock', 'engine', 'const clock = Date.now'],
    ['the system clock', 'bot', 'const at = new Date()'],
    ['the system clock', 'bot', 'Temporal.Now.instant()'],
    ['the database’s clock', 'db', 'sql`update timers set due = now() where id = 1`'],
    ['chance', 'engine', 'Math.random()'],
    ['the environment', 'db', "process.env['DATABASE_URL']"],
    ['waiting', 'engine', 'export async function judge() {}'],
    ['Node itself', 'engine', "import { hash } from 'node:crypto'"],
    ['Node itself', 'engine', 'if (process.argv.length > 2) return'],
  ])('%s in %s: %s', (what, room, line) => {
    const ban = BANS.find((one) => one.what === what)
    expect(ban && offendersOf(ban, [{ room, path: `${room}/sasaki.ts`, text: line }])).toHaveLength(1)
  })

  test.each([
    'const at = new Date(now)',
    '// Date.now() is not for us',
    '/* new Date() */',
    "import { abnormalProcess } from './abnormal-process.ts'",
  ])('but not %s', (text) => {
    expect(BANS.flatMap((ban) => offendersOf(ban, [{ room: 'engine', path: 'engine/sasaki.ts', text }]))).toEqual([])
  })
})

/** What looks like a real key. The emulators' and tests' own tokens are made up and say so in their letters. */
const SECRETS = [
  /xox[abps]-\d{8,}-/,
  /xapp-\d-[A-Z0-9]{8,}-\d{8,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{30,}/,
  /(password|secret|token|key)['"]?\s*[:=]\s*['"][A-Za-z0-9+/_-]{32,}={0,2}['"]/i,
]

test('no secret stands bare in the code', () => {
  const bare = sourcesOf(['engine', 'locales', 'adapters', 'db', 'scheduler', 'bot', 'playground', 'deploy']).flatMap(
    ({ path, text }) =>
      text
        .split('\n')
        .filter((line) => SECRETS.some((secret) => secret.test(line)))
        .map((line) => `${path}: ${line.trim()}`),
  )
  expect(bare).toEqual([])
})

test('a bare secret would be found', () => {
  const line = `const channelSecret = '${'0123456789abcdef'.repeat(2)}'`
  expect(SECRETS.some((secret) => secret.test(line))).toBe(true)
})
