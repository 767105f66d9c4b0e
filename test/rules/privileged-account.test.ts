import { describe, expect, test } from 'vitest'
import { FILE_LIMITS } from '#engine/detect/limits.ts'
import { privilegedAccount } from '#engine/detect/rules/privileged-account.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, alertsOfPieces, detector, sentencesOf } from '#test/support/detect.ts'
import { each, file, HOUR, KIOSK, login, MORNING, rpc, SECOND, SERVER, STRANGER, share } from '#test/support/events.ts'

const only = { rules: [privilegedAccount] }
const found = (events: readonly SensorEvent[]): string[] => sentencesOf(alertsOf(events, only))

const DAY = 24 * HOUR
const OTHER = '192.168.1.24'
const use = (account: string, changes: object = {}) =>
  login({ source: KIOSK, target: SERVER, service: 'kerberos', outcome: 'succeeded', account, ...changes })
const call = (endpoint: string, operation: string, changes: object = {}) =>
  rpc({ flow: 'f', endpoint, operation, ...changes })
const forged = (count: number, changes: object = {}) =>
  each(count, SECOND, (at) => call('netlogon', 'NetrServerAuthenticate2', { at, ...changes }))
const loggedIn = (account: string): string =>
  `privileged-account low ×1 ${KIOSK} → ${SERVER} [${KIOSK}] ${account} logged in 1 times from 1 host`

describe('an administrator’s name in use is told', () => {
  test.each([
    ['Administrator', 'administrator'],
    ['KAISHA\\Administrator', 'administrator'],
    ['administrator/KAISHA.EXAMPLE', 'administrator'],
    ['root', 'root'],
    ['kenta-adm', 'kenta-adm'],
    ['adm.kenta', 'adm.kenta'],
    ['admin01', 'admin01'],
    ['管理者', '管理者'],
  ])('%s', (account, told) => {
    expect(found([use(account)])).toEqual([loggedIn(told)])
  })

  test.each(['smb', 'ssh', 'ldap', 'radius'])('over %s', (service) => {
    expect(found([use('administrator', { service })])).toEqual([loggedIn('administrator')])
  })

  test('graver from outside', () => {
    expect(found([use('root', { service: 'ssh', source: STRANGER })])).toEqual([
      `privileged-account high ×1 ${STRANGER} → ${SERVER} [${SERVER}] root logged in 1 times from 1 host, from outside`,
    ])
  })

  test('graver on a computer where it never was, once it has been known for three days', () => {
    const past = (days: number) => use('administrator', { at: MORNING - days * DAY })
    const now = use('administrator', { source: OTHER })
    const today = (events: SensorEvent[]) =>
      alertsOfPieces(
        events.map((event) => [event]),
        { ...only, limits: FILE_LIMITS },
      ).find(({ firstSeenAt }) => firstSeenAt === MORNING)?.severity
    expect(today([past(3), now])).toBe('medium')
    expect(today([now, past(3)])).toBe('medium')
    expect(today([past(2), now])).toBe('low')
    expect(today([past(3), use('administrator')])).toBe('low')
  })

  test('one account, one day, one alert, wherever it was used', () => {
    const events = each(40, SECOND, (at, of) => use('administrator', { at, source: `192.168.1.${of + 100}` }))
    const [alert, ...others] = alertsOf([...events, use('administrator', { at: MORNING + DAY })], only)
    expect(others).toHaveLength(1)
    expect([alert?.count, others[0]?.count].sort()).toEqual([1, 40])
  })
})

