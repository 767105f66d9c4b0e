import { describe, expect, test } from 'vitest'
import type { LoginEvent, SensorEvent } from '#engine/event.ts'
import { KIOSK, MORNING, SERVER } from '#test/support/events.ts'
import { read } from '#test/support/read-lines.ts'
import { eve, eveFlow, eveTime, type Fate } from '#test/support/sensor-lines.ts'

const seen = { at: MORNING, source: KIOSK, sourcePort: 40_000, target: SERVER, targetPort: 22, id: 1 }
const one = (line: string): SensorEvent | undefined => read(line).events[0]

test('a time that was cut short costs no other line its own', () => {
  const [cut, whole] = [eve('ssh', seen), eve('dhcp', seen, { dhcp: { type: 'request' } })]
  const stamp = (line: string, timestamp: string): string =>
    line.replace(eveTime(seen.at), timestamp).replace('ssh', 'arp')
  expect(read(`${stamp(cut, '2')}\n${stamp(whole, '2031-05-05T05:05:05.000000+0000')}\n`).tally.refused).toEqual({
    'no-time': 1,
  })
})

describe('a flow', () => {
  test('goes by its own end, not by when the row was written', () => {
    expect(one(eveFlow(seen, 'silent'))).toMatchObject({
      type: 'flow',
      at: MORNING,
      startedAt: MORNING,
      source: KIOSK,
      target: SERVER,
      targetPort: 22,
      flow: 1_900_000_000_000_001,
    })
  })

  test.each<[Fate, Partial<SensorEvent> & { outcome: string; isMidway: boolean }]>([
    ['answered', { outcome: 'answered', isMidway: false }],
    ['refused', { outcome: 'refused', isMidway: false }],
    ['silent', { outcome: 'silent', isMidway: false }],
    ['backscatter', { outcome: 'silent', isMidway: true }],
    ['fin-probe', { outcome: 'silent', isMidway: false }],
    ['fin-refused', { outcome: 'refused', isMidway: false }],
    ['null-refused', { outcome: 'refused', isMidway: false }],
    ['ack-refused', { outcome: 'refused', isMidway: false }],
    ['late-fin', { outcome: 'silent', isMidway: true }],
  ])('%s', (fate, expected) => {
    expect(one(eveFlow(seen, fate))).toMatchObject(expected)
  })

  test('an ACK from a service to a client that has gone is no probe', () => {
    const back = { ...seen, sourcePort: 443, targetPort: 51_000 }
    expect(one(eveFlow(back, 'ack-refused'))).toMatchObject({ isMidway: true })
  })

  test('without flags, nobody was seen to open it', () => {
    expect(one(eve('flow', seen, { flow: {} }))).toMatchObject({ isMidway: true })
  })

  test.each([
    ['UDP', 'udp', 0, 'silent'],
    ['UDP', 'udp', 3, 'answered'],
    ['ICMP', 'icmp', 1, 'answered'],
    ['IPv6-ICMP', 'icmp', 0, 'silent'],
    ['GRE', 'other', 0, 'silent'],
  ])('of %s with %s and %i packets back is %s', (proto, protocol, packets, outcome) => {
    expect(one(eve('flow', seen, { proto, flow: { pkts_toclient: packets } }))).toMatchObject({
      protocol,
      outcome,
      isMidway: false,
    })
  })

  test('of SSH holds a log-in whose result is told nowhere', () => {
    expect(one(eveFlow(seen, 'answered', { service: 'ssh', bytes: [4_045, 3_334] }))).toMatchObject({
      isOpaqueLogin: true,
      bytesToTarget: 4_045,
      bytesToSource: 3_334,
    })
    expect(one(eveFlow(seen, 'answered', { service: 'http' }))).toMatchObject({ isOpaqueLogin: false, service: 'http' })
  })
})

