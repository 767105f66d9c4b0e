import { describe, expect, test } from 'vitest'
import type { LoginEvent, SensorEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import { each, HOUR, http, KIOSK, login, MINUTE, MORNING, SECOND, SERVER, STRANGER } from '#test/support/events.ts'

const inOffice = { source: KIOSK, target: SERVER, service: 'kerberos', targetPort: 88 } as const
const said = (events: readonly SensorEvent[]): string[] => sentencesOf(alertsOf(events))
const kinds = (events: readonly SensorEvent[]): string[] => alertsOf(events).map(({ kind }) => kind)

const names = (count: number, everyMs: number, changes: Partial<LoginEvent> = {}): LoginEvent[] =>
  each(count, everyMs, (at, place) => login({ at, ...inOffice, account: `person-${place}`, ...changes }))

/** A server that leaves the name out of its refusal: the request of the same flow tells it. */
const nameless = (count: number, outcome: LoginEvent['outcome'] = 'failed'): LoginEvent[] =>
  each(count, SECOND, (at, place) => [
    login({ at, ...inOffice, flow: `ask-${place}`, account: `person-${place}`, outcome: 'untold' }),
    login({ at: at + 1, ...inOffice, flow: `ask-${place}`, outcome }),
  ]).flat()

const fromEverywhere = (count: number, sources: number): LoginEvent[] =>
  names(count, 20 * MINUTE, { target: SERVER, service: 'ssh' }).map((event, place) => ({
    ...event,
    source: `203.0.113.${place % sources}`,
  }))

describe('spraying is found', () => {
  test.each<[string, SensorEvent[], string]>([
    [
      'eight names within half an hour',
      names(8, 3 * MINUTE),
      `password-spraying medium ×8 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to kerberos under 8 different names; 8 within 30 min are spraying`,
    ],
    [
      'three tries each, and nothing else is said of them',
      names(24, SECOND).map((event, place) => ({ ...event, account: `person-${place % 8}` })),
      `password-spraying medium ×24 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to kerberos under 8 different names; 8 within 30 min are spraying`,
    ],
    [
      'names that do not exist',
      names(40, SECOND, { outcome: 'unknown-account' }),
      `password-spraying medium ×40 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to kerberos under 40 different names; 8 within 30 min are spraying`,
    ],
    [
      'refusals without a name, by what was asked before',
      nameless(9, 'unknown-account'),
      `password-spraying medium ×9 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to kerberos under 9 different names; 8 within 30 min are spraying`,
    ],
    [
      'refusals without a name, though the question comes last',
      nameless(9, 'unknown-account').reverse(),
      `password-spraying medium ×9 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to kerberos under 9 different names; 8 within 30 min are spraying`,
    ],
    [
      'patiently, by one host over a day',
      names(16, 40 * MINUTE),
      `password-spraying medium ×16 ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} failed to log in to kerberos under 16 different names; 8 within 30 min are spraying`,
    ],
    [
      'patiently, by strangers together',
      fromEverywhere(24, 5),
      `password-spraying low ×24 * → ${SERVER} [${SERVER}] 5 hosts failed to log in to ssh under 24 different names; 24 within 1440 min are spraying`,
    ],
    [
      'a web page’s log-in',
      each(8, SECOND, (at, place) =>
        http({ at, source: STRANGER, target: SERVER, path: `/${place}`, status: 401, account: `person-${place}` }),
      ),
      `password-spraying low ×8 ${STRANGER} → ${SERVER} [${SERVER}] ${STRANGER} failed to log in to http under 8 different names; 8 within 30 min are spraying`,
    ],
  ])('%s', (_name, events, sentence) => {
    expect(said(events)).toEqual([sentence])
  })

  test('a word list tried on many names is guessing, too', () => {
    const events = names(80, SECOND).map((event, place) => ({ ...event, account: `person-${place % 8}` }))
    expect(kinds(events).sort()).toEqual(['brute-force-failure', 'password-spraying'])
  })
})

describe('nobody is accused of spraying', () => {
  test.each<[string, SensorEvent[]]>([
    ['seven people behind one address mistype', names(7, MINUTE)],
    [
      'one name that does not exist, asked for again and again',
      names(17, SECOND, { account: 'gone', outcome: 'unknown-account' }),
    ],
    [
      'one name, in all its spellings',
      [
        'OFFICE\\Kenta',
        'kenta@office.example',
        'KENTA',
        'kenta/OFFICE.EXAMPLE',
        'cn=kenta,ou=staff',
        'uid=kenta',
        'Kenta',
        'kenta',
      ].map((account, place) =>
        login({ at: MORNING + place * SECOND, ...inOffice, account, outcome: 'unknown-account' }),
      ),
    ],
    ['log-ins that succeed', names(40, SECOND, { outcome: 'succeeded' })],
    ['names that are asked for and not refused', names(40, SECOND, { outcome: 'untold' })],
    ['eight names over four hours', names(8, HOUR / 2)],
    [
      'names from few strangers',
      fromEverywhere(24, 4).map((event) => ({ ...event, account: `${event.account.length}` })),
    ],
    [
      'everybody in the office mistypes once in the morning',
      names(30, 20 * MINUTE).map((event, place) => ({ ...event, source: `192.168.1.${place + 50}` })),
    ],
  ])('%s', (_name, events) => {
    expect(kinds(events).filter((kind) => kind === 'password-spraying')).toEqual([])
  })
})
