import { describe, expect, test } from 'vitest'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import {
  each,
  flow,
  HOUR,
  http,
  KIOSK,
  login,
  MINUTE,
  MORNING,
  SECOND,
  SERVER,
  STRANGER,
} from '#test/support/events.ts'

const inOffice = { source: KIOSK, target: SERVER }
const found = (events: readonly SensorEvent[]): string[] => sentencesOf(alertsOf(events))
const kindsOf = (events: readonly SensorEvent[]): string[] =>
  alertsOf(events)
    .map(({ kind }) => kind)
    .sort()
const PAGE = { source: STRANGER, target: SERVER, host: 'camera.example.jp', path: '/login' }
/** Suricata's view of an SSH log-in that failed. */
const shortSsh = {
  service: 'ssh',
  isOpaqueLogin: true,
  outcome: 'answered',
  bytesToTarget: 4_045,
  bytesToSource: 3_334,
  targetPort: 22,
} as const
const failures = (count: number, everyMs: number, changes: object = inOffice): SensorEvent[] =>
  each(count, everyMs, (at) => login({ at, ...changes }))

describe('password guessing is found', () => {
  test.each<[string, SensorEvent[], string]>([
    [
      'ten failures in ten minutes',
      failures(10, 30 * SECOND),
      `brute-force-failure medium ×10 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to ftp 10 times on 1 host; 10 within 10 min are guessing`,
    ],
    [
      'from the internet',
      failures(10, SECOND, { source: STRANGER, target: SERVER, service: 'ssh' }),
      `brute-force-failure low ×10 ${STRANGER} → ${SERVER} [${SERVER}] ${STRANGER} failed to log in to ssh 10 times on 1 host; 10 within 10 min are guessing`,
    ],
    [
      'one server after the other',
      each(12, SECOND, (at, number) =>
        login({ at, source: KIOSK, target: `192.168.1.${number + 30}`, service: 'smb' }),
      ),
      `brute-force-failure medium ×12 ${KIOSK} → * [${KIOSK}] ${KIOSK} failed to log in to smb 12 times on 12 hosts; 10 within 10 min are guessing`,
    ],
    [
      'patiently: thirty within a day',
      failures(30, 30 * MINUTE),
      `brute-force-failure medium ×30 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to ftp 30 times on 1 host; 10 within 10 min are guessing`,
    ],
    [
      'a web page’s password',
      each(20, SECOND, (at) => http({ at, ...PAGE, status: 401 })),
      `brute-force-failure low ×20 ${STRANGER} → ${SERVER} [${SERVER}] ${STRANGER} failed to log in to http camera.example.jp/login 20 times on 1 host; 20 within 10 min are guessing`,
    ],
    [
      'SSH by the likeness of its flows',
      each(8, 5 * SECOND, (at) => flow({ at, ...inOffice, ...shortSsh })),
      `brute-force-failure medium ×8 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to ssh 8 times on 1 host; 8 within 4 min are guessing`,
    ],
    [
      'a stranger’s wrong VNC password, even one',
      [login({ source: STRANGER, target: KIOSK, service: 'vnc' })],
      `brute-force-failure low ×1 ${STRANGER} → ${KIOSK} [${KIOSK}] ${STRANGER} failed to log in to vnc 1 times on 1 host; 1 within 10 min are guessing`,
    ],
  ])('%s', (_name, events, sentence) => {
    expect(found(events)).toEqual([sentence])
  })

  test('1,399 failures are one alert that grows', () => {
    const alerts = alertsOf(failures(1_399, SECOND))
    expect(alerts).toHaveLength(1)
    expect(alerts[0]).toMatchObject({ count: 1_399, severity: 'high', kind: 'brute-force-failure' })
  })
})

describe('nobody is accused of guessing', () => {
  test.each<[string, SensorEvent[]]>([
    [
      'one mistyped password',
      [login(inOffice), login({ ...inOffice, at: MORNING + 9 * SECOND, outcome: 'succeeded' })],
    ],
    ['nine failures', failures(9, SECOND)],
    ['a stale password tried every hour', failures(20, HOUR)],
    ['a neighbour who mistypes the VNC password', failures(3, 10 * SECOND, { ...inOffice, service: 'vnc' })],
    ['log-ins that succeed', each(500, SECOND, (at) => login({ at, ...inOffice, outcome: 'succeeded' }))],
    ['a job that logs in by SSH every minute', each(300, MINUTE, (at) => flow({ at, ...inOffice, ...shortSsh }))],
    [
      'monitoring that only reads SSH banners, of many servers',
      each(600, SECOND, (at, number) =>
        flow({
          at,
          source: KIOSK,
          target: `192.168.1.${(number % 20) + 30}`,
          ...shortSsh,
          bytesToTarget: 273,
          bytesToSource: 303,
        }),
      ),
    ],
    [
      'SSH sessions in which somebody works',
      each(50, SECOND, (at) => flow({ at, ...inOffice, ...shortSsh, bytesToSource: 550_445 })),
    ],
    ['SSH to a closed door', each(50, SECOND, (at) => flow({ at, ...inOffice, ...shortSsh, outcome: 'refused' }))],
    [
      'a page that asks for a proof each time (NTLM: twice) and then opens',
      each(200, 3 * SECOND, (at, place) => http({ at, ...PAGE, source: KIOSK, status: place % 3 === 2 ? 200 : 401 })),
    ],
    [
      'a camera polled with digest authentication',
      each(400, SECOND, (at, place) => http({ at, ...PAGE, source: KIOSK, status: place % 2 === 1 ? 200 : 401 })),
    ],
    ['broken links', each(200, SECOND, (at, place) => http({ at, ...PAGE, path: `/old/${place}`, status: 404 }))],
    [
      'forbidden pages, each another one',
      each(100, SECOND, (at, place) => http({ at, ...PAGE, path: `/staff/${place}`, status: 403 })),
    ],
    [
      'a busy Windows Update',
      each(400, SECOND, (at, place) =>
        http({ at, source: KIOSK, host: 'download.windowsupdate.example', path: `/c/${place}.cab`, status: 206 }),
      ),
    ],
  ])('%s', (_name, events) => {
    expect(found(events)).toEqual([])
  })
})

