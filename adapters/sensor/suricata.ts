import type { FlowEvent, Protocol, ShareEvent } from '#engine/event.ts'
import { addressAt, givenIn } from './address.ts'
import { basicAccount } from './basic.ts'
import {
  addressIn,
  type Decoded,
  type Fields,
  fieldsIn,
  ignored,
  numberIn,
  portIn,
  refused,
  textIn,
} from './decoded.ts'
import { type Field, hasList, type Line, moment, numbers, parsedLine, seldom, textOfEach, texts } from './field.ts'
import { healthAt } from './health.ts'
import { plainHost, plainPath, plainType } from './host.ts'
import { isTowardsService } from './probe.ts'
import { endpointOf, operationOf } from './rpc-names.ts'
import type { Reading, Shapes } from './shapes.ts'
import { loginOf } from './suricata-login.ts'

/** One line of Suricata's EVE, versions 6 to 8, in our words. Unknown types and fields are no fault: sensors grow. */
export function decodeEve(line: Fields): Decoded {
  const type = line.event_type
  const decode = typeof type === 'string' ? DECODERS.get(type) : undefined
  if (decode) return decode(parsedLine(line))
  return ignored(typeof type === 'string' && EVE_TYPES.has(type) ? type : 'unknown')
}

/** A line that was parsed shows how the next ones like it may be read without. */
export function learnEve(shapes: Shapes, line: string, parsed: Fields): void {
  const type = parsed.event_type
  const reading = typeof type === 'string' ? READINGS.get(type) : undefined
  if (reading) shapes.learn(line, parsed, reading)
}

/** The schema's types that no rule looks at yet. `netflow` tells each flow once more per direction, so it is left out. */
export const EVE_TYPES: ReadonlySet<string> = new Set([
  ...['alert', 'anomaly', 'bittorrent_dht', 'dnp3', 'drop', 'engine', 'enip', 'frame'],
  ...['ftp_data', 'http2', 'ike', 'ikev2', 'mdns', 'metadata', 'modbus', 'mqtt', 'netflow', 'nfs', 'ntp', 'packet'],
  ...['rdp', 'rpc', 'sip', 'snmp', 'ssh', 'template', 'tftp', 'websocket'],
])

type Decoder = (line: Line) => Decoded

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['flow', decodeFlow],
  ['dns', decodeDns],
  ['http', decodeHttp],
  ['tls', (line) => decodeTls(line, 'tls')],
  ['quic', (line) => decodeTls(line, 'quic')],
  ['fileinfo', decodeFile],
  ['smb', decodeSmb],
  ['dcerpc', (line) => decodeRpc(line, bodyOf(line, 'dcerpc'), 'dcerpc')],
  ['stats', decodeStats],
  ['dhcp', decodeDhcp],
  ['arp', decodeArp],
  ...['ftp', 'krb5', 'rfb', 'pgsql', 'pop3', 'ldap', 'smtp'].map((type): [string, Decoder] => [
    type,
    (line) => decodeLogin(line, type),
  ]),
])

/** What the decoders of the most frequent types look at, and where it stands. */
const host = texts((value) => plainHost(textIn(value)))
const address = texts(addressIn)
const named = texts(textIn)
const path = texts((value) => plainPath(textIn(value)))
const service = texts(serviceOf)
const flags = texts((value) => (value === undefined ? undefined : flagsOf(value)))
const count = numbers(numberIn)
const port = numbers(portIn)