describe('a look-up of any version of the sensor has the client as its source', () => {
  const client = { ...seen, targetPort: 53, sourcePort: 51_000 }
  const server = { ...client, source: SERVER, sourcePort: 53, target: KIOSK, targetPort: 51_000 }
  test.each<[string, string, object]>([
    [
      'version 1, an answer of its own',
      eve('dns', server, {
        dns: { type: 'answer', rrname: 'Www.Example.JP', rrtype: 'A', rcode: 'NOERROR', rdata: '198.51.100.7' },
      }),
      { resultCode: 'NOERROR', answers: ['198.51.100.7'] },
    ],
    [
      'version 2, a query',
      eve('dns', client, { dns: { version: 2, type: 'query', rrname: 'www.example.jp', rrtype: 'A' } }),
      { resultCode: '', answers: [] },
    ],
    [
      'version 2, an answer',
      eve('dns', client, {
        dns: { version: 2, type: 'answer', rrname: 'www.example.jp', rrtype: 'A', rcode: 'NXDOMAIN' },
      }),
      { resultCode: 'NXDOMAIN' },
    ],
    [
      'version 2, grouped answers',
      eve('dns', client, {
        dns: {
          version: 2,
          type: 'answer',
          rrname: 'www.example.jp.',
          rrtype: 'A',
          rcode: 'NOERROR',
          answers: [{ rdata: '198.51.100.7' }, { rdata: '198.51.100.8' }],
        },
      }),
      { answers: ['198.51.100.7', '198.51.100.8'] },
    ],
    [
      'version 3, a request',
      eve('dns', client, {
        dns: { version: 3, type: 'request', queries: [{ rrname: 'www.example.jp', rrtype: 'A' }], rcode: 'NOERROR' },
      }),
      { resultCode: '' },
    ],
    [
      'version 3, a response',
      eve('dns', server, {
        dns: { version: 3, type: 'response', queries: [{ rrname: 'www.example.jp', rrtype: 'A' }], rcode: 'NOERROR' },
      }),
      { resultCode: 'NOERROR' },
    ],
  ])('%s', (_name, line, expected) => {
    expect(one(line)).toMatchObject({
      type: 'dns',
      source: KIOSK,
      target: SERVER,
      name: 'www.example.jp',
      recordType: 'A',
      ...expected,
    })
  })
})

describe('a request', () => {
  test.each<[string, object, object]>([
    [
      'usual',
      { hostname: 'Www.Example.JP:8080', url: '/a?b=1', http_method: 'POST', status: 401, http_user_agent: 'curl' },
      { host: 'www.example.jp', path: '/a?b=1', method: 'POST', status: 401, userAgent: 'curl' },
    ],
    ['through a proxy', { hostname: 'www.example.jp', url: 'http://www.example.jp/a' }, { path: '/a', status: 0 }],
    ['without a host', { url: '/' }, { host: SERVER }],
    ['to an IPv6 address', { hostname: '[2001:db8::1]:8080', url: '/' }, { host: '[2001:db8::1]' }],
  ])('%s', (_name, http, expected) => {
    expect(one(eve('http', { ...seen, targetPort: 80 }, { tx_id: 3, http }))).toMatchObject({
      type: 'http',
      exchange: 3,
      ...expected,
    })
  })

  test.each([
    ['tls', { tls: { sni: 'Login-Bank.example' } }],
    ['quic', { quic: { sni: 'login-bank.example' } }],
  ])('hidden by %s shows its server’s name', (type, row) => {
    expect(one(eve(type, seen, row))).toMatchObject({ type: 'tls', serverName: 'login-bank.example' })
  })

  test('hidden wholly shows nothing', () => {
    expect(read(eve('tls', seen, { tls: { subject: 'CN=x' } })).tally).toMatchObject({
      accepted: 1,
      ignored: { tls: 1 },
    })
  })
})

