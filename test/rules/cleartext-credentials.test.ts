import { describe, expect, test } from 'vitest'
import { cleartextCredentials } from '#engine/detect/rules/cleartext-credentials.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, alertsOfPieces, detector, sentencesOf } from '#test/support/detect.ts'
import { each, flow, HOUR, http, KIOSK, login, MORNING, SECOND, SERVER, STRANGER } from '#test/support/events.ts'

/** Whoever guesses is another rule's. */
const found = (events: readonly SensorEvent[]): string[] =>
  sentencesOf(alertsOf(events, { rules: [cleartextCredentials] }))

const HOME = { source: KIOSK, target: SERVER }
const OUT = { source: KIOSK, target: STRANGER }
const name = (changes: object = {}) => login({ ...OUT, flow: 'f', outcome: 'untold', account: 'kenta', ...changes })
const password = (changes: object = {}) =>
  login({ ...OUT, flow: 'f', outcome: 'succeeded', isCleartext: true, at: MORNING + SECOND, ...changes })
const telnet = (changes: object = {}) =>
  flow({
    ...OUT,
    targetPort: 23,
    service: 'telnet',
    outcome: 'answered',
    packetsToTarget: 10,
    packetsToSource: 10,
    ...changes,
  })

describe('a password that anybody on the way can read is told', () => {
  test.each<[string, SensorEvent[], string]>([
    [
      'FTP, the name in one row and the password in the next',
      [name(), password()],
      `cleartext-credentials medium ×1 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to ftp on ${STRANGER} as kenta`,
    ],
    [
      'FTP, the password’s row before the name’s',
      [password(), name()],
      `cleartext-credentials medium ×1 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to ftp on ${STRANGER} as kenta`,
    ],
    [
      'FTP, both in one row',
      [password({ account: 'kenta' })],
      `cleartext-credentials medium ×1 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to ftp on ${STRANGER} as kenta`,
    ],
    [
      'a mail box',
      [name({ service: 'pop3' }), password({ service: 'pop3', outcome: 'untold' })],
      `cleartext-credentials medium ×1 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to pop3 on ${STRANGER} as kenta`,
    ],
    [
      'a simple bind within the office, which few can read',
      [password({ ...HOME, service: 'ldap', account: 'cn=kenta,dc=kaisha' })],
      `cleartext-credentials low ×1 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to ldap on ${SERVER} as cn=kenta,dc=kaisha`,
    ],
    [
      'one that was refused, which may be nearly right',
      [name(), password({ outcome: 'failed' })],
      `cleartext-credentials medium ×1 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to ftp on ${STRANGER}`,
    ],
    [
      'a thousand guesses within the office, as one',
      each(1_000, SECOND, (at, of) => password({ ...HOME, at, outcome: 'failed', account: `name-${of}` })),
      `cleartext-credentials low ×1000 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to ftp on ${SERVER}`,
    ],
    [
      'a chat room’s password, whose names this sensor garbles',
      [
        name({ service: 'irc' }),
        password({ service: 'irc', outcome: 'untold' }),
        name({ service: 'irc', account: 'OST' }),
      ],
      `cleartext-credentials medium ×1 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to irc on ${STRANGER}`,
    ],
    [
      'a page that asks by HTTP Basic',
      [http({ account: 'kenta' })],
      `cleartext-credentials medium ×1 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to http on ${STRANGER} as kenta`,
    ],
    [
      'somebody from outside who may come in',
      [http({ account: 'kenta', source: STRANGER, target: SERVER })],
      `cleartext-credentials medium ×1 ${STRANGER} → ${SERVER} [${SERVER}] ${STRANGER} sent a password readable by anybody to http on ${SERVER} as kenta`,
    ],
    [
      'Telnet',
      [telnet()],
      `cleartext-credentials medium ×1 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to telnet on ${STRANGER}`,
    ],
    [
      'Telnet that the sensor knows by its port alone',
      [telnet({ ...HOME, service: '' })],
      `cleartext-credentials low ×1 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} sent a password readable by anybody to telnet on ${SERVER}`,
    ],
    [
      'a mail program, once for all the servers it writes to',
      [STRANGER, '203.0.113.6'].map((target) =>
        login({
          target,
          source: KIOSK,
          service: 'smtp',
          account: 'kenta@k.example',
          outcome: 'untold',
          isCleartext: true,
        }),
      ),
      `cleartext-credentials medium ×2 ${KIOSK} → * [${KIOSK}] ${KIOSK} sent a password readable by anybody to smtp on 2 hosts`,
    ],
  ])('%s', (_name, events, sentence) => {
    expect(found(events)).toEqual([sentence])
  })
})

