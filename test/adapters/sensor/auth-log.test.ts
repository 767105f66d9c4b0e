import { describe, expect, test } from 'vitest'
import { bruteForce } from '#engine/detect/rules/brute-force.ts'
import { passwordSpraying } from '#engine/detect/rules/password-spraying.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import { read } from '#test/support/read-lines.ts'

const ENDS = Date.parse('2026-11-24T12:00:00+09:00')
const STAMP = '2026-11-24T10:00:01.5+09:00'
const readAuth = (log: string) => read(log, { endsAt: ENDS })
const eventsOf = (log: string): SensorEvent[] => readAuth(log).events
const told = (line: string) =>
  eventsOf(line).map((event) => {
    if (event.type !== 'login') return event.type
    const { service, outcome, account, source, sourcePort, target } = event
    return `${service} ${outcome} “${account}” ${source}:${sourcePort} → ${target}`
  })

describe('a log-in is read', () => {
  test.each<[string, string, string[]]>([
    [
      'a wrong password',
      'sshd[7]: Failed password for root from 203.0.113.5 port 4242 ssh2',
      ['ssh failed “root” 203.0.113.5:4242 → web01'],
    ],
    [
      'a name that the server does not know',
      'sshd[7]: Failed password for invalid user kenta from 2001:db8::5 port 4242 ssh2',
      ['ssh failed “kenta” 2001:db8::5:4242 → web01'],
    ],
    [
      'a right one',
      'sshd[7]: Accepted password for root from 203.0.113.5 port 4242 ssh2',
      ['ssh succeeded “root” 203.0.113.5:4242 → web01'],
    ],
    [
      'a key, by OpenSSH 9.8',
      'sshd-session[7]: Accepted publickey for root from 203.0.113.5 port 42 ssh2: ED25519 SHA256:abc',
      ['ssh succeeded “root” 203.0.113.5:42 → web01'],
    ],
    [
      'as often as it was tried',
      'sshd[7]: message repeated 2 times: [ Failed password for root from 203.0.113.5 port 42 ssh2]',
      ['ssh failed “root” 203.0.113.5:42 → web01', 'ssh failed “root” 203.0.113.5:42 → web01'],
    ],
    [
      'mail’s, with the server’s own address',
      'dovecot: imap-login: Disconnected: Connection closed (auth failed, 2 attempts in 9 secs): user=<yuki>, method=PLAIN, rip=203.0.113.5, lip=192.168.1.9, TLS, session=<x>',
      ['imap failed “yuki” 203.0.113.5:0 → 192.168.1.9', 'imap failed “yuki” 203.0.113.5:0 → 192.168.1.9'],
    ],
    [
      'mail’s that came in',
      'dovecot: pop3-login: Login: user=<yuki>, method=PLAIN, rip=203.0.113.5, lip=192.168.1.9, mpid=7, TLS',
      ['pop3 succeeded “yuki” 203.0.113.5:0 → 192.168.1.9'],
    ],
    [
      'sending mail',
      'postfix/smtps/smtpd[7]: warning: unknown[203.0.113.5]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=info@example.jp',
      ['smtp failed “info@example.jp” 203.0.113.5:0 → web01'],
    ],
    [
      'sending mail that was let in',
      'postfix/smtpd[7]: 4ABC12: client=host.example[203.0.113.5], sasl_method=PLAIN, sasl_username=info@example.jp',
      ['smtp succeeded “info@example.jp” 203.0.113.5:0 → web01'],
    ],
    [
      'files’',
      'vsftpd[7]: [yuki] FAIL LOGIN: Client "::ffff:203.0.113.5"',
      ['ftp failed “yuki” 203.0.113.5:0 → web01'],
    ],
    [
      'files’ that was let in',
      'vsftpd[7]: [yuki] OK LOGIN: Client "203.0.113.5"',
      ['ftp succeeded “yuki” 203.0.113.5:0 → web01'],
    ],
  ])('%s', (_name, text, tries) => {
    expect(told(`${STAMP} web01 ${text}\n`)).toEqual(tries)
  })
})

test.each([
  ['a key that was refused', 'sshd[7]: Failed publickey for root from 203.0.113.5 port 42 ssh2: RSA SHA256:abc'],
  [
    'a server that was only asked which ways there are',
    'sshd[7]: Failed none for invalid user a from 203.0.113.5 port 42 ssh2',
  ],
  ['somebody who left', 'sshd[7]: Connection closed by authenticating user root 203.0.113.5 port 42 [preauth]'],
  ['a computer without an address', 'sshd[7]: Failed password for root from UNKNOWN port 65535 ssh2'],
  ['another program', 'cron[7]: Accepted password for root from 203.0.113.5 port 42 ssh2'],
  ['nothing at all', 'sshd[7]: '],
])('%s is no try, and no fault', (_name, text) => {
  const { events, tally } = readAuth(`${STAMP} web01 ${text}\n`)
  expect(events).toEqual([])
  expect(tally).toMatchObject({ accepted: 1, rejected: 0, ignored: { auth: 1 } })
})

