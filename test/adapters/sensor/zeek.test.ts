import { describe, expect, test } from 'vitest'
import type { LoginEvent, SensorEvent } from '#engine/event.ts'
import { KIOSK, MORNING, SERVER } from '#test/support/events.ts'
import { read } from '#test/support/read-lines.ts'
import { type Fate, zeek, zeekFlow } from '#test/support/sensor-lines.ts'

const seen = { at: MORNING, source: KIOSK, sourcePort: 40_000, target: SERVER, targetPort: 22, id: 1 }
const one = (line: string): SensorEvent | undefined => read(line).events[0]

describe('a connection', () => {
  test('goes by its end and shows its beginning', () => {
    expect(one(zeekFlow(seen, 'answered', { duration: 12.5 }))).toMatchObject({
      type: 'flow',
      startedAt: MORNING,
      at: MORNING + 12_500,
      flow: 'Cxxxxxxx1',
    })
  })

  test.each<[Fate, object]>([
    ['answered', { outcome: 'answered', isMidway: false }],
    ['refused', { outcome: 'refused', isMidway: false }],
    ['silent', { outcome: 'silent', isMidway: false }],
    ['backscatter', { isMidway: true }],
    ['fin-probe', { outcome: 'silent', isMidway: false }],
    ['fin-refused', { outcome: 'refused', isMidway: false }],
    ['null-refused', { outcome: 'refused', isMidway: false }],
    ['ack-refused', { outcome: 'refused', isMidway: false }],
  ])('%s', (fate, expected) => {
    expect(one(zeekFlow(seen, fate))).toMatchObject(expected)
  })

  test('a server’s last word to a client that has gone is no probe', () => {
    const back = { ...seen, sourcePort: 443, targetPort: 51_000 }
    for (const fate of ['fin-probe', 'ack-refused'] as const)
      expect(one(zeekFlow(back, fate))).toMatchObject({ isMidway: true })
  })

  test.each([
    ['S0', 'S', 'silent', false],
    ['SH', 'SF', 'silent', false],
    ['RSTOS0', 'SR', 'silent', false],
    ['REJ', 'Sr', 'refused', false],
    ['SF', 'ShADadFf', 'answered', false],
    ['S1', 'ShADad', 'answered', false],
    ['RSTO', 'ShR', 'answered', false],
    ['S0', 'SAD', 'answered', false],
    ['OTH', 'Cc', 'answered', true],
    ['OTH', 'DadA', 'answered', true],
    ['SHR', '^hf', 'answered', true],
    ['RSTRH', '^r', 'answered', true],
    ['RSTOS0', 'R', 'silent', true],
    ['S0', undefined, 'silent', false],
    ['REJ', undefined, 'refused', false],
  ])('%s %s is %s, joined halfway: %s', (state, history, outcome, isMidway) => {
    expect(one(zeekFlow(seen, 'silent', { conn_state: state, history }))).toMatchObject({ outcome, isMidway })
  })
})

describe('each log is known by its name, or by a column that no other has', () => {
  const bare = (row: object): string => JSON.stringify({ ...JSON.parse(zeek('', seen)), _path: undefined, ...row })
  test.each<[string, object, string]>([
    ['conn', { conn_state: 'S0', proto: 'tcp' }, 'flow'],
    ['dns', { query: 'a.example', qtype_name: 'A' }, 'dns'],
    ['http', { uri: '/', host: 'a.example' }, 'http'],
    ['ssl', { server_name: 'a.example' }, 'tls'],
    ['ssh', { auth_success: false, auth_attempts: 3 }, 'login'],
  ])('%s', (_name, row, type) => {
    expect(one(bare(row))?.type).toBe(type)
  })

  test('a row of none of them is no fault', () => {
    expect(read(bare({ colour: 'red' })).tally).toMatchObject({ accepted: 1, ignored: { unknown: 1 } })
    expect(read(zeek('weird', seen)).tally).toMatchObject({ accepted: 1, ignored: { weird: 1 } })
  })
})

