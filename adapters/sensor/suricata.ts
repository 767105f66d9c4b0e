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
import { healthAt } from './health.ts'
import { plainHost, plainPath, plainType } from './host.ts'
import { parseMoment } from './moment.ts'
import { isTowardsService } from './probe.ts'
import { endpointOf, operationOf } from './rpc-names.ts'
import { loginOf } from './suricata-login.ts'

/** One line of Suricata's EVE, versions 6 to 8, in our words. Unknown types and fields are no fault: sensors grow. */
export function decodeEve(line: Fields): Decoded {
  const type = line.event_type
  const decode = typeof type === 'string' ? DECODERS.get(type) : undefined
  if (decode) return decode(line)
  return ignored(typeof type === 'string' && EVE_TYPES.has(type) ? type : 'unknown')
}

/** The schema's types that no rule looks at yet. `netflow` tells each flow once more per direction, so it is left out. */
export const EVE_TYPES: ReadonlySet<string> = new Set([
  ...['alert', 'anomaly', 'bittorrent_dht', 'dnp3', 'drop', 'engine', 'enip', 'frame'],
  ...['ftp_data', 'http2', 'ike', 'ikev2', 'mdns', 'metadata', 'modbus', 'mqtt', 'netflow', 'nfs', 'ntp', 'packet'],
  ...['rdp', 'rpc', 'sip', 'snmp', 'ssh', 'template', 'tftp', 'websocket'],
])

type Decoder = (line: Fields) => Decoded

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['flow', decodeFlow],
  ['dns', decodeDns],
  ['http', decodeHttp],
  ['tls', (line) => decodeTls(line, 'tls')],
  ['quic', (line) => decodeTls(line, 'quic')],
  ['fileinfo', decodeFile],
  ['smb', decodeSmb],
  ['dcerpc', (line) => decodeRpc(line, fieldsIn(line.dcerpc), 'dcerpc')],
  ['stats', decodeStats],
  ['dhcp', decodeDhcp],
  ['arp', decodeArp],
  ...['ftp', 'krb5', 'rfb', 'pgsql', 'pop3', 'ldap', 'smtp'].map((type): [string, Decoder] => [
    type,
    (line) => decodeLogin(line, type),
  ]),
])

/** The event's own end, not `timestamp`, which is when the row was written: up to hours later. */
function decodeFlow(line: Fields): Decoded {
  const flow = fieldsIn(line.flow)
  const ended = flow.end ?? line.timestamp
  const at = parseMoment(textIn(ended))
  const startedAt = flow.start === ended ? at : parseMoment(textIn(flow.start ?? ended))
  const [source, target] = [addressIn(line.src_ip), addressIn(line.dest_ip)]
  if (Number.isNaN(at) || Number.isNaN(startedAt)) return refused('no-time')
  if (source === '' || target === '') return refused('no-address')
  const [sourcePort, targetPort] = [portIn(line.src_port), portIn(line.dest_port)]
  const protocol = protocolOf(line.proto)
  const service = serviceOf(line.app_proto)
  return {
    type: 'flow',
    at,
    startedAt,
    source,
    sourcePort,
    target,
    targetPort,
    protocol,
    flow: flowIdOf(line),
    exchange: 0,
    outcome: outcomeOf(line, flow, protocol),
    isMidway: protocol === 'tcp' && isMidway(fieldsIn(line.tcp), sourcePort, targetPort),
    isHalfOpen: protocol === 'tcp' && isHalfOpen(fieldsIn(line.tcp)),
    isOpaqueLogin: OPAQUE_SERVICES.has(service),
    service,
    bytesToTarget: numberIn(flow.bytes_toserver),
    bytesToSource: numberIn(flow.bytes_toclient),
    packetsToTarget: numberIn(flow.pkts_toserver),
    packetsToSource: numberIn(flow.pkts_toclient),
  }
}

/** Suricata sees the handshake of these and not whether somebody got in. */
const OPAQUE_SERVICES: ReadonlySet<string> = new Set(['ssh', 'rdp'])

const serviceOf = (name: unknown): string => (name === 'failed' || name === 'unknown' ? '' : textIn(name))

const flowIdOf = (line: Fields): string | number => {
  const id = line.flow_id
  return typeof id === 'number' || typeof id === 'string' ? id : ''
}