const ENDS = {
  written: moment('timestamp'),
  source: address('src_ip'),
  target: address('dest_ip'),
  sourcePort: port('src_port'),
  targetPort: port('dest_port'),
  protocol: texts(protocolOf)('proto'),
  flow: numbers(flowIdOf)('flow_id'),
  exchange: count('tx_id'),
}
const FLOW = {
  start: moment('flow', 'start'),
  end: moment('flow', 'end'),
  service: service('app_proto'),
  bytesToTarget: count('flow', 'bytes_toserver'),
  bytesToSource: count('flow', 'bytes_toclient'),
  packetsToTarget: count('flow', 'pkts_toserver'),
  packetsToSource: count('flow', 'pkts_toclient'),
  there: flags('tcp', 'tcp_flags_ts'),
  back: flags('tcp', 'tcp_flags_tc'),
}
const DNS = {
  kind: named('dns', 'type'),
  name: host('dns', 'rrname'),
  recordType: named('dns', 'rrtype'),
  hasQueries: hasList('dns', 'queries'),
  queryName: host('dns', 'queries', 0, 'rrname'),
  queryType: named('dns', 'queries', 0, 'rrtype'),
  resultCode: named('dns', 'rcode'),
  answer: named('dns', 'rdata'),
  answers: textOfEach('rdata', 'dns', 'answers'),
}
const HTTP = {
  host: host('http', 'hostname'),
  path: path('http', 'url'),
  method: named('http', 'http_method'),
  status: count('http', 'status'),
  userAgent: named('http', 'http_user_agent'),
  contentType: texts((value) => plainType(textIn(value)))('http', 'http_content_type'),
  responseBytes: count('http', 'length'),
  forwardedFor: named('http', 'xff'),
  authorization: seldom('http', 'authorization'),
  headers: seldom('http', 'request_headers'),
}
const certificate = texts((value) => textIn(value).replaceAll(':', '').toLowerCase())
const tlsIn = (type: string) => ({
  serverName: host(type, 'sni'),
  ja3: named(type, 'ja3', 'hash'),
  certificate: certificate(type, 'fingerprint'),
})
const [TLS, QUIC] = [tlsIn('tls'), tlsIn('quic')]
const FILE = {
  service: service('app_proto'),
  name: named('fileinfo', 'filename'),
  magic: texts((value) => textIn(value).toLowerCase())('fileinfo', 'magic'),
  bytes: count('fileinfo', 'size'),
  md5: named('fileinfo', 'md5'),
  sha1: named('fileinfo', 'sha1'),
  sha256: named('fileinfo', 'sha256'),
  host: host('http', 'hostname'),
  path: path('http', 'url'),
}

/** The types that most lines are of, and all that their decoders look at. */
const READINGS: ReadonlyMap<string, Reading> = new Map([
  ['flow', readingOf(decodeFlow, FLOW)],
  ['dns', readingOf(decodeDns, DNS)],
  ['http', readingOf(decodeHttp, HTTP)],
  ['tls', readingOf((line) => decodeTls(line, 'tls'), TLS)],
  ['fileinfo', readingOf(decodeFile, FILE)],
])

/** Ends first, so that they have the same slots in all. */
function readingOf(decode: Decoder, own: Readonly<Record<string, Field<unknown>>>): Reading {
  const fields = [...Object.values(ENDS), ...Object.values(own)]
  for (const [slot, field] of fields.entries()) field.slot = slot
  return { decode, fields }
}

/** The event's own end, not `timestamp`, which is when the row was written: up to hours later. */
function decodeFlow(line: Line): Decoded {
  const at = FLOW.end.of(line) ?? ENDS.written.of(line) ?? Number.NaN
  const startedAt = FLOW.start.of(line) ?? at
  const [source, target] = [ENDS.source.of(line), ENDS.target.of(line)]
  if (Number.isNaN(at) || Number.isNaN(startedAt)) return refused('no-time')
  if (source === '' || target === '') return refused('no-address')
  const [sourcePort, targetPort] = [ENDS.sourcePort.of(line), ENDS.targetPort.of(line)]
  const [protocol, service, packetsToSource] = [
    ENDS.protocol.of(line),
    FLOW.service.of(line),
    FLOW.packetsToSource.of(line),
  ]
  const [there, back = 0] = [FLOW.there.of(line), FLOW.back.of(line)]
  const isTcp = protocol === 'tcp'
  return {
    type: 'flow',
    at,
    startedAt,
    source,
    sourcePort,
    target,
    targetPort,
    protocol,
    flow: ENDS.flow.of(line),
    exchange: 0,
    outcome: isTcp ? outcomeOf(back) : packetsToSource > 0 ? 'answered' : 'silent',
    isMidway: isTcp && isMidway({ there, back, sourcePort, targetPort }),
    isHalfOpen: isTcp && isHalfOpen(there ?? 0),
    isOpaqueLogin: OPAQUE_SERVICES.has(service),
    service,
    bytesToTarget: FLOW.bytesToTarget.of(line),
    bytesToSource: FLOW.bytesToSource.of(line),
    packetsToTarget: FLOW.packetsToTarget.of(line),
    packetsToSource,
  }
}