describe('a log-in', () => {
  type Told = [LoginEvent['outcome'], string] | undefined
  test.each<[string, string, Record<string, unknown>, Told]>([
    ['SSH lets in', 'ssh', { auth_success: true }, ['succeeded', '']],
    ['SSH refuses', 'ssh', { auth_success: false }, ['failed', '']],
    ['SSH could not be judged', 'ssh', {}, undefined],
    ['FTP refuses', 'ftp', { command: 'PASS', reply_code: 530, user: 'kenta' }, ['failed', 'kenta']],
    ['FTP lets in somebody unknown', 'ftp', { command: 'PASS', reply_code: 230, user: '<unknown>' }, ['succeeded', '']],
    ['FTP does something else', 'ftp', { command: 'RETR', reply_code: 530 }, undefined],
    [
      'Kerberos says the password is wrong',
      'kerberos',
      { request_type: 'AS', client: 'kenta/X', success: false, error_msg: 'KDC_ERR_PREAUTH_FAILED' },
      ['failed', 'kenta/X'],
    ],
    [
      'Kerberos does not know the name',
      'kerberos',
      { request_type: 'AS', client: 'kenta/X', success: false, error_msg: 'KDC_ERR_C_PRINCIPAL_UNKNOWN' },
      ['unknown-account', 'kenta/X'],
    ],
    [
      'Kerberos lets in',
      'kerberos',
      { request_type: 'AS', client: 'kenta/X', success: true },
      ['succeeded', 'kenta/X'],
    ],
    [
      'Kerberos gives a ticket for a service',
      'kerberos',
      { request_type: 'TGS', client: 'kenta/X', success: true },
      undefined,
    ],
    ['Windows refuses', 'ntlm', { username: 'kenta', success: false }, ['failed', 'kenta']],
    ['Windows lets anybody in', 'ntlm', { success: true }, undefined],
    ['VNC refuses', 'rfb', { authentication_method: 'VNC', auth: false }, ['failed', '']],
    ['VNC without a password', 'rfb', { authentication_method: 'None', auth: true }, undefined],
    ['MySQL refuses', 'mysql', { cmd: 'login', arg: 'root', success: false }, ['failed', 'root']],
    ['MySQL fails at something else', 'mysql', { cmd: 'query', arg: 'select', success: false }, undefined],
    ['PostgreSQL lets in', 'postgresql', { user: 'kenta', success: true }, ['succeeded', 'kenta']],
    [
      'LDAP refuses',
      'ldap',
      { message_type: 'bind simple', object: 'cn=kenta', result: 'invalid credentials' },
      ['failed', 'cn=kenta'],
    ],
    ['LDAP searches', 'ldap', { message_type: 'search', result: 'success' }, undefined],
    ['RADIUS refuses', 'radius', { username: 'kenta', result: 'failed' }, ['failed', 'kenta']],
  ])('%s', (_name, path, row, told) => {
    const event = one(zeek(path, seen, row))
    expect(event && event.type === 'login' ? [event.outcome, event.account] : undefined).toEqual(told)
  })
})

describe('Zeek’s own tables', () => {
  const table = (
    rows: string[],
    fields = ['ts', 'uid', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p', 'proto', 'conn_state', 'history'],
    head = '#path\tconn',
  ): string =>
    [
      '#separator \\x09',
      '#set_separator\t,',
      '#empty_field\t(empty)',
      '#unset_field\t-',
      head,
      `#fields\t${fields.join('\t')}`,
      '#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tstring',
      ...rows,
      '',
    ].join('\n')
  const row = [`${MORNING / 1_000}.000000`, 'Cabc', KIOSK, '40000', SERVER, '22', 'tcp', 'REJ', 'Sr'].join('\t')

  test('are read by their columns', () => {
    expect(one(table([row]))).toMatchObject({
      type: 'flow',
      source: KIOSK,
      sourcePort: 40_000,
      target: SERVER,
      targetPort: 22,
      outcome: 'refused',
      at: MORNING,
    })
  })

  test('with Windows line ends', () => {
    expect(one(table([row]).replaceAll('\n', '\r\n'))).toMatchObject({
      type: 'flow',
      source: KIOSK,
      outcome: 'refused',
    })
  })

  test('with another separator', () => {
    const log = table([row]).replace('\\x09', '\\x7c').replaceAll('\t', '|')
    expect(one(log)).toMatchObject({ type: 'flow', source: KIOSK })
  })

  test('an unset field is unset', () => {
    expect(one(table([row.replace('\tSr', '\t-')]))).toMatchObject({ outcome: 'refused', isMidway: false })
  })

  test.each([
    ['too many columns', `${row}\tx\tx`, 'wrong-columns'],
    ['too few', 'a\tb', 'wrong-columns'],
    ['a time that is none', row.replace(/^\S+/, 'soon'), 'no-time'],
    ['no address', row.replace(KIOSK, '-'), 'no-address'],
  ])('a row with %s is refused, its neighbours are read', (_name, bad, reason) => {
    expect(read(table([row, bad, row.replace('Cabc', 'Cabd')])).tally).toMatchObject({
      accepted: 2,
      refused: { [reason]: 1 },
    })
  })

  test('a table of the log “constructor” is no fault', () => {
    expect(read(table([row], undefined, '#path\tconstructor')).tally).toMatchObject({
      accepted: 1,
      ignored: { unknown: 1 },
    })
  })

  test('a second header in the middle begins a new table', () => {
    const log =
      table([row]) +
      table(
        [[`${MORNING / 1_000}`, 'Cabd', KIOSK, '5', SERVER, '53', 'a.example', 'A', 'NOERROR'].join('\t')],
        ['ts', 'uid', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p', 'query', 'qtype_name', 'rcode_name'],
        '#path\tdns',
      )
    expect(read(log).events.map(({ type }) => type)).toEqual(['flow', 'dns'])
  })
})

describe('what Zeek says of itself', () => {
  test('stats count an interval’s packets, and what the capture lost before', () => {
    const row = { ts: MORNING / 1_000, peer: 'worker-1', pkts_proc: 9_700, pkts_dropped: 300 }
    expect(one(JSON.stringify(row))).toMatchObject({
      type: 'health',
      reporter: 'worker-1',
      counted: 'packets',
      isSinceStart: false,
      at: MORNING,
      total: 10_000,
      lost: 300,
    })
  })

  test('capture_loss counts acknowledgements of what nobody saw', () => {
    const row = { ts: MORNING / 1_000, ts_delta: 900, peer: 'zeek', gaps: 12, acks: 600, percent_lost: 2.0 }
    expect(one(JSON.stringify(row))).toMatchObject({
      counted: 'acknowledgements',
      isSinceStart: false,
      total: 600,
      lost: 12,
    })
  })
})
