/**
 * The logs that the playground bundles, made up line by line: nobody's traffic, addresses of the documentation ranges and
 * names under `.example`. `write-sample-logs.ts` writes them to `samples/`, a test keeps the two alike.
 */
export function sampleLogs(): Record<string, string> {
  return {
    'port-scan.eve.ndjson': ndjson(portScan()),
    'brute-force.eve.ndjson': ndjson(bruteForce()),
    'brute-force-success.zeek.ndjson': ndjson(bruteForceSuccess()),
    'phishing-visit.eve.ndjson': ndjson(phishingVisit()),
    'quiet-office.eve.ndjson': ndjson(quietOffice({ minutes: 60, begin: BEGIN })),
  }
}

/** Monday, half past nine in the morning in Japan; the page moves it to now. */
const BEGIN = Date.parse('2026-10-05T09:30:00+09:00')
const MINUTE_MS = 60_000
const OFFICE = {
  scanner: '192.168.10.23',
  store: '192.168.10.5',
  camera: '192.168.10.40',
  desk: '192.168.10.31',
  printer: '192.168.10.9',
}
const STRANGER = '203.0.113.77'

type Line = Record<string, unknown>

const ndjson = (lines: readonly Line[]): string => `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '000+0000')
const times = <T>(count: number, make: (place: number) => T): T[] =>
  Array.from({ length: count }, (_, place) => make(place))
const byTime = (left: Line, right: Line): number => (String(left.timestamp) < String(right.timestamp) ? -1 : 1)

/** One of the firm's computers knocks at 60 doors of each of two others, in between ordinary work. */
function portScan(): Line[] {
  const knocks = times(120, (place) =>
    flow({
      at: BEGIN + 5 * MINUTE_MS + place * 700,
      source: OFFICE.scanner,
      target: place % 2 === 0 ? OFFICE.store : OFFICE.camera,
      port: PORTS[Math.floor(place / 2) % PORTS.length] ?? 80,
      place,
      isRefused: true,
    }),
  )
  return [...quietOffice({ minutes: 10, begin: BEGIN }), ...knocks].sort(byTime)
}

const PORTS = [
  ...[21, 22, 23, 25, 53, 80, 81, 88, 110, 111, 123, 135, 137, 139, 143, 161, 179, 389, 443, 445, 465, 502, 514, 515],
  ...[548, 554, 587, 631, 636, 873, 902, 989, 993, 995, 1080, 1433, 1521, 1723, 1883, 2049, 2121, 2222, 3128, 3306],
  ...[3389, 4443, 5000, 5060, 5432, 5555, 5900, 6379, 7001, 8000, 8008, 8080, 8443, 8888, 9100, 9200],
]

/** Somebody out there tries 1,399 passwords on the firm's file store and never gets in. */
const bruteForce = (): Line[] =>
  times(1_399, (place) => ({
    timestamp: stamp(BEGIN + place * 620),
    flow_id: 700_000_000_000_000 + place,
    event_type: 'ftp',
    src_ip: STRANGER,
    src_port: 40_000 + (place % 20_000),
    dest_ip: OFFICE.store,
    dest_port: 21,
    proto: 'TCP',
    ftp: {
      command: 'PASS',
      command_data: '(hidden)',
      completion_code: ['530'],
      reply: ['Login incorrect.'],
      reply_received: 'yes',
    },
  }))

/** As Zeek's ssh.log tells it: 42 wrong passwords within ten minutes, and then the right one. */
const bruteForceSuccess = (): Line[] =>
  times(43, (place) => ({
    _path: 'ssh',
    ts: (BEGIN + place * 13_000) / 1_000 + 0.000_125,
    uid: `CsAmPl${String(place).padStart(3, '0')}`,
    'id.orig_h': STRANGER,
    'id.orig_p': 51_000 + place,
    'id.resp_h': OFFICE.camera,
    'id.resp_p': 22,
    version: 2,
    auth_success: place === 42,
    auth_attempts: 1,
    direction: 'INBOUND',
    client: 'SSH-2.0-libssh_0.9.6',
    server: 'SSH-2.0-OpenSSH_8.4',
  }))

/** The list beside these logs knows this name: a fake of a bank that does not exist. */
const FAKE_BANK = 'login.umineko-bank.example'

function phishingVisit(): Line[] {
  const at = BEGIN + 4 * MINUTE_MS
  const place = { src_ip: OFFICE.desk, dest_ip: '198.51.100.24', proto: 'TCP' }
  const visits: Line[] = [
    {
      timestamp: stamp(at),
      flow_id: 710_000_000_000_001,
      event_type: 'dns',
      src_ip: OFFICE.desk,
      src_port: 52_001,
      dest_ip: '192.168.10.1',
      dest_port: 53,
      proto: 'UDP',
      dns: { version: 2, type: 'query', id: 4711, rrname: FAKE_BANK, rrtype: 'A' },
    },
    ...times(3, (turn) => ({
      timestamp: stamp(at + 900 + turn * 2_500),
      flow_id: 710_000_000_000_010 + turn,
      event_type: 'tls',
      ...place,
      src_port: 52_100 + turn,
      dest_port: 443,
      tls: { sni: FAKE_BANK, version: 'TLS 1.3' },
    })),
  ]
  return [...quietOffice({ minutes: 10, begin: BEGIN }), ...visits].sort(byTime)
}

/** Work as on any day: devices are given addresses, names are looked up, pages are read, the printer is found. */
function quietOffice({ minutes, begin }: { minutes: number; begin: number }): Line[] {
  const leases = DEVICES.flatMap((device, place) => lease({ ...device, at: begin + place * 1_000, place }))
  const work = times(minutes * 4, (place) => {
    const at = begin + place * 15_000
    const source = `192.168.10.${30 + (place % 6)}`
    const site = SITES[place % SITES.length] ?? ''
    if (place % 3 === 0) return lookUp({ at, source, name: site, place })
    if (place % 3 === 1)
      return {
        timestamp: stamp(at),
        flow_id: 720_000_000_000_000 + place,
        event_type: 'tls',
        src_ip: source,
        src_port: 45_000 + place,
        dest_ip: `198.51.100.${100 + (place % 40)}`,
        dest_port: 443,
        proto: 'TCP',
        tls: { sni: site, version: 'TLS 1.3' },
      }
    return flow({ at, source, target: OFFICE.printer, port: 9100, place: 5_000 + place, isRefused: false })
  })
  return [...leases, ...work].sort(byTime)
}

/** Suricata tells of a lease in two rows: the device asks, and says its name; the router gives an address. */
function lease({ ip, mac, name, at, place }: Device & { at: number; place: number }): Line[] {
  const row = (delayMs: number, dhcp: Line): Line => ({
    timestamp: stamp(at + delayMs),
    flow_id: 750_000_000_000_000 + place,
    event_type: 'dhcp',
    src_ip: '192.168.10.1',
    src_port: 67,
    dest_ip: '255.255.255.255',
    dest_port: 68,
    proto: 'UDP',
    dhcp: { client_mac: mac, assigned_ip: '0.0.0.0', client_ip: '0.0.0.0', ...dhcp },
  })
  return [
    row(0, { type: 'request', dhcp_type: 'request', requested_ip: ip, hostname: name }),
    row(20, { type: 'reply', dhcp_type: 'ack', assigned_ip: ip, lease_time: 86_400 }),
  ]
}

interface Device {
  ip: string
  mac: string
  name: string
}

/** Addresses for documentation (RFC 7042, 2.1.2). */
const DEVICES: readonly Device[] = [
  { ip: OFFICE.scanner, mac: '00:00:5e:00:53:17', name: 'KEIRI-PC' },
  { ip: OFFICE.desk, mac: '00:00:5e:00:53:1f', name: 'UKETSUKE-PC' },
  { ip: OFFICE.printer, mac: '00:00:5e:00:53:09', name: 'PRINTER-1F' },
]

const SITES = ['mail.example', 'news.example', 'www.weather.example', 'map.example', 'docs.example', 'market.example']

const lookUp = ({ at, source, name, place }: { at: number; source: string; name: string; place: number }): Line => ({
  timestamp: stamp(at),
  flow_id: 730_000_000_000_000 + place,
  event_type: 'dns',
  src_ip: source,
  src_port: 50_000 + place,
  dest_ip: '192.168.10.1',
  dest_port: 53,
  proto: 'UDP',
  dns: { version: 2, type: 'query', id: place, rrname: name, rrtype: 'A' },
})

interface FlowOptions {
  at: number
  source: string
  target: string
  port: number
  place: number
  isRefused: boolean
}

/** A connection: refused at the door, or a short useful talk. */
const flow = ({ at, source, target, port, place, isRefused }: FlowOptions): Line => ({
  timestamp: stamp(at),
  flow_id: 740_000_000_000_000 + place,
  event_type: 'flow',
  src_ip: source,
  src_port: 41_000 + (place % 20_000),
  dest_ip: target,
  dest_port: port,
  proto: 'TCP',
  flow: {
    pkts_toserver: isRefused ? 1 : 12,
    pkts_toclient: isRefused ? 1 : 10,
    bytes_toserver: isRefused ? 60 : 5_200,
    bytes_toclient: isRefused ? 54 : 1_900,
    start: stamp(at),
    end: stamp(at + (isRefused ? 2 : 400)),
    state: 'closed',
  },
  tcp: isRefused
    ? { tcp_flags: '16', tcp_flags_ts: '02', tcp_flags_tc: '14', syn: true, rst: true }
    : { tcp_flags: '1b', tcp_flags_ts: '1b', tcp_flags_tc: '1b', syn: true, fin: true },
})
