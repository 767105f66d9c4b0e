/**
 * An office's traffic as Suricata 7 would log it: the shares of types, the sizes of lines (flow 600 bytes, dns 540, http 540,
 * tls 930, fileinfo 830) and how well they compress (about twelve times) are those of recorded logs: people visit the same
 * few places. The same seed gives the same lines.
 */
export function officeLines(count: number, { seed = 1, startsAt = 0 } = {}): string[] {
  const random = mulberry(seed)
  return Array.from({ length: count }, (_, place) => lineOf(random, startsAt + place * 2, place + seed * count))
}

/** Small, seeded, and good enough to mix traffic (public-domain generator by T. Ettinger). */
function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number
type Body = (random: Random, at: string, place: Place) => Record<string, unknown>

/** Of a hundred lines. */
const SHARES: readonly [lines: number, type: string, body: Body][] = [
  [45, 'flow', flow],
  [22, 'dns', dns],
  [12, 'tls', tls],
  [10, 'http', http],
  [8, 'fileinfo', fileinfo],
  [3, 'anomaly', anomaly],
]
const MIX = SHARES.flatMap(([lines, type, body]) => Array.from({ length: lines }, () => ({ type, body })))

function lineOf(random: Random, at: number, id: number): string {
  const stamp = new Date(at).toISOString().replace('Z', '000+0000')
  const { type, body } = MIX[Math.floor(random() * MIX.length)] ?? { type: 'flow', body: flow }
  const place = visited(random)
  const [port, protocol] = type === 'dns' ? [53, 'UDP'] : [443, 'TCP']
  return JSON.stringify({
    timestamp: stamp,
    flow_id: 1_000_000_000_000 + id,
    in_iface: 'eth0',
    event_type: type,
    src_ip: `192.168.1.${10 + Math.floor(random() * 40)}`,
    src_port: 32_768 + Math.floor(random() * 28_000),
    dest_ip: place.address,
    dest_port: port,
    proto: protocol,
    pkt_src: 'wire/pcap',
    community_id: `1:${letters(random, 27)}=`,
    ...body(random, stamp, place),
  })
}

const letters = (random: Random, length: number): string =>
  Array.from({ length }, () => (10 + Math.floor(random() * 26)).toString(36)).join('')
const number = (random: Random, max: number): number => Math.floor(random() * max)

/** Places that people visit, with everything that stays the same at each visit. */
const PLACES = placesOf(mulberry(7), 300)

function placesOf(random: Random, count: number) {
  return Array.from({ length: count }, () => ({
    host: `${letters(random, 6)}.${letters(random, 9)}.example`,
    address: `203.0.113.${1 + number(random, 250)}`,
    url: `/${letters(random, 12)}/${letters(random, 18)}?q=${letters(random, 20)}`,
    serial: letters(random, 36),
    fingerprint: letters(random, 59),
    hash: letters(random, 32),
    string: `771,${Array.from({ length: 30 }, () => 49_000 + number(random, 400)).join('-')},0-23-65281,29-23-24,0`,
  }))
}
type Place = ReturnType<typeof placesOf>[number]

/** Half of all visits go to a tenth of the places. */
const visited = (random: Random): Place => {
  const place = PLACES[Math.floor(random() ** 3 * PLACES.length)]
  if (!place) throw new Error('there are no places')
  return place
}

function flow(random: Random, at: string) {
  const counts = { pkts_toserver: number(random, 90), pkts_toclient: number(random, 90) + 1 }
  const bytes = { bytes_toserver: number(random, 20_000), bytes_toclient: number(random, 90_000) }
  const flags = { tcp_flags: '1b', tcp_flags_ts: '1b', tcp_flags_tc: '1b', syn: true, fin: true, psh: true, ack: true }
  const ends = { start: at, end: at, age: 0, state: 'closed', reason: 'timeout', alerted: false }
  const tcp = { ...flags, state: 'closed', ts_max_regions: 1, tc_max_regions: 1 }
  return { app_proto: 'tls', flow: { ...counts, ...bytes, ...ends }, tcp }
}

function dns(random: Random, _: string, { host, address }: Place) {
  const answers = [1, 2].map(() => ({ rrname: host, rrtype: 'A', ttl: 300, rdata: address }))
  const flags = { flags: '8180', qr: true, rd: true, ra: true, opcode: 0, rcode: 'NOERROR' }
  return {
    dns: { version: 2, type: 'answer', id: number(random, 65_535), ...flags, rrname: host, rrtype: 'A', answers },
  }
}

function tls(_random: Random, _: string, { host, serial, fingerprint, hash, string }: Place) {
  const issuer = { subject: `CN=${host}`, issuerdn: 'C=US, O=An Authority, CN=R11', serial, fingerprint }
  const dates = { notbefore: '2026-09-01T00:00:00', notafter: '2026-12-01T00:00:00' }
  const ja3 = { ja3: { hash, string }, ja3s: { hash, string: '771,4865,43-51' } }
  return { tls: { ...issuer, ...dates, sni: host, version: 'TLS 1.3', ...ja3 } }
}

function http(_random: Random, _: string, { host, url }: Place) {
  const agent =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36'
  const answer = {
    http_content_type: 'text/html',
    http_method: 'GET',
    protocol: 'HTTP/1.1',
    status: 200,
    length: 4_817,
  }
  return { tx_id: 0, http: { hostname: host, url, http_user_agent: agent, ...answer } }
}

function fileinfo(random: Random, at: string, place: Place) {
  const hashes = { md5: place.hash, sha1: place.serial, sha256: `${place.hash}${place.hash}` }
  const file = { filename: place.url, magic: 'HTML document, ASCII text', gaps: false, state: 'CLOSED' }
  return { ...http(random, at, place), app_proto: 'http', fileinfo: { ...file, ...hashes, stored: false, size: 4_817 } }
}

function anomaly() {
  return { anomaly: { app_proto: 'tls', type: 'applayer', event: 'INVALID_RECORD_TYPE', layer: 'proto_parser' } }
}