describe('a log-in that succeeds after failures wakes somebody', () => {
  const success = (after: number, changes: object = {}): SensorEvent =>
    login({ ...inOffice, at: MORNING + after, outcome: 'succeeded', ...changes })

  test.each<[string, SensorEvent[], string]>([
    [
      'five failures of the same account',
      [...failures(5, SECOND, { ...inOffice, account: 'kenta' }), success(10 * SECOND, { account: 'kenta' })],
      `brute-force-success high ×1 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} logged in to ftp on ${SERVER} after 5 failures within 30 min`,
    ],
    [
      'five failures where no account is told',
      [...failures(5, SECOND), success(10 * SECOND)],
      `brute-force-success high ×1 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} logged in to ftp on ${SERVER} after 5 failures within 30 min`,
    ],
    [
      'five failures that told no account, and a success that does (Kerberos)',
      [
        ...failures(5, SECOND, { ...inOffice, service: 'kerberos' }),
        success(10 * SECOND, { service: 'kerberos', account: 'yuki' }),
      ],
      `brute-force-success high ×1 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} logged in to kerberos on ${SERVER} after 5 failures within 30 min`,
    ],
    [
      'five failures with their account, and a success without (FTP’s PASS)',
      [...failures(5, SECOND, { ...inOffice, account: 'kenta' }), success(10 * SECOND)],
      `brute-force-success high ×1 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} logged in to ftp on ${SERVER} after 5 failures within 30 min`,
    ],
    [
      'half an hour later',
      [...failures(5, SECOND), success(30 * MINUTE)],
      `brute-force-success high ×1 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} logged in to ftp on ${SERVER} after 5 failures within 30 min`,
    ],
  ])('%s', (_name, events, sentence) => {
    expect(found(events)).toEqual([sentence])
  })

  test('ten failures of whichever accounts', () => {
    const events = [
      ...each(10, SECOND, (at, place) => login({ at, ...inOffice, account: `user-${place}` })),
      success(20 * SECOND, { account: 'hana' }),
    ]
    expect(kindsOf(events)).toEqual(['brute-force-success', 'password-spraying'])
  })

  test('a page that opens after a siege', () => {
    const events = [
      ...each(40, SECOND, (at) => http({ at, ...PAGE, status: 401 })),
      http({ ...PAGE, at: MORNING + 41 * SECOND, status: 200 }),
    ]
    expect(kindsOf(events)).toEqual(['brute-force-failure', 'brute-force-success'])
  })

  test('a success told before its failures counts all the same', () => {
    const events = [
      ...each(40, SECOND, (at) => http({ at, ...PAGE, status: 401 })),
      http({ ...PAGE, at: MORNING + 41 * SECOND, status: 200 }),
    ]
    expect(alertsOf(events.toReversed())).toEqual(alertsOf(events))
  })

  test.each<[string, SensorEvent[]]>([
    ['four failures', [...failures(4, SECOND), success(10 * SECOND)]],
    ['five failures an hour before', [...failures(5, SECOND), success(HOUR)]],
    [
      'five failures of another account',
      [...failures(5, SECOND, { ...inOffice, account: 'kenta' }), success(10 * SECOND, { account: 'yuki' })],
    ],
    [
      'five failures at another server',
      [...failures(5, SECOND, { ...inOffice, target: '192.168.1.99' }), success(10 * SECOND)],
    ],
    ['five failures at another service', [...failures(5, SECOND), success(10 * SECOND, { service: 'smb' })]],
    [
      'five failures of somebody else',
      [...failures(5, SECOND, { source: '192.168.1.77', target: SERVER }), success(10 * SECOND)],
    ],
    ['success first', [success(0), ...failures(8, SECOND).map((event) => ({ ...event, at: event.at + MINUTE }))]],
    [
      'people behind one address who mistype once each',
      each(8, SECOND, (at, place) => login({ at, ...inOffice, account: `user-${place}` })).concat(
        each(8, SECOND, (at, place) =>
          login({ at: at + MINUTE, ...inOffice, account: `user-${place}`, outcome: 'succeeded' }),
        ),
      ),
    ],
    [
      'a password mistyped on a web page three times',
      [
        ...each(3, SECOND, (at) => http({ at, ...PAGE, status: 401 })),
        http({ ...PAGE, at: MORNING + 9 * SECOND, status: 200 }),
      ],
    ],
  ])('not after %s', (_name, events) => {
    expect(kindsOf(events)).not.toContain('brute-force-success')
  })

  test('accounts called like parts of an object are only names', () => {
    const events = ['__proto__', 'constructor', 'toString'].flatMap((account) => [
      ...failures(5, SECOND, { ...inOffice, account }),
      success(10 * SECOND, { account }),
    ])
    expect(kindsOf(events)).toContain('brute-force-success')
  })
})