describe('stamps', () => {
  const FAILED = 'web01 sshd[7]: Failed password for root from 203.0.113.5 port 42 ssh2'
  test.each([
    ['rsyslog', `2026-11-24T10:00:01.5+09:00 ${FAILED}`, '2026-11-24T01:00:01.500Z'],
    [
      'RFC 5424',
      '<38>1 2026-11-24T01:00:01Z web01 sshd 7 - - Failed password for root from 203.0.113.5 port 42 ssh2',
      '2026-11-24T01:00:01.000Z',
    ],
    ['RFC 3164, of this year', `Nov  4 10:00:01 ${FAILED}`, '2026-11-04T01:00:01.000Z'],
    ['RFC 3164, with its priority', `<38>Nov 24 10:00:01 ${FAILED}`, '2026-11-24T01:00:01.000Z'],
    ['RFC 3164, of last year', `Dec 31 23:59:59 ${FAILED}`, '2025-12-31T14:59:59.000Z'],
    ['RFC 3164, by a clock that is ahead', `Nov 24 23:00:00 ${FAILED}`, '2026-11-24T14:00:00.000Z'],
  ])('%s', (_name, line, at) => {
    expect(eventsOf(line).map((event) => new Date(event.at).toISOString())).toEqual([at])
  })

  test('that are none are no tries', () => {
    expect(
      eventsOf(`Foo 99 10:00:01 ${FAILED}\n2026-99-24T10:00:01Z ${FAILED}\nNov 24 10:00:01 ${FAILED}`),
    ).toHaveLength(1)
  })

  test('of a sensor whose clock is far ahead are refused, all tries of the line together', () => {
    const line = `2026-11-25T10:00:01Z web01 sshd[7]: message repeated 9 times: [ Failed password for root from 203.0.113.5 port 42 ssh2]`
    const { events, tally } = read(line, { receivedAt: ENDS })
    expect(events).toEqual([])
    expect(tally).toMatchObject({ accepted: 0, rejected: 1, refused: { 'from-the-future': 1 } })
  })
})

test('a stranger cannot put another’s address into the line by the name that he gives', () => {
  const name = 'root from 198.51.100.1 port 1 ssh2: x'
  expect(
    told(`${STAMP} web01 sshd[7]: Failed password for invalid user ${name} from 203.0.113.5 port 42 ssh2`),
  ).toEqual([`ssh failed “${name}” 203.0.113.5:42 → web01`])
})

test('guessing over SSH and its success are found in a server’s own log, and the server is the one to look at', () => {
  const failed = Array.from(
    { length: 30 },
    (_, second) =>
      `Nov 24 10:00:${String(second).padStart(2, '0')} web01 sshd[7]: Failed password for root from 203.0.113.5 port ${4_000 + second} ssh2`,
  )
  const done = 'Nov 24 10:01:00 web01 sshd[8]: Accepted password for root from 203.0.113.5 port 5000 ssh2'
  const alerts = alertsOf(eventsOf([...failed, done].join('\n')), { rules: [bruteForce, passwordSpraying] })
  expect(sentencesOf(alerts).map((sentence) => sentence.split(' ', 7).slice(0, 7).join(' '))).toEqual([
    'brute-force-failure low ×30 203.0.113.5 → web01 [web01]',
    'brute-force-success high ×1 203.0.113.5 → web01 [web01]',
  ])
})

describe('whoever may send lines cannot', () => {
  // A search that goes back and forth takes minutes for these, and the test's own time limit ends it.
  test.each([
    [
      'in a long line',
      `dovecot: imap-login: ${'(auth failed, 1 attempts): user=<>, rip=1'.repeat(25_000)}`,
      1,
      { rejected: 1 },
    ],
    [
      'in many',
      `dovecot: imap-login: ${'(auth failed, 1 attempts): user=<>, rip=1'.repeat(190)}`,
      1_000,
      { accepted: 1_000 },
    ],
    [
      'by one address after the other',
      `sshd[7]: Failed password for ${' from 1 port 1: '.repeat(500)}`,
      1_000,
      { accepted: 1_000 },
    ],
  ])('make the reader search for long, %s', (_name, text, times, tally) => {
    expect(readAuth(`${STAMP} web01 ${text}\n`.repeat(times)).tally).toMatchObject(tally)
  })

  test('fill the memory by lines that say how often', () => {
    const line = `${STAMP} web01 sshd[7]: message repeated 100 times: [ Failed password for root from 203.0.113.5 port 42 ssh2]\n`
    const { events, tally } = readAuth(line.repeat(500))
    expect(events).toHaveLength(10_500)
    expect(tally).toMatchObject({ accepted: 500, rejected: 0 })
  })
})

test('a log with Windows’ ends of lines is read as well', () => {
  expect(told(`${STAMP} web01 sshd[7]: Failed password for root from 203.0.113.5 port 42 ssh2\r\n`)).toEqual([
    'ssh failed “root” 203.0.113.5:42 → web01',
  ])
})

test('a mail account cannot put another’s address into the line', () => {
  const name = 'a, rip=198.51.100.1, lip=198.51.100.2'
  const line = `dovecot: imap-login: Login aborted: Connection closed (auth failed, 1 attempts in 2 secs) (auth_failed): user=<${name}>, method=PLAIN, rip=203.0.113.5, lip=192.168.1.9, TLS, session=<x>`
  expect(told(`${STAMP} web01 ${line}`)).toEqual([`imap failed “${name}” 203.0.113.5:0 → 192.168.1.9`])
})
