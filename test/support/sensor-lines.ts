/** Lines as sensors write them, of our own making: the same few connections in Suricata's words and in Zeek's. */

type Row = Record<string, unknown>

export interface Seen {
  at: number
  source: string
  sourcePort: number
  target: string
  targetPort: number
  id: number
}

/** `2026-11-24T01:00:00.000000+0000` */
export const eveTime = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}000+0000`

const eveEnds = ({ at, source, sourcePort, target, targetPort, id }: Seen) => ({
  timestamp: eveTime(at),
  flow_id: 1_900_000_000_000_000 + id,
  src_ip: source,
  src_port: sourcePort,
  dest_ip: target,
  dest_port: targetPort,
  proto: 'TCP',
})

export const eve = (type: string, seen: Seen, row: Row = {}): string => {
  const { timestamp, flow_id, ...ends } = eveEnds(seen)
  return JSON.stringify({ timestamp, flow_id, event_type: type, ...ends, ...row })
}

export type Fate =
  | 'answered'
  | 'refused'
  | 'silent'
  | 'backscatter'
  | 'fin-probe'
  | 'fin-refused'
  | 'null-refused'
  | 'ack-refused'
  | 'late-fin'

/** TCP flags each way, as Suricata sums them up. */
const EVE_FLAGS: Record<Fate, [string, string]> = {
  answered: ['1b', '1b'],
  refused: ['02', '14'],
  silent: ['02', '00'],
  backscatter: ['12', '00'],
  'fin-probe': ['01', '00'],
  'fin-refused': ['01', '14'],
  'null-refused': ['00', '14'],
  'ack-refused': ['10', '04'],
  'late-fin': ['11', '00'],
}

export function eveFlow(
  seen: Seen,
  fate: Fate,
  { bytes = [60, 0], service = 'failed' }: { bytes?: [number, number]; service?: string } = {},
): string {
  const [there, back] = EVE_FLAGS[fate]
  const time = eveTime(seen.at)
  return eve(
    'flow',
    { ...seen, at: seen.at + 60_000 },
    {
      app_proto: service,
      flow: {
        pkts_toserver: 1,
        pkts_toclient: back === '00' ? 0 : 1,
        bytes_toserver: bytes[0],
        bytes_toclient: bytes[1],
        start: time,
        end: time,
        age: 0,
        state: 'closed',
        reason: 'timeout',
      },
      tcp: { tcp_flags: there, tcp_flags_ts: there, tcp_flags_tc: back },
    },
  )
}

const zeekEnds = ({ at, source, sourcePort, target, targetPort, id }: Seen) => ({
  ts: at / 1_000,
  uid: `C${id.toString(36).padStart(8, 'x')}`,
  'id.orig_h': source,
  'id.orig_p': sourcePort,
  'id.resp_h': target,
  'id.resp_p': targetPort,
})

export const zeek = (path: string, seen: Seen, row: Row = {}): string =>
  JSON.stringify({ _path: path, ...zeekEnds(seen), ...row })

const ZEEK_STATES: Record<Fate, [state: string, history: string]> = {
  answered: ['SF', 'ShADadFf'],
  refused: ['REJ', 'Sr'],
  silent: ['S0', 'S'],
  backscatter: ['OTH', '^h'],
  'fin-probe': ['SH', 'F'],
  'fin-refused': ['RSTR', 'Fr'],
  'null-refused': ['RSTRH', 'r'],
  'ack-refused': ['RSTRH', 'Ar'],
  'late-fin': ['SH', 'F'],
}

export function zeekFlow(seen: Seen, fate: Fate, row: Row = {}): string {
  const [state, history] = ZEEK_STATES[fate]
  return zeek('conn', seen, {
    proto: 'tcp',
    conn_state: state,
    history,
    orig_pkts: 1,
    resp_pkts: fate === 'silent' ? 0 : 1,
    orig_ip_bytes: 60,
    resp_ip_bytes: 0,
    ...row,
  })
}

/** Suricata's figures since its start: a line a minute, by which it is known to live, and to lose packets or not. */
export function eveStats({
  at,
  startedAt,
  packets = 0,
  drops = 0,
}: {
  at: number
  startedAt: number
  packets?: number
  drops?: number
}): string {
  const capture = { kernel_packets: packets, kernel_drops: drops, errors: 0 }
  const uptime = Math.floor(at / 1_000) - Math.floor(startedAt / 1_000)
  return JSON.stringify({ timestamp: eveTime(at), event_type: 'stats', stats: { uptime, capture } })
}

/** A device asks for an address and is given one, in Suricata's two rows (the name stands in the first) and in Zeek's one. */
export interface Lease {
  at: number
  ip: string
  mac: string
  name: string
}

const eveDhcp = (at: number, dhcp: Row): string =>
  eve(
    'dhcp',
    { at, source: '192.168.1.1', sourcePort: 67, target: '255.255.255.255', targetPort: 68, id: at % 1_000_000 },
    { proto: 'UDP', dhcp: { assigned_ip: '0.0.0.0', client_ip: '0.0.0.0', ...dhcp } },
  )

export const eveLease = ({ at, ip, mac, name }: Lease): string[] => [
  eveDhcp(at, { type: 'request', client_mac: mac, dhcp_type: 'request', requested_ip: ip, hostname: name }),
  eveDhcp(at, { type: 'reply', client_mac: mac, dhcp_type: 'ack', assigned_ip: ip, lease_time: 86_400 }),
]

export const zeekLease = ({ at, ip, mac, name }: Lease): string =>
  JSON.stringify({
    ts: at / 1_000,
    uids: ['CxDhcp'],
    mac,
    host_name: name,
    requested_addr: ip,
    assigned_addr: ip,
    lease_time: 86_400,
    msg_types: ['REQUEST', 'ACK'],
  })

/** As arpwatch writes its file. */
export const arpLine = ({ at, ip, mac, name }: Lease): string =>
  [mac.replaceAll(/\b0/g, ''), ip, Math.floor(at / 1_000), name, 'eth1'].join('\t')