/** Suricata sees the handshake of these and not whether somebody got in. */
const OPAQUE_SERVICES: ReadonlySet<string> = new Set(['ssh', 'rdp'])

function serviceOf(name: unknown): string {
  return name === 'failed' || name === 'unknown' ? '' : textIn(name)
}

function flowIdOf(id: unknown): string | number {
  return typeof id === 'number' || typeof id === 'string' ? id : ''
}

function protocolOf(name: unknown): Protocol {
  if (name === 'TCP') return 'tcp'
  if (name === 'UDP') return 'udp'
  return name === 'ICMP' || name === 'IPv6-ICMP' ? 'icmp' : 'other'
}

const [SYN, RST, ACK, ECN] = [0x02, 0x04, 0x10, 0xc0]

function outcomeOf(back: number): FlowEvent['outcome'] {
  if (back === 0) return 'silent'
  return isReset(back) ? 'refused' : 'answered'
}

interface Handshake {
  there: number | undefined
  back: number
  sourcePort: number
  targetPort: number
}

/**
 * A connection begins with SYN, and without one only when somebody scans by FIN, NULL, XMAS or ACK. Anything else with ACK
 * and no answer, and any stray reset, is the rest of something whose beginning was not seen: an answer to a made-up sender.
 */
function isMidway({ there, back, sourcePort, targetPort }: Handshake): boolean {
  if (there === undefined) return true
  if ((there & SYN) !== 0) return (there & ACK) !== 0 && (back & SYN) === 0
  if (there === ACK && isReset(back)) return !isTowardsService({ sourcePort, targetPort })
  return (there & (ACK | RST)) !== 0
}

/** Nothing but SYN (and a reset, as a scanner sends on an answer) came from the opener. */
const isHalfOpen = (there: number): boolean => (there & SYN) !== 0 && (there & ~(SYN | RST | ECN)) === 0

const isReset = (flags: number): boolean => (flags & RST) !== 0 && (flags & ~(RST | ACK)) === 0

function flagsOf(hex: unknown): number {
  return typeof hex === 'string' ? Number.parseInt(hex, 16) || 0 : 0
}

interface Ends {
  at: number
  startedAt: number
  source: string
  sourcePort: number
  target: string
  targetPort: number
  protocol: Protocol
  flow: string | number
  exchange: number
}

/**
 * `flipped` for what the server says: some versions put the speaker first, and a client is always our source. What is spread
 * first is copied whole, which is the twentieth part of being copied field by field.
 */
function endsOf(line: Line, isFlipped: boolean): Ends | 'no-time' | 'no-address' {
  const at = ENDS.written.of(line) ?? Number.NaN
  const [left, right] = [ENDS.source.of(line), ENDS.target.of(line)]
  if (Number.isNaN(at)) return 'no-time'
  if (left === '' || right === '') return 'no-address'
  const [leftPort, rightPort] = [ENDS.sourcePort.of(line), ENDS.targetPort.of(line)]
  return {
    at,
    startedAt: at,
    source: isFlipped ? right : left,
    sourcePort: isFlipped ? rightPort : leftPort,
    target: isFlipped ? left : right,
    targetPort: isFlipped ? leftPort : rightPort,
    protocol: ENDS.protocol.of(line),
    flow: ENDS.flow.of(line),
    exchange: ENDS.exchange.of(line),
  }
}

