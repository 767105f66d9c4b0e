import type { FlowEvent, Protocol, ShareEvent } from '#engine/event.ts'
import { addressAt, givenIn } from './address.ts'
import { addressIn, type Decoded, type Fields, ignored, numberIn, portIn, refused, textIn } from './decoded.ts'
import { healthAt } from './health.ts'
import { plainHost, plainPath, plainType } from './host.ts'
import { parseEpochSeconds, parseMoment } from './moment.ts'
import { isTowardsService } from './probe.ts'
import { zeekLoginOf } from './zeek-login.ts'

/**
 * One row of a Zeek log, in our words. Which log it is stands in `_path` where the shipper kept it; where not, each log is
 * known by a column that no other has.
 */
export function decodeZeek(row: Fields, path = pathOf(row)): Decoded {
  if (path === 'files') return decodeFile(row)
  if (path === 'dhcp') return decodeDhcp(row)
  if (path === 'capture_loss' || path === 'stats') return decodeHealth(row, path)
  const decode = DECODERS.get(path)
  if (!decode) return ignored(ZEEK_LOGS.has(path) ? path : 'unknown')
  const ends = endsOf(row)
  return typeof ends === 'string' ? refused(ends) : decode(row, ends, path)
}

export const isZeek = (row: Fields): boolean => row.ts !== undefined

/**
 * Both of the interval since the row before. `stats`: what Zeek worked through, and beside it what the capture lost before;
 * `capture_loss`: acknowledgements, and those of segments that nobody saw pass.
 */
function decodeHealth(row: Fields, path: 'stats' | 'capture_loss'): Decoded {
  const at = parseEpochSeconds(row.ts)
  if (Number.isNaN(at)) return refused('no-time')
  const dropped = numberIn(row.pkts_dropped)
  const counters =
    path === 'stats'
      ? ({ counted: 'packets', total: numberIn(row.pkts_proc) + dropped, lost: dropped } as const)
      : ({ counted: 'acknowledgements', total: numberIn(row.acks), lost: numberIn(row.gaps) } as const)
  return healthAt(at, { isSinceStart: false, startedAt: at, reporter: textIn(row.peer), ...counters })
}

/** A row is a whole conversation; without the server's yes in it, nobody got an address. Older versions log only those. */
function decodeDhcp(row: Fields): Decoded {
  const at = momentOf(row)
  if (Number.isNaN(at)) return refused('no-time')
  const { mac, host_name: own, client_fqdn: full, assigned_addr, assigned_ip, client_addr, msg_types: said } = row
  if (said !== undefined && !listed(said).includes('ACK')) return ignored('dhcp')
  const ip = givenIn(assigned_addr) || givenIn(assigned_ip) || givenIn(client_addr)
  return addressAt(at, 'dhcp', { ip, mac, name: textIn(own) || full })
}

const LOGINS = ['ssh', 'ftp', 'kerberos', 'ntlm', 'rfb', 'mysql', 'postgresql', 'ldap', 'radius', 'smtp']

/** Those that no rule looks at yet. */
const ZEEK_LOGS: ReadonlySet<string> = new Set([
  ...['known_hosts', 'known_services', 'loaded_scripts', 'notice', 'ntp'],
  ...['packet_filter', 'pe', 'rdp', 'reporter', 'sip', 'snmp', 'software'],
  ...['syslog', 'tunnel', 'weird', 'x509', 'app_stats', 'ocsp', 'analyzer', 'socks', 'irc'],
])

/** The most frequent first. */
const MARKS: readonly [mark: string, path: string][] = [
  ['conn_state', 'conn'],
  ['qtype_name', 'dns'],
  ['rcode_name', 'dns'],
  ['status_code', 'http'],
  ['uri', 'http'],
  ['server_name', 'ssl'],
  ['next_protocol', 'ssl'],
  ['auth_attempts', 'ssh'],
  ['request_type', 'kerberos'],
  ['reply_code', 'ftp'],
  ['ntlm', 'ntlm'],
  ['domainname', 'ntlm'],
  ['server_nb_computer_name', 'ntlm'],
  ['mailfrom', 'smtp'],
  ['authentication_method', 'rfb'],
  ['server_major_version', 'rfb'],
  ['share_type', 'smb_mapping'],
  ['named_pipe', 'dce_rpc'],
  ['percent_lost', 'capture_loss'],
  ['pkts_proc', 'stats'],
  ['msg_types', 'dhcp'],
  ['assigned_ip', 'dhcp'],
  ['mime_type', 'files'],
  ['seen_bytes', 'files'],
]

