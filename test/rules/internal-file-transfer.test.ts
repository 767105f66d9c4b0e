import { describe, expect, test } from 'vitest'
import { internalFileTransfer } from '#engine/detect/rules/internal-file-transfer.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, alertsOfPieces, detector, sentencesOf } from '#test/support/detect.ts'
import { each, file, HOUR, KIOSK, MORNING, rpc, SECOND, SERVER, STRANGER, share } from '#test/support/events.ts'

const only = { rules: [internalFileTransfer] }
const found = (events: readonly SensorEvent[]): string[] => sentencesOf(alertsOf(events, only))

const SMB = { service: 'smb', flow: 'f', magic: '', host: '', path: '' }
const written = (name: string, changes: object = {}) =>
  file({ ...SMB, source: KIOSK, sourcePort: 50_000, target: SERVER, targetPort: 445, name, ...changes })
const fetched = (name: string, changes: object = {}) =>
  file({ ...SMB, source: SERVER, sourcePort: 445, target: KIOSK, targetPort: 50_000, name, ...changes })
const connected = (name: string, changes: object = {}) =>
  share({ flow: 'f', action: 'connected', share: `\\\\server\\${name}`, path: '', ...changes })
const created = (path: string, changes: object = {}) =>
  share({ flow: 'f', action: 'created', share: '', path, ...changes })
const service = (changes: object = {}) =>
  rpc({ flow: 'f', endpoint: 'svcctl', operation: 'CreateServiceW', ...changes })
const said = (severity: string, count: number, deed: string): string =>
  `internal-file-transfer ${severity} ×${count} ${KIOSK} → ${SERVER} [${KIOSK}] ${KIOSK} ${deed} ${SERVER}`

describe('what a file server does not explain is told', () => {
  test.each<[string, SensorEvent[], string]>([
    ['a program put on another computer', [written('tool.exe')], said('low', 1, 'put a program on')],
    [
      'a program under another name',
      [written('a.tmp', { magic: 'pe32+ executable (gui)' })],
      said('low', 1, 'put a program on'),
    ],
    ['a program, told by the share’s row alone', [created('temp\\tool.dll')], said('low', 1, 'put a program on')],
    ['a program that was renamed', [created('tool.exe', { action: 'renamed' })], said('low', 1, 'put a program on')],
    [
      'a program on an administrator’s share',
      [connected('ADMIN$'), written('PSEXESVC.exe')],
      said('medium', 2, 'put a program on and used the administrator’s share of'),
    ],
    [
      'the same, in one row',
      [created('tool.exe', { share: 'C$' })],
      said('medium', 2, 'put a program on and used the administrator’s share of'),
    ],
    [
      'a task left in the system’s folder',
      [connected('C$'), created('Windows\\Tasks\\job.xml')],
      said('medium', 1, 'used the administrator’s share of'),
    ],
    [
      'a program fetched from an administrator’s share',
      [fetched('secret.exe'), connected('C$')],
      said('medium', 1, 'used the administrator’s share of'),
    ],
    [
      'a hundred programs fetched from an administrator’s share',
      [...each(100, SECOND, (at, of) => fetched(`${of}.exe`, { at })), connected('C$')],
      said('medium', 100, 'used the administrator’s share of'),
    ],
    ['a service installed from afar', [service()], said('medium', 1, 'installed a service on')],
    [
      'a service, told by its number after its binding',
      [service({ operation: '' }), service({ endpoint: '', operation: '12' })],
      said('medium', 1, 'installed a service on'),
    ],
    [
      'a program and a service that starts it (psexec)',
      [written('PSEXESVC.exe'), connected('ADMIN$'), service()],
      said('high', 3, 'put a program on and used the administrator’s share of and installed a service on'),
    ],
    [
      'two computers that take files from each other',
      [
        fetched('a.xlsx', { source: KIOSK, target: '192.168.1.24' }),
        fetched('b.xlsx', { source: '192.168.1.24', target: KIOSK, flow: 'g' }),
      ],
      `internal-file-transfer low ×2 * → * [${KIOSK}] ${KIOSK} and 192.168.1.24 took files from each other`,
    ],
  ])('%s', (_name, events, sentence) => {
    expect(found(events)).toEqual([sentence])
    expect(found(events.toReversed())).toEqual([sentence])
  })
})

