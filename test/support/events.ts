import type {
  AddressEvent,
  DnsEvent,
  FileEvent,
  FlowEvent,
  HealthEvent,
  HttpEvent,
  LoginEvent,
  RpcEvent,
  ShareEvent,
  TlsEvent,
} from '#engine/event.ts'

/** Tuesday 10:00 in Japan, six hours after a detector's day has turned. */
export const MORNING = Date.UTC(2026, 10, 24, 1)
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** Kenta's computer, the office server, and somebody out there. */
export const KIOSK = '192.168.1.23'
export const SERVER = '192.168.1.10'
export const STRANGER = '203.0.113.5'

let flows = 0
const base = () => ({
  at: MORNING,
  startedAt: MORNING,
  source: STRANGER,
  sourcePort: 40_000,
  target: KIOSK,
  targetPort: 443,
  protocol: 'tcp' as const,
  flow: `flow-${flows++}`,
  exchange: 0,
})

/** A knock that nobody answered, unless told otherwise. */
export const flow = (changes: Partial<FlowEvent> = {}): FlowEvent => ({
  ...base(),
  type: 'flow',
  outcome: 'silent',
  isMidway: false,
  isHalfOpen: false,
  isOpaqueLogin: false,
  service: '',
  bytesToTarget: 60,
  bytesToSource: 0,
  packetsToTarget: 1,
  packetsToSource: 0,
  ...settled(changes),
})

export const address = (changes: Partial<AddressEvent> = {}): AddressEvent => ({
  ...base(),
  type: 'address',
  source: KIOSK,
  target: '',
  flow: '',
  mac: '00:50:56:aa:bb:01',
  name: '',
  via: 'dhcp',
  ...settled(changes),
})

export const health = (changes: Partial<HealthEvent> = {}): HealthEvent => ({
  ...base(),
  type: 'health',
  source: '',
  target: '',
  flow: '',
  reporter: '',
  counted: 'packets',
  isSinceStart: false,
  total: 0,
  lost: 0,
  ...settled(changes),
})

export const login = (changes: Partial<LoginEvent> = {}): LoginEvent => ({
  ...base(),
  type: 'login',
  targetPort: 21,
  service: 'ftp',
  outcome: 'failed',
  account: '',
  isCleartext: false,
  ...settled(changes),
})

export const dns = (changes: Partial<DnsEvent> = {}): DnsEvent => ({
  ...base(),
  type: 'dns',
  source: KIOSK,
  target: SERVER,
  targetPort: 53,
  protocol: 'udp',
  name: 'www.example.jp',
  recordType: 'A',
  resultCode: '',
  answers: [],
  ...settled(changes),
})

export const http = (changes: Partial<HttpEvent> = {}): HttpEvent => ({
  ...base(),
  type: 'http',
  source: KIOSK,
  target: STRANGER,
  targetPort: 80,
  host: 'www.example.jp',
  path: '/',
  method: 'GET',
  status: 200,
  userAgent: 'Mozilla/5.0',
  contentType: 'text/html',
  responseBytes: 1_000,
  forwardedFor: '',
  account: '',
  ...settled(changes),
})

export const tls = (changes: Partial<TlsEvent> = {}): TlsEvent => ({
  ...base(),
  type: 'tls',
  source: KIOSK,
  target: STRANGER,
  serverName: 'www.example.jp',
  ja3: '',
  certificate: '',
  ...settled(changes),
})

/** A page that a web server sent, unless told otherwise. */
export const file = (changes: Partial<FileEvent> = {}): FileEvent => ({
  ...base(),
  type: 'file',
  source: STRANGER,
  sourcePort: 80,
  target: KIOSK,
  targetPort: 40_000,
  service: 'http',
  name: '/index.html',
  magic: 'html document, ascii text',
  bytes: 1_000,
  md5: '',
  sha1: '',
  sha256: '',
  host: 'www.example.jp',
  path: '/index.html',
  ...settled(changes),
})

export const share = (changes: Partial<ShareEvent> = {}): ShareEvent => ({
  ...base(),
  type: 'share',
  source: KIOSK,
  target: SERVER,
  targetPort: 445,
  action: 'opened',
  share: '\\\\server\\public',
  path: 'report.xlsx',
  ...settled(changes),
})

export const rpc = (changes: Partial<RpcEvent> = {}): RpcEvent => ({
  ...base(),
  type: 'rpc',
  source: KIOSK,
  target: SERVER,
  targetPort: 445,
  endpoint: 'srvsvc',
  operation: '15',
  ...settled(changes),
})

/** What happens in a moment begins and ends in it, unless both are told. */
function settled<Changes extends { at?: number; startedAt?: number }>(changes: Changes): Changes {
  return changes.at === undefined || changes.startedAt !== undefined ? changes : { ...changes, startedAt: changes.at }
}

/** `count` things, `everyMs` apart. */
export const each = <Thing>(count: number, everyMs: number, make: (at: number, place: number) => Thing): Thing[] =>
  Array.from({ length: count }, (_, place) => make(MORNING + place * everyMs, place))