function protocolOf(name: unknown): Protocol {
  if (name === 'TCP') return 'tcp'
  if (name === 'UDP') return 'udp'
  return name === 'ICMP' || name === 'IPv6-ICMP' ? 'icmp' : 'other'
}

const [SYN, RST, ACK, ECN] = [0x02, 0x04, 0x10, 0xc0]

function outcomeOf(line: Fields, flow: Fields, protocol: Protocol): FlowEvent['outcome'] {
  if (protocol !== 'tcp') return numberIn(flow.pkts_toclient) > 0 ? 'answered' : 'silent'
  const back = flagsOf(fieldsIn(line.tcp).tcp_flags_tc)
  if (back === 0) return 'silent'
  return isReset(back) ? 'refused' : 'answered'
}

/**
 * A connection begins with SYN, and without one only when somebody scans by FIN, NULL, XMAS or ACK. Anything else with ACK
 * and no answer, and any stray reset, is the rest of something whose beginning was not seen: an answer to a made-up sender.
 */
function isMidway(tcp: Fields, sourcePort: number, targetPort: number): boolean {
  const there = flagsOf(tcp.tcp_flags_ts)
  if (tcp.tcp_flags_ts === undefined) return true
  const back = flagsOf(tcp.tcp_flags_tc)
  if ((there & SYN) !== 0) return (there & ACK) !== 0 && (back & SYN) === 0
  if (there === ACK && isReset(back)) return !isTowardsService({ sourcePort, targetPort })
  return (there & (ACK | RST)) !== 0
}

/** Nothing but SYN (and a reset, as a scanner sends on an answer) came from the opener. */
function isHalfOpen(tcp: Fields): boolean {
  const there = flagsOf(tcp.tcp_flags_ts)
  return (there & SYN) !== 0 && (there & ~(SYN | RST | ECN)) === 0
}

const isReset = (flags: number): boolean => (flags & RST) !== 0 && (flags & ~(RST | ACK)) === 0

const flagsOf = (hex: unknown): number => (typeof hex === 'string' ? Number.parseInt(hex, 16) || 0 : 0)

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
function endsOf(line: Fields, isFlipped: boolean): Ends | 'no-time' | 'no-address' {
  const at = parseMoment(textIn(line.timestamp))
  const [left, right] = [addressIn(line.src_ip), addressIn(line.dest_ip)]
  if (Number.isNaN(at)) return 'no-time'
  if (left === '' || right === '') return 'no-address'
  const [leftPort, rightPort] = [portIn(line.src_port), portIn(line.dest_port)]
  return {
    at,
    startedAt: at,
    source: isFlipped ? right : left,
    sourcePort: isFlipped ? rightPort : leftPort,
    target: isFlipped ? left : right,
    targetPort: isFlipped ? leftPort : rightPort,
    protocol: protocolOf(line.proto),
    flow: flowIdOf(line),
    exchange: numberIn(line.tx_id),
  }
}

/** Version 1 (one event per answer), 2 (the answer keeps the client first) and 3 (the answer has the server first). */
function decodeDns(line: Fields): Decoded {
  const dns = fieldsIn(line.dns)
  const isAnswer = dns.type === 'answer' || dns.type === 'response'
  const ends = endsOf(line, isAnswer && portIn(line.src_port) === DNS_PORT)
  if (typeof ends === 'string') return refused(ends)
  const query = fieldsIn(Array.isArray(dns.queries) ? dns.queries[0] : dns)
  return {
    ...ends,
    type: 'dns',
    name: hostOf(query.rrname),
    recordType: textIn(query.rrtype),
    resultCode: isAnswer ? textIn(dns.rcode) : '',
    answers: answersOf(dns),
  }
}
const DNS_PORT = 53

function answersOf(dns: Fields): string[] {
  const answers: unknown[] = Array.isArray(dns.answers) ? dns.answers : [dns]
  return answers.map((answer) => textIn(fieldsIn(answer).rdata)).filter((answer) => answer !== '')
}