describe('what only administrators can do to another computer is told', () => {
  const said = (severity: string, count: number, deed: string): string =>
    `privileged-account ${severity} ×${count} ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} ${deed} ${SERVER}`

  test.each<[string, SensorEvent[], string]>([
    ['DCSync', [call('drsuapi', 'DRSGetNCChanges')], said('high', 1, 'copied the directory’s passwords from')],
    [
      'DCSync, told by its number, before its binding',
      [call('', '3'), call('drsuapi', '')],
      said('high', 1, 'copied the directory’s passwords from'),
    ],
    ['Zerologon', forged(30), said('high', 30, 'tried to pass for the domain controller at')],
    [
      'Zerologon, told by its number, before its binding',
      [...each(30, SECOND, (at) => call('', '15', { at })), call('netlogon', '')],
      said('high', 30, 'tried to pass for the domain controller at'),
    ],
    [
      'the whole of Zerologon, told by its number, long before its binding',
      [...each(445, SECOND, (at) => call('', '15', { at })), call('netlogon', '')],
      said('high', 445, 'tried to pass for the domain controller at'),
    ],
    ['a task left behind', [call('itaskschedulerservice', 'SchRpcRegisterTask')], said('medium', 1, 'left a task on')],
    ['a task, the old way', [call('atsvc', 'NetrJobAdd')], said('medium', 1, 'left a task on')],
    [
      'secretsdump: the registry and services',
      [call('winreg', '20'), call('svcctl', 'OpenServiceW')],
      said('high', 2, 'read the registry and steered services of'),
    ],
    [
      'the memory of the log-in service, fetched',
      [
        file({
          service: 'smb',
          source: SERVER,
          sourcePort: 445,
          target: KIOSK,
          targetPort: 50_000,
          name: 'temp\\lsass.dmp',
        }),
      ],
      said('high', 1, 'handled a file of passwords on'),
    ],
    [
      'the directory’s file, opened',
      [share({ action: 'opened', path: 'Windows\\NTDS\\ntds.dit' })],
      said('high', 1, 'handled a file of passwords on'),
    ],
    [
      'the list of local accounts, fetched',
      [
        file({
          service: 'smb',
          source: SERVER,
          sourcePort: 445,
          target: KIOSK,
          targetPort: 50_000,
          name: 'temp\\sam.save',
          magic: 'ms windows registry file, nt/2000 or above',
        }),
      ],
      said('high', 1, 'handled a file of passwords on'),
    ],
  ])('%s', (_name, events, sentence) => {
    expect(found(events)).toEqual([sentence])
    expect(found(events.toReversed())).toEqual([sentence])
  })

  test('a domain controller that copies from another is least grave, whenever it is known to be one', () => {
    const isController = use('kenta', { source: OTHER, target: KIOSK })
    const copy = call('drsuapi', 'DRSGetNCChanges')
    const sentence = said('low', 1, 'copied the directory’s passwords from')
    for (const events of [
      [isController, copy],
      [copy, isController],
    ]) {
      expect(found(events)).toEqual([`${sentence}, as domain controllers do`])
      expect(
        alertsOfPieces(
          events.map((event) => [event]),
          { ...only, restarts: true },
        ),
      ).toEqual(alertsOf(events, only))
    }
  })
})

describe('nobody is told of', () => {
  test.each<[string, SensorEvent[]]>([
    ['a person’s log-in', [use('kenta'), use('KAISHA\\yuki')]],
    [
      'a person whose name only holds the word',
      [use('administration-tanaka'), use('adamski'), use('badmin'), use('rooter'), use('daisuke')],
    ],
    ['an administrator who was refused', [use('administrator', { outcome: 'failed' })]],
    ['an administrator’s name asked for', [use('administrator', { outcome: 'untold' })]],
    ['an administrator’s name on a web page’s or file server’s own list', [use('admin', { service: 'ftp' })]],
    ['a log-in without a name', [use('')]],
    ['computers that prove themselves to the controller', forged(29)],
    ['a registry read, as inventories do', each(50, SECOND, (at) => call('winreg', '17', { at }))],
    ['services asked about, as inventories do', each(50, SECOND, (at) => call('svcctl', 'OpenServiceW', { at }))],
    ['bindings alone', [call('drsuapi', ''), call('netlogon', ''), call('winreg', ''), call('svcctl', '')]],
    ['another service’s call of that number', [call('', '3'), call('srvsvc', '')]],
    ['a call and a binding of two connections', [call('', '3'), call('drsuapi', '', { flow: 'g' })]],
    ['other directory calls', [call('drsuapi', '0'), call('drsuapi', '12')]],
    [
      'a document named like it',
      [share({ action: 'opened', path: 'manuals\\lsass.dmp.pdf' }), share({ action: 'opened', path: 'sam.txt' })],
    ],
    [
      'a document called security',
      [file({ service: 'smb', sourcePort: 445, name: 'security.doc', magic: 'composite document file' })],
    ],
    ['a program’s memory from the web', [file({ name: '/lsass.dmp' })]],
  ])('%s', (_name, events) => {
    expect(found(events)).toEqual([])
    expect(found(events.toReversed())).toEqual([])
  })
})

test('who makes up names, computers and connections without end does not make it large', () => {
  const limits = { subjectsMax: 100, costlyMax: 100, repeatsMax: 1_000, lateMs: HOUR, settledMs: HOUR }
  const running = detector({ ...only, limits })
  running.detect(
    each(5_000, SECOND, (at, of) => [
      use(`adm-${of}${'x'.repeat(5_000)}`, { at, target: `192.168.${of >> 8}.${of & 255}` }),
      use('administrator', { at, source: `192.168.${of >> 8}.${of & 255}` }),
      call('', '3', { at, flow: `f${of}` }),
      call('winreg', '20', { at, target: `192.168.${of >> 8}.${of & 255}` }),
    ]).flat(),
  )
  expect(running.counts().subjects).toBeLessThan(2_500)
  expect(running.counts().evicted).toBeGreaterThan(5_000)
  expect(JSON.stringify(running.snapshot()).length).toBeLessThan(1_000_000)
})
