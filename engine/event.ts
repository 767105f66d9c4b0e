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
  outcome: 'failed' | 'succeeded'
  /** '' where the protocol does not tell. */
  account: string
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
}

export interface TlsEvent extends EventBase {
  type: 'tls'
  serverName: string
}

export type SensorEvent = FlowEvent | LoginEvent | DnsEvent | HttpEvent | TlsEvent
export type SensorEventType = SensorEvent['type']
