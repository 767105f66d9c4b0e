import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dnsTunneling } from '#engine/detect/rules/dns-tunneling.ts'
import type { DnsEvent } from '#engine/event.ts'
import { alertsOf, detector, sentencesOf } from '#test/support/detect.ts'
import { dns, each, HOUR, KIOSK, MINUTE, MORNING, SECOND } from '#test/support/events.ts'
import { base32, base64, bytesOf, hex, labels } from '#test/support/names.ts'
import { absentNote, hasRecordings, recorded } from '#test/support/recorded.ts'

const tunnels = (events: readonly DnsEvent[]): string[] => sentencesOf(alertsOf(events))
const asked = (count: number, everyMs: number, name: (place: number) => string, recordType = 'A'): DnsEvent[] =>
  each(count, everyMs, (at, place) => dns({ at, name: name(place), recordType }))

/** How tools speak, as their sources and recordings show it. */
const TOOLS: [string, DnsEvent[]][] = [
  [
    'iodine: NULL records, base32 and longer',
    [
      dns({ at: MORNING, name: 'vaaaakardli.pirate.sea', recordType: 'NULL' }),
      ...asked(12, SECOND, (place) => `${'abcdefghijkl'[place]}a${base32(place, 20)}.pirate.sea`, 'NULL'),
    ],
  ],
  [
    'iodine told to look like browsing',
    asked(20, SECOND, (place) => `0${labels(base32(place, 150))}.t.example.net`, 'A'),
  ],
  ['AndIodine: NULL by number', asked(8, SECOND, (place) => `p${base32(place, 9)}.t.example.net`, '65399')],
  ['dnscat2 by TXT, idle', asked(30, SECOND, (place) => `${hex(place, 18)}.cat.example.net`, 'TXT')],
  ['dnscat2 by CNAME, idle', asked(30, SECOND, (place) => `${hex(place, 18)}.cat.example.net`, 'CNAME')],
  [
    'dnscat2 with a file',
    asked(12, SECOND, (place) => `${labels(hex(place, 200))}.cat.example.net`, ['TXT', 'MX', 'CNAME'][0]),
  ],
  ['dnscat2 without a domain', asked(40, SECOND, (place) => `dnscat.${labels(hex(place, 60))}`, 'TXT')],
  ['dns2tcp by TXT', asked(40, SECOND / 2, (place) => `${base64(place, 12)}.d.example.net`, 'TXT')],
  ['dns2tcp by KEY', asked(10, SECOND, (place) => `${base64(place, 12)}.d.example.net`, 'KEY')],
  [
    'OzymanDNS, fetching',
    asked(40, SECOND, (place) => `${place}-${1000 + ((place * 7919) % 9000)}.id-58123.down.d.example.net`, 'TXT'),
  ],
  [
    'OzymanDNS, sending',
    asked(20, SECOND, (place) => `${labels(base32(place, 100))}-${place}.id-58123.up.d.example.net`, 'A'),
  ],
  ['a script that sends a file by TXT', asked(10, SECOND, (place) => `${place}.${hex(place, 60)}.example.net`, 'TXT')],
  ['a script that sends a file by A', asked(35, SECOND, (place) => `${base64(place, 30)}.example.net`)],
  [
    'Cobalt Strike, answering',
    asked(20, SECOND, (place) => `post.1${hex(place, 56)}.${hex(`${place}b`, 8)}.1a2b3c4d.ns.example.net`),
  ],
  [
    'bytes as they are',
    asked(20, SECOND, (place) => `${bytesOf(place, 60).toString('latin1').replaceAll('.', '-')}.t.example.net`),
  ],
]

describe('a tunnel is found within a minute', () => {
  test.each(TOOLS)('%s', (_name, events) => {
    const [alert, ...others] = alertsOf(events)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ kind: 'dns-tunneling', source: KIOSK, device: KIOSK, severity: 'high' })
    expect((events.at(-1)?.at ?? 0) - MORNING).toBeLessThanOrEqual(MINUTE)
  })

  test('and told in a sentence', () => {
    expect(tunnels(asked(30, SECOND, (place) => `${hex(place, 18)}.cat.example.net`, 'TXT'))).toEqual([
      `dns-tunneling high ×30 ${KIOSK} → example.net [${KIOSK}] ${KIOSK} asked for 30 different names below example.net that carry data (up to 18 encoded bytes each)`,
    ])
  })
})