describe('a file server at work is not told', () => {
  test.each<[string, SensorEvent[]]>([
    ['documents, there and back', [written('a.xlsx'), fetched('a.xlsx'), created('b.docx')]],
    ['a program fetched from an ordinary share', [connected('tools'), fetched('setup.exe')]],
    ['a program fetched from a share whose name only ends alike', [connected('print$'), fetched('driver.exe')]],
    ['a program and an administrator’s share on two connections', [connected('C$', { flow: 'g' }), fetched('a.exe')]],
    ['an administrator’s share without files', [connected('C$'), connected('IPC$')]],
    ['documents on an administrator’s share', [connected('D$'), created('budget.xlsx')]],
    ['a system’s path on an ordinary share', [connected('backup'), created('Windows\\win.ini')]],
    ['shortcuts of a redirected desktop', [written('a.lnk', { magic: 'ms windows shortcut' }), created('b.lnk')]],
    [
      'a program that was opened or deleted',
      [created('a.exe', { action: 'opened' }), created('a.exe', { action: 'deleted' })],
    ],
    ['a program from the web', [file({ name: 'setup.exe', magic: 'pe32 executable' })]],
    [
      'a program from or to the outside',
      [written('a.exe', { target: STRANGER }), fetched('a.exe', { source: STRANGER })],
    ],
    ['a service asked about', [service({ operation: '' }), service({ operation: 'OpenServiceW' })]],
    ['another service’s call of that number', [rpc({ flow: 'f', endpoint: '', operation: '12' })]],
    ['a computer that speaks with itself', [written('a.exe', { target: KIOSK })]],
    ['two that take files from one server', [fetched('a.xlsx'), fetched('b.xlsx', { target: '192.168.1.24' })]],
  ])('%s', (_name, events) => {
    expect(found(events)).toEqual([])
    expect(found(events.toReversed())).toEqual([])
  })
})

test('one pair, one day, one alert; another computer or day is another', () => {
  const events = [
    ...each(30, SECOND, (at, of) => written(`tool-${of}.exe`, { at, flow: of })),
    written('tool.exe', { target: '192.168.1.24' }),
    written('tool.exe', { at: MORNING + 24 * HOUR }),
  ]
  expect(
    alertsOf(events, only)
      .map(({ count }) => count)
      .sort(),
  ).toEqual([1, 1, 30])
})

test('a restart between the two halves changes nothing', () => {
  const events = [fetched('a.exe'), connected('C$')]
  expect(
    alertsOfPieces(
      events.map((one) => [one]),
      { ...only, restarts: true },
    ),
  ).toEqual(alertsOf(events, only))
})

test('who makes up files and connections without end does not make it large', () => {
  const limits = { subjectsMax: 100, costlyMax: 100, repeatsMax: 1_000, lateMs: HOUR, settledMs: HOUR }
  const running = detector({ ...only, limits })
  const long = 'x'.repeat(5_000)
  running.detect(
    each(5_000, SECOND, (at, of) => [
      written(`${long}${of}.exe`, { at, flow: `f${of}`, target: `192.168.${of >> 8}.${of & 255}` }),
      ...each(3, 1, (_, more) => service({ at, flow: `f${of}`, endpoint: '', operation: '12', exchange: more })),
    ]).flat(),
  )
  expect(running.counts().subjects).toBeLessThan(500)
  expect(running.counts().evicted).toBeGreaterThan(5_000)
  expect(JSON.stringify(running.snapshot()).length).toBeLessThan(400_000)
})