function pathOf(row: Fields): string {
  const told = row._path
  if (typeof told === 'string') return told
  const mark = MARKS.find(([name]) => row[name] !== undefined)
  if (mark) return mark[1]
  if (row.cmd !== undefined && row.arg !== undefined) return 'mysql'
  return row.query !== undefined && row.trans_id !== undefined ? 'dns' : ''
}

/** Every log's name, by which a file's name can say what its rows are. */
export const ZEEK_PATHS: ReadonlySet<string> = new Set([
  ...ZEEK_LOGS,
  ...LOGINS,
  'conn',
  'dns',
  'http',
  'ssl',
  'files',
  'smb_files',
  'smb_mapping',
  'dce_rpc',
  'capture_loss',
  'stats',
  'dhcp',
])

interface Ends {
  at: number
  startedAt: number
  source: string
  sourcePort: number
  target: string
  targetPort: number
  protocol: Protocol
  flow: string
  exchange: number
}

function endsOf(row: Fields): Ends | 'no-time' | 'no-address' {
  const at = momentOf(row)
  const [source, target] = [addressIn(row['id.orig_h']), addressIn(row['id.resp_h'])]
  if (Number.isNaN(at)) return 'no-time'
  if (source === '' || target === '') return 'no-address'
  return {
    at,
    startedAt: at,
    source,
    sourcePort: portIn(row['id.orig_p']),
    target,
    targetPort: portIn(row['id.resp_p']),
    protocol: protocolOf(row.proto),
    flow: textIn(row.uid),
    exchange: numberIn(row.trans_depth) || numberIn(row.trans_id),
  }
}

const momentOf = ({ ts }: Fields): number =>
  typeof ts === 'string' && ts.includes('T') ? parseMoment(ts) : parseEpochSeconds(ts)

function protocolOf(name: unknown): Protocol {
  return name === 'udp' || name === 'icmp' ? name : name === 'tcp' || name === undefined ? 'tcp' : 'other'
}

type Decoder = (row: Fields, ends: Ends, path: string) => Decoded

/** A map, because a row may claim to be of the log `constructor`. */
const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['conn', decodeConn],
  ['dns', decodeDns],
  ['http', decodeHttp],
  ['ssl', decodeSsl],
  ['smb_files', decodeShare],
  ['smb_mapping', decodeShare],
  ['dce_rpc', decodeRpc],
  ...LOGINS.map((path): [string, Decoder] => [path, decodeLogin]),
])

/** `ts` is when it began; a row is written at its end, and windows go by that. */
function decodeConn(row: Fields, ends: Ends): Decoded {
  const durationMs = numberIn(row.duration) * 1_000
  const state = textIn(row.conn_state)
  const history = textIn(row.history)
  const isProbe = isStealthProbe(history) && isTowardsService(ends)
  return {
    ...ends,
    type: 'flow',
    at: durationMs > 0 ? Math.round((ends.startedAt + durationMs) * 1_000) / 1_000 : ends.startedAt,
    outcome: ends.protocol === 'tcp' ? tcpOutcome(state, history) : numberIn(row.resp_pkts) > 0 ? 'answered' : 'silent',
    isMidway: ends.protocol === 'tcp' && !isProbe && isMidway(state, history),
    // Zeek tells results in logs of their own.
    isHalfOpen: ends.protocol === 'tcp' && /^S[hrR^Tt]*$/.test(history),
    isOpaqueLogin: false,
    service: textIn(row.service),
    bytesToTarget: numberIn(row.orig_ip_bytes),
    bytesToSource: numberIn(row.resp_ip_bytes),
    packetsToTarget: numberIn(row.orig_pkts),
    packetsToSource: numberIn(row.resp_pkts),
  }
}

/**
 * S0: no answer. SH, RSTOS0: left without waiting for one. REJ: refused. All others had an answer, and so had who went on
 * with ACK or data (`A`, `D`): only one direction was seen.
 */
function tcpOutcome(state: string, history: string): FlowEvent['outcome'] {
  if (isStealthProbe(history)) return history.endsWith('r') ? 'refused' : 'silent'
  if (history.includes('A') || history.includes('D')) return 'answered'
  if (state === 'S0' || state === 'SH' || state === 'RSTOS0') return 'silent'
  return state === 'REJ' ? 'refused' : 'answered'
}

/**
 * A FIN (or XMAS) alone, a packet without any flag that was reset (`r`), an ACK out of nowhere that was reset: scanning by
 * stealth, or the rest of a forgotten connection; from a client's port to a service's it is the former.
 */
const isStealthProbe = (history: string): boolean =>
  history === 'F' || history === 'Fr' || history === 'r' || history === 'Ar'