describe('as soon as there is enough', () => {
  test.each<[string, string, number, number]>([
    ['eighteen bytes by A', 'A', 18, 30],
    ['forty bytes by A', 'A', 40, 12],
    ['eighty bytes by A', 'A', 80, 6],
    ['eighteen bytes by TXT', 'TXT', 18, 10],
    ['a few bytes by NULL', 'NULL', 10, 5],
  ])('%s', (_name, recordType, digits, enough) => {
    const names = (count: number) =>
      asked(count, SECOND, (place) => `${labels(hex(place, digits))}.example.net`, recordType)
    expect(tunnels(names(enough - 1))).toEqual([])
    expect(tunnels(names(enough))).toHaveLength(1)
  })

  test('over a day, one name every two minutes', () => {
    const slow = (count: number) => asked(count, 90 * SECOND, (place) => `${hex(place, 20)}.example.net`)
    // Beyond 64 the names are estimated.
    expect(tunnels(slow(370))).toEqual([])
    expect(alertsOf(slow(430))).toMatchObject([
      { severity: 'medium', evidence: { pace: 'slow', threshold: 400, windowMs: 24 * HOUR } },
    ])
  })

  test('below ever new names, none of which says enough', () => {
    const roving = (count: number) =>
      asked(count, SECOND, (place) => `${hex(place, 50)}.${hex(`zone ${place}`, 6)}.net`)
    // Zones made up by the dozen are another rule's matter, too.
    const rules = [dnsTunneling]
    expect(alertsOf(roving(14), { rules })).toEqual([])
    expect(alertsOf(roving(15), { rules })).toMatchObject([{ target: '', source: KIOSK }])
  })

  test('a question and its answer are one name', () => {
    const names = asked(29, SECOND, (place) => `${hex(place, 18)}.example.net`)
    const answers = names.map((event) => ({
      ...event,
      at: event.at + 20,
      resultCode: 'NOERROR',
      answers: ['192.0.2.1'],
    }))
    expect(tunnels([...names, ...answers])).toEqual([])
  })

  test('one name ever again is one', () => {
    expect(tunnels(asked(5_000, SECOND, () => `${hex(1, 60)}.example.net`, 'TXT'))).toEqual([])
  })
})

const WORDS =
  'www mail news shop img static cdn login api kaisha suisan kumiai tokyo osaka printer server ftp blog'.split(' ')
const word = (number: number): string => WORDS[number % WORDS.length] ?? ''

