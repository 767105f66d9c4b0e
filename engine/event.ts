/** What a sensor saw, in our words: the few fields that rules look at, whichever sensor wrote the line. */

export type Protocol = 'tcp' | 'udp' | 'icmp' | 'other'

interface EventBase {
  /** When it ended, epoch ms: the time that windows go by (a flow's row is written at its end). */
  at: number
  /** When it began, epoch ms: the time that evidence shows. */
  startedAt: number
  source: string
  sourcePort: number
  target: string
  targetPort: number
  protocol: Protocol
  /** The sensor's own id of the connection: Suricata's `flow_id` (a number), Zeek's `uid`. */
  flow: string | number
  /** Which exchange within the connection (Suricata's `tx_id`, Zeek's `trans_depth`), 0 where the sensor does not say. */
  exchange: number
}

/** `answered`: the target replied with more than a reset. `refused`: reset or unreachable. `silent`: nothing came back. */
export interface FlowEvent extends EventBase {
  type: 'flow'
  outcome: 'answered' | 'refused' | 'silent'
  /** Nobody was seen to open it: an answer without its question (backscatter), a stray reset, or joined halfway. */
  isMidway: boolean
  /** TCP that its opener never carried on: a SYN, and after the answer, if one came, nothing. */
  isHalfOpen: boolean
  /** It holds a log-in whose result this sensor tells nowhere (Suricata's SSH), so that a rule may judge by its size. */
  isOpaqueLogin: boolean
  /** The service the sensor recognised, lower case (`ssh`, `http`, …), or ''. */
  service: string
  bytesToTarget: number
  bytesToSource: number
  packetsToTarget: number
  packetsToSource: number
}

export interface LoginEvent extends EventBase {
  type: 'login'
  service: string
  /**
   * `unknown-account`: the server knows nobody of that name, whatever the password. `untold`: a name or a password was
   * sent, and this row does not say what became of it; another of the same flow may.
   */
  outcome: 'failed' | 'succeeded' | 'unknown-account' | 'untold'
  /** '' where the protocol does not tell. */
  account: string
  /** The password itself travelled, readable by anybody on the way. Its value is never kept. */
  isCleartext: boolean
}

export interface DnsEvent extends EventBase {
  type: 'dns'
  name: string
  recordType: string
  /** `NOERROR`, `NXDOMAIN`, … or '' for a query without its answer. */
  resultCode: string
  answers: string[]
}

export interface HttpEvent extends EventBase {
  type: 'http'
  host: string
  path: string
  method: string
  /** 0 when no response was seen. */
  status: number
  userAgent: string
  /** The response's, lower case and without parameters, or ''. */
  contentType: string
  /** Of the response's body, as far as the sensor saw it. */
  responseBytes: number
  /** Whom a proxy spoke for (`X-Forwarded-For`), or ''. */
  forwardedFor: string
  /** Whom the client claimed to be by HTTP Basic, or ''. The password beside it is never read. */
  account: string
}

export interface TlsEvent extends EventBase {
  type: 'tls'
  /** '' when the client named none. */
  serverName: string
  /** MD5 of the client's hello (JA3), lower case, or ''. */
  ja3: string
  /** SHA-1 of the server's certificate, 40 hexadecimal digits in lower case, or ''. */
  certificate: string
}

/** A file went over the wire. Here alone `source` is who sent it and `target` who got it. */
export interface FileEvent extends EventBase {
  type: 'file'
  /** What carried it: `http`, `smb`, `ftp`, `smtp`, … */
  service: string
  /** As the sender called it, path included; or ''. */
  name: string
  /** What its first bytes say it is: libmagic's words (Suricata) or a MIME type (Zeek), lower case, or ''. */
  magic: string
  bytes: number
  /** Lower-case hexadecimal, or ''. */
  md5: string
  sha1: string
  sha256: string
  /** Over HTTP: where it came from. */
  host: string
  path: string
}

/** Something done on a Windows share (SMB) that the server allowed. */
export interface ShareEvent extends EventBase {
  type: 'share'
  action: 'connected' | 'opened' | 'created' | 'renamed' | 'deleted'
  /** `\\\\server\\ADMIN$` or the share's name alone, as the sensor wrote it, or ''. */
  share: string
  /** The file's path within the share, or ''. */
  path: string
}

/** A Windows remote procedure call. */
export interface RpcEvent extends EventBase {
  type: 'rpc'
  /**
   * The interface's short name in lower case (`svcctl`, `drsuapi`, …), its UUID where we know none, or '' where only an
   * earlier binding of the same flow told it.
   */
  endpoint: string
  /** Its name (`CreateServiceW`), its number where we know none, or '' for a binding. */
  operation: string
}

/** The sensor on itself: how much there was to see, and how much of it was lost before anybody looked. */
export interface HealthEvent extends EventBase {
  type: 'health'
  /** Which of the sensor's programs says so (Zeek's `peer`), or ''. */
  reporter: string
  /** Packets on the wire; or acknowledgements, whose missing segments tell what never reached the sensor. */
  counted: 'packets' | 'acknowledgements'
  /**
   * The counters grow from the program's start, which is `startedAt` (0 where it is not told), until it starts anew from
   * nought. Otherwise they are of one interval that ended at `at`.
   */
  isSinceStart: boolean
  /** All there were, the lost ones among them. */
  total: number
  lost: number
}

/** A device (`mac`) was seen with an address (`source`), or was heard to call itself by a name; '' for what was not told. */
export interface AddressEvent extends EventBase {
  type: 'address'
  /** `00:50:56:aa:bb:cc` */
  mac: string
  /** What the device calls itself (DHCP), or what the network calls its address (ARP's watcher). */
  name: string
  via: 'dhcp' | 'arp'
}

export type SensorEvent =
  | FlowEvent
  | LoginEvent
  | DnsEvent
  | HttpEvent
  | TlsEvent
  | FileEvent
  | ShareEvent
  | RpcEvent
  | HealthEvent
  | AddressEvent
export const SENSOR_EVENT_TYPES = [
  'flow',
  'login',
  'dns',
  'http',
  'tls',
  'file',
  'share',
  'rpc',
  'health',
  'address',
] as const
export type SensorEventType = (typeof SENSOR_EVENT_TYPES)[number]
export type EventOf<Type extends SensorEventType> = Extract<SensorEvent, { type: Type }>