/** Capitals are the source's packets: what nobody opened with a SYN, or what an answer began (`^`), was joined halfway. */
const isMidway = (state: string, history: string): boolean =>
  state === 'OTH' || state === 'RSTRH' || state === 'SHR' || (history !== '' && !history.startsWith('S'))

function decodeDns(row: Fields, ends: Ends): Decoded {
  return {
    ...ends,
    type: 'dns',
    protocol: row.proto === undefined ? 'udp' : ends.protocol,
    name: plainHost(textIn(row.query)),
    recordType: textIn(row.qtype_name),
    resultCode: textIn(row.rcode_name),
    answers: listed(row.answers).map(textIn),
  }
}

function decodeHttp(row: Fields, ends: Ends): Decoded {
  return {
    ...ends,
    type: 'http',
    host: plainHost(textIn(row.host)) || ends.target,
    path: plainPath(textIn(row.uri)),
    method: textIn(row.method),
    status: numberIn(row.status_code),
    userAgent: textIn(row.user_agent),
    contentType: plainType(textIn(listed(row.resp_mime_types)[0])),
    responseBytes: numberIn(row.response_body_len),
    forwardedFor: forwardedFor(listed(row.proxied)),
    account: textIn(row.username),
  }
}

/** `X-FORWARDED-FOR -> 192.0.2.1` */
const forwardedFor = (proxied: readonly unknown[]): string =>
  proxied.map((told) => /^X-FORWARDED-FOR -> (.+)$/i.exec(textIn(told))?.[1] ?? '').find((name) => name !== '') ?? ''

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function decodeSsl(row: Fields, ends: Ends): Decoded {
  const [serverName, ja3] = [plainHost(textIn(row.server_name)), textIn(row.ja3)]
  const certificate = sha1In(listed(row.cert_chain_fps)[0])
  if (serverName === '' && ja3 === '' && certificate === '') return ignored('ssl')
  return { ...ends, type: 'tls', serverName, ja3, certificate }
}

/** Zeek may be set to another kind of fingerprint, which no list of ours knows. */
const sha1In = (value: unknown): string => (/^[0-9a-f]{40}$/.test(textIn(value)) ? textIn(value) : '')

/** Older versions name sender and receiver, newer ones the connection and which of the two it was. */
function decodeFile(row: Fields): Decoded {
  const [sender, receiver] = [listed(row.tx_hosts)[0], listed(row.rx_hosts)[0]]
  // Of a file whose connection was not seen there is nobody to speak of.
  if (sender === undefined && row['id.orig_h'] === undefined) return ignored('files')
  const [source, target] = row.is_orig === true ? ['id.orig', 'id.resp'] : ['id.resp', 'id.orig']
  const ends = endsOf({
    ts: row.ts,
    uid: row.uid ?? listed(row.conn_uids)[0],
    'id.orig_h': sender ?? row[`${source}_h`],
    'id.orig_p': row[`${source}_p`],
    'id.resp_h': receiver ?? row[`${target}_h`],
    'id.resp_p': row[`${target}_p`],
  })
  if (typeof ends === 'string') return refused(ends)
  return {
    ...ends,
    type: 'file',
    service: textIn(row.source).toLowerCase(),
    name: textIn(row.filename),
    magic: textIn(row.mime_type).toLowerCase(),
    bytes: numberIn(row.total_bytes) || numberIn(row.seen_bytes),
    md5: textIn(row.md5),
    sha1: textIn(row.sha1),
    sha256: textIn(row.sha256),
    host: '',
    path: '',
  }
}

const SHARE_ACTIONS: ReadonlyMap<string, ShareEvent['action']> = new Map([
  ['SMB::FILE_OPEN', 'opened'],
  ['SMB::FILE_WRITE', 'created'],
  ['SMB::FILE_RENAME', 'renamed'],
  ['SMB::FILE_DELETE', 'deleted'],
])

function decodeShare(row: Fields, ends: Ends, path: string): Decoded {
  const action = path === 'smb_mapping' ? 'connected' : SHARE_ACTIONS.get(textIn(row.action))
  if (!action) return ignored(path)
  return { ...ends, type: 'share', action, share: textIn(row.path), path: textIn(row.prev_name) || textIn(row.name) }
}

function decodeRpc(row: Fields, ends: Ends): Decoded {
  return { ...ends, type: 'rpc', endpoint: textIn(row.endpoint).toLowerCase(), operation: textIn(row.operation) }
}

function decodeLogin(row: Fields, ends: Ends, path: string): Decoded {
  const login = zeekLoginOf(path, row)
  return login ? { ...ends, type: 'login', ...login } : ignored(path)
}