/** Result and account as each protocol tells them; undefined where it tells none. */
describe('a log-in', () => {
  type Told = [LoginEvent['outcome'], string] | undefined
  const pgsql = (response: object, user = 'kenta') => ({ request: { startup_parameters: { user } }, response })
  const vnc = (authentication: object, more: object = {}) => ({ authentication, ...more })
  const ldap = (result: string, name = 'cn=kenta') => ({
    request: { operation: 'bind_request', bind_request: { name } },
    responses: [{ bind_response: { result_code: result } }],
  })
  test.each<[string, string, Record<string, unknown>, Told]>([
    ['FTP refuses', 'ftp', { command: 'PASS', completion_code: ['530'] }, ['failed', '']],
    [
      'FTP refuses the name',
      'ftp',
      { command: 'USER', command_data: 'kenta', completion_code: ['530'] },
      ['failed', 'kenta'],
    ],
    ['FTP lets in', 'ftp', { command: 'PASS', completion_code: ['230'] }, ['succeeded', '']],
    [
      'FTP asks for the password',
      'ftp',
      { command: 'USER', command_data: 'kenta', completion_code: ['331'] },
      ['untold', 'kenta'],
    ],
    ['FTP sends a password and the answer is lost', 'ftp', { command: 'PASS', command_data: 's' }, ['untold', '']],
    [
      'a mail box taken for FTP lets in',
      'ftp',
      { command: 'PASS', command_data: 's', reply: ['+OK 3 messages'] },
      ['succeeded', ''],
    ],
    ['FTP does something else', 'ftp', { command: 'LIST', completion_code: ['530'] }, undefined],
    [
      'Kerberos says the password is wrong',
      'krb5',
      { msg_type: 'KRB_ERROR', error_code: 'KDC_ERR_PREAUTH_FAILED', cname: 'kenta' },
      ['failed', 'kenta'],
    ],
    [
      'Kerberos does not say whose',
      'krb5',
      { msg_type: 'KRB_ERROR', error_code: 'KDC_ERR_PREAUTH_FAILED', cname: '<empty>' },
      ['failed', ''],
    ],
    ['Kerberos lets in', 'krb5', { msg_type: 'KRB_AS_REP', cname: 'kenta' }, ['succeeded', 'kenta']],
    [
      'Kerberos does not know the name',
      'krb5',
      { msg_type: 'KRB_ERROR', error_code: 'KDC_ERR_C_PRINCIPAL_UNKNOWN', cname: 'kenta' },
      ['unknown-account', 'kenta'],
    ],
    ['Kerberos is asked', 'krb5', { msg_type: 'KRB_AS_REQ', cname: 'kenta' }, ['untold', 'kenta']],
    ['Kerberos is asked for nobody', 'krb5', { msg_type: 'KRB_AS_REQ', cname: '<empty>' }, undefined],
    [
      'Kerberos wants a proof first',
      'krb5',
      { msg_type: 'KRB_ERROR', error_code: 'KDC_ERR_PREAUTH_REQUIRED', cname: 'kenta' },
      undefined,
    ],
    ['Kerberos gives a ticket for a service', 'krb5', { msg_type: 'KRB_TGS_REP', cname: 'kenta' }, undefined],
    [
      'a share refuses',
      'smb',
      { command: 'SMB2_COMMAND_SESSION_SETUP', status: 'STATUS_LOGON_FAILURE', ntlmssp: { user: 'kenta' } },
      ['failed', 'kenta'],
    ],
    [
      'an old share refuses',
      'smb',
      { command: 'SMB1_COMMAND_SESSION_SETUP_ANDX', status: 'STATUS_LOGON_FAILURE' },
      ['failed', ''],
    ],
    [
      'a share lets in',
      'smb',
      { command: 'SMB2_COMMAND_SESSION_SETUP', status: 'STATUS_SUCCESS', ntlmssp: { user: 'kenta' } },
      ['succeeded', 'kenta'],
    ],
    [
      'a share lets anybody in',
      'smb',
      { command: 'SMB2_COMMAND_SESSION_SETUP', status: 'STATUS_SUCCESS', ntlmssp: { user: '' } },
      undefined,
    ],
    [
      'a share goes on asking',
      'smb',
      { command: 'SMB2_COMMAND_SESSION_SETUP', status: 'STATUS_MORE_PROCESSING_REQUIRED' },
      undefined,
    ],
    ['a share denies a file', 'smb', { command: 'SMB2_COMMAND_CREATE', status: 'STATUS_LOGON_FAILURE' }, undefined],
    ['VNC refuses', 'rfb', vnc({ vnc: { challenge: 'a', response: 'b' }, security_result: 'FAIL' }), ['failed', '']],
    [
      'VNC refuses with words only',
      'rfb',
      vnc({ vnc: { challenge: 'a', response: 'b' } }, { server_security_failure_reason: 'no' }),
      ['failed', ''],
    ],
    ['VNC lets in', 'rfb', vnc({ vnc: { challenge: 'a', response: 'b' }, security_result: 'OK' }), ['succeeded', '']],
    ['VNC never asked for a password', 'rfb', vnc({}, { server_security_failure_reason: 'too many' }), undefined],
    ['VNC of the older version refuses', 'rfb', vnc({ vnc: { challenge: 'a', response: 'b' } }), ['failed', '']],
    ['VNC ended in the middle', 'rfb', vnc({ vnc: { challenge: 'a' } }), undefined],
    ['PostgreSQL refuses', 'pgsql', pgsql({ code: '28P01', message: 'x' }), ['failed', 'kenta']],
    [
      'PostgreSQL refuses whom the row before named',
      'pgsql',
      { request: {}, response: { code: '28P01', message: 'password authentication failed for user "kenta"' } },
      ['failed', 'kenta'],
    ],
    [
      'PostgreSQL lets in whom the row before named',
      'pgsql',
      {
        response: { message: 'authentication_ok', parameter_status: [{ x: 'on' }, { session_authorization: 'kenta' }] },
      },
      ['succeeded', 'kenta'],
    ],
    ['PostgreSQL lets in', 'pgsql', pgsql({ message: 'authentication_ok' }), ['succeeded', 'kenta']],
    ['PostgreSQL has no such table', 'pgsql', pgsql({ code: '42P01' }), undefined],
    ['POP3 refuses', 'pop3', { request: { command: 'PASS' }, response: { success: false } }, ['failed', '']],
    ['POP3 lets in', 'pop3', { request: { command: 'APOP' }, response: { success: true } }, ['succeeded', '']],
    ['POP3 hears a name', 'pop3', { request: { command: 'USER', args: ['kenta'] } }, ['untold', 'kenta']],
    [
      'a mail program sends a mail that can be read',
      'smtp',
      { helo: 'KIOSK-7', mail_from: '<kenta@example.jp>' },
      ['untold', 'kenta@example.jp'],
    ],
    ['a mail server passes one on', 'smtp', { helo: 'mail.example.jp', mail_from: '<kenta@example.jp>' }, undefined],
    ['POP3 lists', 'pop3', { request: { command: 'LIST' }, response: { success: false } }, undefined],
    ['LDAP refuses', 'ldap', ldap('invalid_credentials'), ['failed', 'cn=kenta']],
    ['LDAP lets in', 'ldap', ldap('success'), ['succeeded', 'cn=kenta']],
    ['LDAP lets anybody in', 'ldap', ldap('success', ''), undefined],
    ['LDAP is busy', 'ldap', ldap('busy'), undefined],
  ])('%s', (_name, type, row, told) => {
    const event = one(eve(type, seen, { [type]: row }))
    expect(event && event.type === 'login' ? [event.outcome, event.account] : undefined).toEqual(told)
  })

  test.each<[string, string, Record<string, unknown>, boolean]>([
    ['an FTP name', 'ftp', { command: 'USER', command_data: 'kenta' }, false],
    ['an FTP password', 'ftp', { command: 'PASS', command_data: 's3cret' }, true],
    ['a POP3 password', 'pop3', { request: { command: 'PASS', args: ['s3cret'] }, response: { success: true } }, true],
    ['a POP3 digest', 'pop3', { request: { command: 'APOP', args: ['a', 'b'] }, response: { success: true } }, false],
    [
      'a POP3 challenge',
      'pop3',
      { request: { command: 'AUTH', args: ['CRAM-MD5'] }, response: { success: true } },
      false,
    ],
    ['a simple LDAP bind', 'ldap', ldap('success'), true],
    ['a Kerberos request', 'krb5', { msg_type: 'KRB_AS_REQ', cname: 'kenta' }, false],
  ])('%s is readable on its way, or not', (_name, type, row, isCleartext) => {
    const event = one(eve(type, seen, { [type]: row }))
    expect(event).toMatchObject({ type: 'login', isCleartext })
    expect(JSON.stringify(event)).not.toContain('s3cret')
  })

  test.each<[string, Record<string, unknown>]>([
    ['a field of its own', { authorization: `Basic ${btoa('kenta:s3cret')}` }],
    ['all headers', { request_headers: [{ name: 'Authorization', value: `Basic ${btoa('kenta:s3cret')}` }] }],
  ])('HTTP Basic tells who, and never the password: %s', (_name, row) => {
    const event = one(eve('http', seen, { http: { hostname: 'camera.example.jp', url: '/', ...row } }))
    expect(event).toMatchObject({ type: 'http', account: 'kenta' })
    expect(JSON.stringify(event)).not.toContain('s3cret')
  })

  test('a Kerberos answer that has the server first is turned round', () => {
    const line = eve(
      'krb5',
      { ...seen, source: SERVER, sourcePort: 88, target: KIOSK, targetPort: 51_000 },
      { krb5: { msg_type: 'KRB_AS_REP', cname: 'kenta' } },
    )
    expect(one(line)).toMatchObject({ source: KIOSK, target: SERVER })
  })
})