/** Version 1 (one event per answer), 2 (the answer keeps the client first) and 3 (the answer has the server first). */
function decodeDns(line: Line): Decoded {
  const kind = DNS.kind.of(line)
  const isAnswer = kind === 'answer' || kind === 'response'
  const ends = endsOf(line, isAnswer && ENDS.sourcePort.of(line) === DNS_PORT)
  if (typeof ends === 'string') return refused(ends)
  const [name, recordType] = DNS.hasQueries.of(line) ? [DNS.queryName, DNS.queryType] : [DNS.name, DNS.recordType]
  return {
    ...ends,
    type: 'dns',
    name: name.of(line),
    recordType: recordType.of(line),
    resultCode: isAnswer ? DNS.resultCode.of(line) : '',
    answers: (DNS.answers.of(line) ?? [DNS.answer.of(line)]).filter((answer) => answer !== ''),
  }
}
const DNS_PORT = 53

function decodeHttp(line: Line): Decoded {
  const ends = endsOf(line, false)
  if (typeof ends === 'string') return refused(ends)
  return {
    ...ends,
    type: 'http',
    host: HTTP.host.of(line) || ends.target,
    path: HTTP.path.of(line),
    method: HTTP.method.of(line),
    status: HTTP.status.of(line),
    userAgent: HTTP.userAgent.of(line),
    contentType: HTTP.contentType.of(line),
    responseBytes: HTTP.responseBytes.of(line),
    forwardedFor: HTTP.forwardedFor.of(line),
    account: basicAccount(authorizationIn(line)),
  }
}

/** Logged only where somebody asked for it: as a field of its own, or among all headers. */
function authorizationIn(line: Line): string {
  const [authorization, headers] = [HTTP.authorization.of(line), HTTP.headers.of(line)]
  if (authorization !== undefined || !Array.isArray(headers)) return textIn(authorization)
  const header = headers.map(fieldsIn).find(({ name }) => textIn(name).toLowerCase() === 'authorization')
  return textIn(header?.value)
}

function decodeTls(line: Line, type: 'tls' | 'quic'): Decoded {
  const fields = type === 'tls' ? TLS : QUIC
  const serverName = fields.serverName.of(line)
  const ja3 = fields.ja3.of(line)
  const certificate = fields.certificate.of(line)
  if (serverName === '' && ja3 === '' && certificate === '') return ignored(type)
  const ends = endsOf(line, false)
  return typeof ends === 'string' ? refused(ends) : { ...ends, type: 'tls', serverName, ja3, certificate }
}

/** The row already puts the file's sender first. */
function decodeFile(line: Line): Decoded {
  const ends = endsOf(line, false)
  if (typeof ends === 'string') return refused(ends)
  return {
    ...ends,
    type: 'file',
    service: FILE.service.of(line),
    name: FILE.name.of(line),
    magic: FILE.magic.of(line),
    bytes: FILE.bytes.of(line),
    md5: FILE.md5.of(line),
    sha1: FILE.sha1.of(line),
    sha256: FILE.sha256.of(line),
    host: FILE.host.of(line),
    path: FILE.path.of(line),
  }
}

/** A log-in, a call through a named pipe, or something done on a share. */
function decodeSmb(line: Line): Decoded {
  const smb = bodyOf(line, 'smb')
  if (loginOf('smb', smb)) return decodeLogin(line, 'smb')
  if (smb.dcerpc !== undefined) return decodeRpc(line, fieldsIn(smb.dcerpc), 'smb')
  const action = smb.status === 'STATUS_SUCCESS' ? shareAction(smb) : undefined
  if (!action) return ignored('smb')
  const ends = endsOf(line, false)
  if (typeof ends === 'string') return refused(ends)
  const path = smb.filename ?? fieldsIn(smb.rename).from
  return { ...ends, type: 'share', action, share: textIn(smb.share), path: textIn(path) }
}