function decodeHttp(line: Fields): Decoded {
  const ends = endsOf(line, false)
  if (typeof ends === 'string') return refused(ends)
  const http = fieldsIn(line.http)
  return {
    ...ends,
    type: 'http',
    host: hostOf(http.hostname) || ends.target,
    path: plainPath(textIn(http.url)),
    method: textIn(http.http_method),
    status: numberIn(http.status),
    userAgent: textIn(http.http_user_agent),
    contentType: plainType(textIn(http.http_content_type)),
    responseBytes: numberIn(http.length),
    forwardedFor: textIn(http.xff),
    account: basicAccount(authorizationOf(http)),
  }
}

/** Logged only where somebody asked for it: as a field of its own, or among all headers. */
function authorizationOf({ authorization, request_headers: headers }: Fields): string {
  if (authorization !== undefined || !Array.isArray(headers)) return textIn(authorization)
  const header = headers.map(fieldsIn).find(({ name }) => textIn(name).toLowerCase() === 'authorization')
  return textIn(header?.value)
}

function decodeTls(line: Fields, type: 'tls' | 'quic'): Decoded {
  const { sni, ja3, fingerprint } = fieldsIn(line[type])
  const [serverName, client] = [hostOf(sni), textIn(fieldsIn(ja3).hash)]
  const certificate = textIn(fingerprint).replaceAll(':', '').toLowerCase()
  if (serverName === '' && client === '' && certificate === '') return ignored(type)
  const ends = endsOf(line, false)
  return typeof ends === 'string' ? refused(ends) : { ...ends, type: 'tls', serverName, ja3: client, certificate }
}

/** The row already puts the file's sender first. */
function decodeFile(line: Fields): Decoded {
  const ends = endsOf(line, false)
  if (typeof ends === 'string') return refused(ends)
  const [file, http] = [fieldsIn(line.fileinfo), fieldsIn(line.http)]
  return {
    ...ends,
    type: 'file',
    service: serviceOf(line.app_proto),
    name: textIn(file.filename),
    magic: textIn(file.magic).toLowerCase(),
    bytes: numberIn(file.size),
    md5: textIn(file.md5),
    sha1: textIn(file.sha1),
    sha256: textIn(file.sha256),
    host: hostOf(http.hostname),
    path: http.url === undefined ? '' : plainPath(textIn(http.url)),
  }
}

/** A log-in, a call through a named pipe, or something done on a share. */
function decodeSmb(line: Fields): Decoded {
  const smb = fieldsIn(line.smb)
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

function decodeRpc(line: Fields, rpc: Fields, type: 'dcerpc' | 'smb'): Decoded {
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
function decodeStats(line: Fields): Decoded {
  const at = parseMoment(textIn(line.timestamp))
  if (Number.isNaN(at)) return refused('no-time')
  const { uptime, capture } = fieldsIn(line.stats)
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
function decodeDhcp(line: Fields): Decoded {
  const at = parseMoment(textIn(line.timestamp))
  if (Number.isNaN(at)) return refused('no-time')
  const { dhcp_type: type, client_mac: mac, assigned_ip: assigned, client_ip: own, hostname } = fieldsIn(line.dhcp)
  if (type === 'ack') return addressAt(at, 'dhcp', { ip: givenIn(assigned) || givenIn(own), mac, name: hostname })
  return type === 'request' || type === 'inform' ? addressAt(at, 'dhcp', { mac, name: hostname }) : ignored('dhcp')
}

/** Since version 8. Whoever asks or answers says which address is its own; a probe for a free one says 0.0.0.0. */
function decodeArp(line: Fields): Decoded {
  const at = parseMoment(textIn(line.timestamp))
  if (Number.isNaN(at)) return refused('no-time')
  const { src_mac: mac, src_ip: ip } = fieldsIn(line.arp)
  return addressAt(at, 'arp', { ip: givenIn(ip), mac })
}

function decodeLogin(line: Fields, type: string): Decoded {
  const login = loginOf(type, fieldsIn(line[type]), portIn(line.dest_port))
  if (!login) return ignored(type)
  const ends = endsOf(line, type === 'krb5' && portIn(line.src_port) === KERBEROS_PORT)
  return typeof ends === 'string' ? refused(ends) : { ...ends, type: 'login', ...login }
}
const KERBEROS_PORT = 88

const hostOf = (name: unknown): string => plainHost(textIn(name))
