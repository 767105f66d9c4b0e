import { describe, expect, test } from 'vitest'
import { urlScan } from '#engine/detect/rules/url-scan.ts'
import type { HttpEvent, SensorEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import { each, http, KIOSK, MINUTE, MORNING, SECOND, SERVER, STRANGER } from '#test/support/events.ts'
import { hex } from '#test/support/names.ts'

const options = { rules: [urlScan] }
const found = (events: readonly SensorEvent[]): string[] => sentencesOf(alertsOf(events, options))
const OTHER = '198.51.100.7'

/** Names that any list of guesses holds, in none of which there is a known weak spot. */
const WORDS =
  'about archive blog careers contact faq gallery help index2 jobs legal map news offers partners press products sales shop sitemap staff team terms video welcome wiki zone alpha beta gamma delta omega store guest forum events media photo links'.split(
    ' ',
  )
const asks = (count: number, path: (place: number) => string, changes: Partial<HttpEvent> = {}, everyMs = SECOND) =>
  each(count, everyMs, (at, place) =>
    http({ source: STRANGER, target: SERVER, status: 404, ...changes, at, path: path(place) }),
  )
const guesses = (count: number, changes: Partial<HttpEvent> = {}, everyMs = SECOND) =>
  asks(count, (place) => `/${WORDS[place % WORDS.length]}/${WORDS[Math.floor(place / WORDS.length)]}`, changes, everyMs)
const WEAK = ['/.env', '/.git/config', '/wp-login.php', '/phpmyadmin/index.php', '/actuator/health', '/cgi-bin/luci']
const probes = (count: number, changes: Partial<HttpEvent> = {}, everyMs = SECOND) =>
  asks(count, (place) => WEAK[place] ?? '/', changes, everyMs)

describe('a stranger who tries page after page of the firm’s server', () => {
  test('by a list of words', () => {
    expect(found(guesses(15))).toEqual([
      'url-scan low ×15 203.0.113.5 → 192.168.1.10 [192.168.1.10] 203.0.113.5 asked 192.168.1.10 for 15 different pages that were not there or that nobody is shown, 0 of them known weak spots',
    ])
  })

  test.each<[string, SensorEvent[], boolean]>([
    ['fourteen guesses are too few', guesses(14), false],
    ['refused ones count like those that are not there', guesses(15, { status: 403 }), true],
    ['unanswered ones count half', guesses(30, { status: 0 }), true],
    ['and twenty-nine of those are too few', guesses(29, { status: 0 }), false],
    ['five known weak spots are enough', probes(5), true],
    ['four are not', probes(4), false],
    ['a program that says what it is needs five', guesses(5, { userAgent: 'gobuster/3.5' }), true],
    ['and not four', guesses(4, { userAgent: 'Mozilla/5.00 (Nikto/2.1.6)' }), false],
    ['spread over ten minutes, fifteen are too few', guesses(15, {}, 45 * SECOND), false],
    ['fifty of a day are enough, however slowly', guesses(50, {}, 20 * MINUTE), true],
    ['forty-nine are not', guesses(49, {}, 20 * MINUTE), false],
    [
      'over three servers of the firm',
      [SERVER, '192.168.1.11', KIOSK].flatMap((target) => guesses(5, { target })),
      true,
    ],
  ])('%s', (_name, events, isFound) => {
    expect(found(events)).toHaveLength(isFound ? 1 : 0)
  })

  test('a server that answers every guess is no shelter for hidden names', () => {
    const hidden = ['/.env', '/.git/HEAD', '/.htpasswd', '/.ssh/id_rsa', '/.svn/entries']
    expect(found(asks(5, (place) => hidden[place] ?? '', { status: 200 }))).toHaveLength(1)
    expect(found(asks(5, (place) => hidden[place] ?? '', { status: 302 }))).toHaveLength(1)
  })

  test('what it finds makes it graver', () => {
    const keys = http({ source: STRANGER, target: SERVER, path: '/.env', contentType: 'text/plain' })
    expect(alertsOf([...guesses(15), keys], options)).toMatchObject([
      { severity: 'medium', evidence: { hasFound: true } },
    ])
    expect(alertsOf([...guesses(15), { ...keys, contentType: 'text/html' }], options)).toMatchObject([
      { severity: 'low', evidence: { hasFound: false } },
    ])
  })
})

test('what an alert says of its threshold is of the pace at which it was crossed', () => {
  const day = 24 * 60 * MINUTE
  expect(alertsOf(guesses(15), options)[0]?.evidence).toMatchObject({
    threshold: 30,
    windowMs: 6 * MINUTE,
    unit: 'points',
  })
  expect(alertsOf(guesses(50, {}, 20 * MINUTE), options)[0]?.evidence).toMatchObject({ threshold: 100, windowMs: day })
})

test('the firm’s own device that does so at somebody else’s site obeys somebody else', () => {
  const outward = { source: KIOSK, target: OTHER, host: 'shop.example' }
  expect(found(guesses(29, outward))).toEqual([])
  expect(found(guesses(30, outward))).toEqual([
    'url-scan medium ×30 192.168.1.23 → shop.example [192.168.1.23] 192.168.1.23 asked shop.example for 30 different pages that were not there or that nobody is shown, 0 of them known weak spots',
  ])
  const tool = guesses(10, { ...outward, userAgent: 'WPScan v3' })
  expect(alertsOf(tool, options)).toMatchObject([{ severity: 'high', device: KIOSK }])
})

test('one weak spot at ten sites is a search, too', () => {
  const roving = (count: number) =>
    each(count, SECOND, (at, place) => http({ at, host: `shop${place}.example`, path: '/wp-login.php', status: 404 }))
  expect(found(roving(9))).toEqual([])
  expect(alertsOf(roving(10), options)).toMatchObject([{ severity: 'high', source: KIOSK, target: '', count: 10 }])
})

test('within the firm it is a device of the firm that searches', () => {
  expect(alertsOf(guesses(30, { source: KIOSK, host: 'intra' }), options)).toMatchObject([
    { severity: 'medium', source: KIOSK, target: SERVER, device: KIOSK },
  ])
})

const shared = (senders: number) =>
  asks(20, (place) => `/phpmyadmin${place % 2}/${WORDS[place]}.php`).map((event, place) => ({
    ...event,
    source: `203.0.113.${place % senders}`,
  }))

test('many senders who share a search are one', () => {
  expect(alertsOf(shared(10), options)).toMatchObject([
    { severity: 'low', source: '', target: SERVER, device: SERVER, evidence: { way: 'shared', sources: 10 } },
  ])
  expect(alertsOf(shared(4), options).map(({ source }) => source)).not.toContain('')
})

describe('behind a proxy that says whom it speaks for', () => {
  const proxied = (forwardedFor: (place: number) => string) =>
    guesses(15).map((event, place) => ({ ...event, forwardedFor: forwardedFor(place) }))

  test('that one is named', () => {
    expect(
      alertsOf(
        proxied(() => `10.0.0.1, ${OTHER}`),
        options,
      ),
    ).toMatchObject([{ source: OTHER }])
  })

  test('many who each found one dead link are nobody', () => {
    expect(found(proxied((place) => `198.51.100.${place}`))).toEqual([])
  })

  test.each([['192.168.1.23'], ['unknown'], ['9'.repeat(5_000)]])(
    'a stranger who claims to be %s is himself',
    (name) => {
      expect(
        alertsOf(
          proxied(() => name),
          options,
        ),
      ).toMatchObject([{ source: STRANGER }])
    },
  )
})

test.each<[string, SensorEvent[]]>([
  [
    '367 different pages of an update server',
    asks(367, (place) => `/d/msdownload/update/${WORDS[place % 40]}-${place}/${place}.cab`, {
      source: KIOSK,
      target: OTHER,
      host: '11.au.download.windowsupdate.com',
      status: 206,
    }),
  ],
  ['the same, where the answers were not seen', guesses(367, { source: KIOSK, target: OTHER, status: 0 })],
  ['an update server that has nothing yet', guesses(40, { source: KIOSK, target: OTHER, host: 'repository.eset.com' })],
  ['a crawler that finds each page', guesses(400, { status: 200, userAgent: 'Googlebot/2.1' })],
  ['a crawler that follows dead links', guesses(400, { userAgent: 'Mozilla/5.0 (compatible; bingbot/2.0)' })],
  ['a page whose pictures are broken', asks(60, (place) => `/img/${WORDS[place % 40]}.jpg`)],
  ['a poller of one path', asks(500, () => '/api/orders')],
  ['a poller of numbered records that are gone', asks(500, (place) => `/api/orders/${place}`)],
  ['a poller of records with long names', asks(50, (place) => `/api/${hex(place, 24)}`)],
  ['a map without its tiles', asks(500, (place) => `/tiles/12/${place}/${place * 7}.png`)],
  ['questions behind one path', asks(50, (place) => `/search?q=${WORDS[place % 40]}`)],
  ['log-ins that each page asks for', guesses(100, { status: 401 })],
  ['a server that is too busy', guesses(100, { status: 503 })],
  ['a folder that a computer opens as a drive', guesses(100, { method: 'PROPFIND' })],
  [
    'somebody who works in the pages of a database',
    asks(40, (place) => `/phpmyadmin/${WORDS[place]}.php`, { status: 200 }),
  ],
  [
    'what a site itself serves from names with a dot',
    asks(40, (place) => `/.well-known/${WORDS[place]}`, { status: 200 }),
  ],
])('%s is silent', (_name, events) => {
  expect(found(events)).toEqual([])
})

test('paths as long as an attacker likes stay short in the evidence', () => {
  const [alert] = alertsOf(
    asks(15, (place) => `/${WORDS[place]}${'x'.repeat(50_000)}`),
    options,
  )
  expect(alert?.evidence.events.every(({ note }) => note.length < 140)).toBe(true)
  expect(alert?.firstSeenAt).toBe(MORNING)
})