function shareAction({ command, disposition, access, rename }: Fields): ShareEvent['action'] | undefined {
  if (rename !== undefined) return 'renamed'
  const name = textIn(command)
  if (name.includes('TREE_CONNECT')) return 'connected'
  if (!name.includes('CREATE')) return undefined
  if (access === 'delete on close') return 'deleted'
  return disposition === 'FILE_OPEN' ? 'opened' : 'created'
}

function decodeRpc(line: Line, rpc: Fields, type: 'dcerpc' | 'smb'): Decoded {
  const isBinding = rpc.request === 'BIND' || rpc.request === 'ALTER_CONTEXT'
  if (!isBinding && rpc.request !== 'REQUEST') return ignored(type)
  const ends = endsOf(line, false)
  if (typeof ends === 'string') return refused(ends)
  const [named]: unknown[] = Array.isArray(rpc.interfaces) ? rpc.interfaces : []
  const endpoint = endpointOf(textIn(fieldsIn(named).uuid))
  const number = numberIn(fieldsIn(rpc.req).opnum ?? rpc.opnum)
  return { ...ends, type: 'rpc', endpoint, operation: isBinding ? '' : operationOf(endpoint, number) }
}

/**
 * Counted since Suricata started. It takes `uptime` from the second of the line's own time, so that each line of a run
 * gives the same start, also when the clock was set meanwhile. `kernel_packets` holds what the kernel dropped, not what
 * the network card did.
 */
function decodeStats(line: Line): Decoded {
  const at = ENDS.written.of(line) ?? Number.NaN
  if (Number.isNaN(at)) return refused('no-time')
  const { uptime, capture } = bodyOf(line, 'stats')
  const { kernel_packets: packets, kernel_drops: drops, kernel_ifdrops: cardDrops } = fieldsIn(capture)
  if (packets === undefined) return ignored('stats')
  const startedAt = typeof uptime === 'number' ? (Math.floor(at / 1_000) - uptime) * 1_000 : 0
  return healthAt(at, {
    isSinceStart: true,
    startedAt,
    total: numberIn(packets) + numberIn(cardDrops),
    lost: numberIn(drops) + numberIn(cardDrops),
  })
}

/** The server's word gives the address; the name stands in the client's, mostly, which only asks for one. */
function decodeDhcp(line: Line): Decoded {
  const at = ENDS.written.of(line) ?? Number.NaN
  if (Number.isNaN(at)) return refused('no-time')
  const { dhcp_type: type, client_mac: mac, assigned_ip: assigned, client_ip: own, hostname } = bodyOf(line, 'dhcp')
  if (type === 'ack') return addressAt(at, 'dhcp', { ip: givenIn(assigned) || givenIn(own), mac, name: hostname })
  return type === 'request' || type === 'inform' ? addressAt(at, 'dhcp', { mac, name: hostname }) : ignored('dhcp')
}

/** Since version 8. Whoever asks or answers says which address is its own; a probe for a free one says 0.0.0.0. */
function decodeArp(line: Line): Decoded {
  const at = ENDS.written.of(line) ?? Number.NaN
  if (Number.isNaN(at)) return refused('no-time')
  const { src_mac: mac, src_ip: ip } = bodyOf(line, 'arp')
  return addressAt(at, 'arp', { ip: givenIn(ip), mac })
}

function decodeLogin(line: Line, type: string): Decoded {
  const login = loginOf(type, bodyOf(line, type), ENDS.targetPort.of(line))
  if (!login) return ignored(type)
  const ends = endsOf(line, type === 'krb5' && ENDS.sourcePort.of(line) === KERBEROS_PORT)
  return typeof ends === 'string' ? refused(ends) : { ...ends, type: 'login', ...login }
}
const KERBEROS_PORT = 88

/** What is told by seldom types only, whose lines are all parsed. */
const bodyOf = ({ parsed }: Line, type: string): Fields => fieldsIn(fieldsIn(parsed)[type])