describe('nobody is accused of a tunnel', () => {
  test.each<[string, DnsEvent[]]>([
    [
      'a mail server that asks a list about senders',
      asked(177, SECOND, (place) => `${place}.${(place * 7) % 256}.113.203.zen.lists.example.org`),
    ],
    [
      'the same with text records and a key',
      asked(177, SECOND, (place) => `${place}.2.0.192.${hex('key', 26)}.lists.example.org`, 'TXT'),
    ],
    [
      'lists of senders by their newer addresses',
      asked(177, SECOND, (place) => `${[...hex(place, 32)].join('.')}.lists.example.org`),
    ],
    ['lists of sites', asked(177, SECOND, (place) => `${word(place)}${place}.co.jp.multi.lists.example.org`)],
    ['spamhaus', asked(177, SECOND, (place) => `${hex(place, 52)}._file.${hex('key', 26)}.hbl.dq.spamhaus.net`)],
    ['reverse look-ups', asked(300, SECOND, (place) => `${place % 256}.1.168.192.in-addr.arpa`, 'PTR')],
    [
      'reverse look-ups of newer addresses',
      asked(300, SECOND, (place) => `${[...hex(place, 32)].join('.')}.ip6.arpa`, 'PTR'),
    ],
    ['an anti-virus program', asked(300, SECOND, (place) => `${hex(place, 60)}.a.j.e5.sk`, 'TXT')],
    ['advertisements', asked(300, SECOND, (place) => `${hex(place, 64)}.safeframe.googlesyndication.com`)],
    ['neighbours that call out their names', asked(300, SECOND, (place) => `${hex(place, 32)}.local`, 'TXT')],
    [
      'multicast questions',
      asked(300, SECOND, (place) => `${hex(place, 32)}.example.net`).map((event) => ({ ...event, targetPort: 5353 })),
    ],
    [
      'a search suffix behind every name',
      asked(300, SECOND, (place) => `${word(place)}.${word(place * 7)}${place}.com.office.example.co.jp`),
    ],
    [
      'a search suffix behind names of a delivery network',
      asked(300, SECOND, (place) => `d${base32(place, 13)}.cloudfront.net.office.example.co.jp`),
    ],
    ['customers of a delivery network', asked(300, SECOND, (place) => `d${base32(place, 13)}.cloudfront.net`)],
    ['an inventory of computers', asked(300, SECOND, (place) => `pc-${1000 + place}.office.example.co.jp`)],
    ['Japanese names below one zone', asked(300, SECOND, (place) => `xn--${base32(place, 12)}.example.jp`)],
    [
      'mail that is checked',
      each(200, SECOND, (at, place) => [
        dns({ at, name: `_dmarc.${word(place)}${place}.example`, recordType: 'TXT' }),
        dns({ at, name: `selector1._domainkey.${word(place)}.example.net`, recordType: 'TXT' }),
        dns({ at, name: `k${place}._domainkey.example.net`, recordType: 'TXT' }),
      ]).flat(),
    ],
    ['services that are looked for', asked(300, SECOND, (place) => `_ldap._tcp.site${place}.example.net`, 'SRV')],
    [
      'words in front of one zone',
      asked(300, SECOND, (place) => `${word(place)}-${word(place * 5)}${place}.example.net`),
    ],
    ['new names at a pace of people', asked(300, 5 * MINUTE, (place) => `${hex(place, 32)}.example.net`).slice(0, 190)],
  ])('%s', (_name, events) => {
    expect(tunnels(events)).toEqual([])
  })
})

test.skipIf(!hasRecordings)(`of a hundred thousand honest questions none is a tunnel${absentNote}`, () => {
  const names = ['legit_opendns_top10k.txt', 'legit_opendns_random10k.txt']
    .flatMap((file) => readFileSync(recorded(`dga/${file}`), 'utf8').split('\n'))
    .filter((name) => name !== '')
  const questions = ['', 'www.', 'mail.', 'autodiscover.']
    .flatMap((host) => names.map((name) => `${host}${name}`))
    // And a builder of pages, below whose few zones everybody has a name.
    .concat(names.map((name, place) => `${name.replaceAll('.', '-')}.pages${place % 10}.example`))
  expect(questions.length).toBeGreaterThanOrEqual(100_000)
  const events = each(questions.length, SECOND / 4, (at, place) =>
    dns({ at, name: questions[place] ?? '', source: `192.168.1.${10 + (place % 20)}` }),
  )
  expect(alertsOf(events, { rules: [dnsTunneling] })).toEqual([])
})

test('a shape that is exempt does not cover what is too long for it', () => {
  expect(tunnels(asked(20, SECOND, (place) => `${hex(place, 60)}._tcp.example.net`))).toHaveLength(1)
  expect(tunnels(asked(20, SECOND, (place) => `${hex(place, 60)}.example.com.example.net`))).toHaveLength(1)
})

test('one alert for a tunnel, however long it runs', () => {
  const [alert, ...others] = alertsOf(asked(5_000, 2 * SECOND, (place) => `${hex(place, 100)}.t.example.net`, 'TXT'))
  expect(others).toEqual([])
  expect(alert?.count).toBe(5_000)
  expect(alert?.evidence.events).toHaveLength(30)
})

test('a tunnel of a whole day stays small', () => {
  const running = detector()
  running.detect(asked(20_000, 4 * SECOND, (place) => `${hex(place, 100)}.t.example.net`, 'TXT'))
  running.advance(MORNING + 24 * HOUR)
  expect(JSON.stringify(running.snapshot().rules['dns-tunneling']).length).toBeLessThan(200_000)
})