describe('moments as sensors write them', () => {
  const moment = (timestamp: string): number | undefined => one(eve('http', seen, { timestamp }))?.at
  test.each([
    ['2026-11-24T01:00:00.000000+0000', MORNING],
    ['2026-11-24T10:00:00.000000+0900', MORNING],
    ['2026-11-24T10:00:00+09:00', MORNING],
    ['2026-11-23T20:00:00.000000-0500', MORNING],
    ['2026-11-24T01:00:00Z', MORNING],
    ['2026-11-24T01:00:00', MORNING],
    ['2026-11-24T01:00:00.5Z', MORNING + 500],
    ['2026-11-24T01:00:59.999999+0000', MORNING + 59_999.999],
    ['1970-01-01T00:00:00.000000+0000', 0],
  ])('%s', (timestamp, at) => {
    expect(moment(timestamp)).toBeCloseTo(at, 3)
  })

  test.each([
    '',
    '2026-11-24',
    '2026-11-24T01:00',
    '2026-13-24T01:00:00Z',
    '2026-11-24T25:00:00Z',
    '2026-11-24T01:00:xxZ',
    '2026-11-24T01:00:00+',
    '2026-11-24T01:00:00+9',
    '2026-11-24T01:00:00Zx',
    '+012026-11-24T01:00:00Z',
    '9999-99-99T99:99:99Z',
  ])('%s is none', (timestamp) => {
    expect(moment(timestamp)).toBeUndefined()
  })

  test('neighbouring lines of other minutes do not lend each other their time', () => {
    const times = [MORNING, MORNING + 61_000, MORNING, MORNING + 59_000, 0]
    const { events } = read(times.map((at) => eve('http', seen, { timestamp: eveTime(at) })).join('\n'))
    expect(events.map(({ at }) => at)).toEqual(times)
  })
})

describe('what Suricata says of itself', () => {
  const stats = (at: number, uptime: number, capture?: object) =>
    one(eve('stats', { ...seen, at }, { stats: { uptime, ...(capture && { capture }) } }))

  test('counts from its start, which each line gives alike', () => {
    const startedAt = MORNING - 600_000
    const capture = { kernel_packets: 50_000, kernel_drops: 700, errors: 0 }
    expect(stats(MORNING + 870, 600, capture)).toMatchObject({
      type: 'health',
      isSinceStart: true,
      startedAt,
      total: 50_000,
      lost: 700,
    })
    expect(stats(MORNING + 60_020, 660, capture)).toMatchObject({ startedAt })
  })

  test('holds what the network card dropped beside what the kernel saw', () => {
    const capture = { kernel_packets: 1_000, kernel_drops: 10, kernel_ifdrops: 30 }
    expect(stats(MORNING, 60, capture)).toMatchObject({ total: 1_030, lost: 40 })
  })

  test('is nothing where it reads a file', () => {
    expect(stats(MORNING, 60)).toBeUndefined()
  })
})