describe('nobody is told of a password that was not sent so, or is none', () => {
  test.each<[string, SensorEvent[]]>([
    ['anonymous FTP', [name({ account: 'anonymous' }), password()]],
    ['anonymous FTP in one row, in capitals', [password({ account: 'Anonymous' })]],
    ['a name without a password', [name()]],
    ['a name and a password of two connections', [name(), password({ flow: 'g' })]],
    ['anonymous FTP that was refused', [password({ account: 'ftp', outcome: 'failed' })]],
    [
      'a thousand guesses of a stranger',
      each(1_000, SECOND, (at, of) =>
        password({ at, source: STRANGER, target: SERVER, outcome: 'failed', account: `name-${of}` }),
      ),
    ],
    [
      'a stranger’s name that nobody has',
      [password({ source: STRANGER, target: SERVER, outcome: 'unknown-account', account: 'kenta' })],
    ],
    [
      'a page that refused a stranger’s name',
      [http({ source: STRANGER, target: SERVER, account: 'kenta', status: 401 })],
    ],
    ['a page without a name', [http()]],
    [
      'a log-in that proves the password without sending it',
      [password({ service: 'ldap', isCleartext: false, account: 'kenta' })],
    ],
    ['Telnet that ended before a log-in', [telnet({ packetsToSource: 9 }), telnet({ packetsToTarget: 9 })]],
    ['Telnet’s door, closed', [telnet({ outcome: 'refused' })]],
    ['another service on Telnet’s port', [telnet({ service: 'ssh' })]],
    [
      'mail to the firm’s own server',
      [login({ ...HOME, service: 'smtp', account: 'scan@k.example', outcome: 'untold', isCleartext: true })],
    ],
    [
      'mail that comes in',
      [
        login({
          source: STRANGER,
          target: SERVER,
          service: 'smtp',
          account: 'x@y.example',
          outcome: 'untold',
          isCleartext: true,
        }),
      ],
    ],
  ])('%s', (_name, events) => {
    expect(found(events)).toEqual([])
  })
})

describe('once a day for each server, service and account', () => {
  test('however often, and from however many', () => {
    const events = each(40, SECOND, (at, of) =>
      password({ ...HOME, at, flow: `f${of}`, source: `192.168.1.${of + 100}`, account: 'kenta' }),
    )
    const [alert, ...others] = alertsOf(events)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ count: 40, source: '', target: SERVER, device: '192.168.1.100', severity: 'low' })
    expect(alert?.evidence.sources).toHaveLength(8)
    expect(alert?.reason).toContain('8 or more hosts')
    expect(alertsOf(events.toReversed())).toEqual([alert])
  })

  test('one from outside among many makes it graver', () => {
    const inside = each(20, SECOND, (at, of) =>
      password({ ...HOME, at, flow: `f${of}`, source: `192.168.1.${of + 100}`, account: 'kenta' }),
    )
    const outside = password({ ...HOME, flow: 'g', source: STRANGER, account: 'kenta' })
    expect(alertsOf([...inside, outside])[0]?.severity).toBe('medium')
  })

  test('another account, service, server or day is another', () => {
    const changes = [{}, { account: 'yuki' }, { service: 'pop3' }, { target: SERVER }, { at: MORNING + 24 * HOUR }]
    expect(
      alertsOf(changes.map((change, place) => password({ flow: place, account: 'kenta', ...change }))),
    ).toHaveLength(5)
  })
})

test('a restart between the name and the password changes nothing', () => {
  expect(alertsOfPieces([[name()], [password()]], { restarts: true })).toEqual(alertsOf([name(), password()]))
  expect(alertsOfPieces([[password()], [name()]], { restarts: true })).toHaveLength(1)
})

test('who makes up names and connections without end does not make it large', () => {
  const limits = { subjectsMax: 100, costlyMax: 100, repeatsMax: 1_000, lateMs: HOUR, settledMs: HOUR }
  const running = detector({ limits })
  running.detect(each(5_000, SECOND, (at, of) => name({ at, flow: `f${of}`, account: `${'x'.repeat(10_000)}${of}` })))
  running.detect(
    each(5_000, SECOND, (at, of) => password({ at, flow: `g${of}`, account: `${of}${'x'.repeat(10_000)}` })),
  )
  expect(running.counts().subjects).toBeLessThan(500)
  expect(running.counts().evicted).toBeGreaterThan(5_000)
  expect(JSON.stringify(running.snapshot().rules['cleartext-credentials']).length).toBeLessThan(200_000)
})
