/** How a box was plugged in: what it hears hangs on that alone. */
export type Wiring = 'right' | 'no-mirror' | 'outside' | 'one-for-all'

/** A minute in a firm's network, in time; all epoch ms. */
interface Minute {
  at: number
  startedAt: number
  /** Since the box was switched on. */
  packets: number
  computers: number
}

/** Where the box itself speaks from. */
export const OWN = '192.168.1.9'

/** Suricata's lines of one minute: its figures, and who spoke with whom as far as this wiring lets it hear. */
export function linesOf(wiring: Wiring, { at, startedAt, packets, computers }: Minute): string[] {
  const figures = {
    uptime: Math.floor((at - startedAt) / 1_000),
    capture: { kernel_packets: packets, kernel_drops: 0 },
  }
  const talks = HEARD[wiring](computers).map((ends, place) => talk(at, place, ends))
  return [{ timestamp: momentOf(at), event_type: 'stats', stats: figures }, ...talks].map((row) => JSON.stringify(row))
}

type Ends = readonly [source: string, target: string]

/** Web servers of nobody's (RFC 5737). */
const SERVERS = ['192.0.2.80', '198.51.100.7', '203.0.113.20']

const HEARD: Readonly<Record<Wiring, (computers: number) => Ends[]>> = {
  right: (computers) =>
    Array.from({ length: computers }, (_, nth) => `192.168.1.${20 + nth}`).flatMap((computer) =>
      SERVERS.map((server): Ends => [computer, server]),
    ),
  'no-mirror': () => [[OWN, '192.0.2.80']],
  outside: () => SERVERS.map((server): Ends => ['203.0.113.77', server]),
  'one-for-all': (computers) =>
    Array.from({ length: 2 * computers }, (_, nth): Ends => ['192.168.1.2', `198.51.100.${1 + nth}`]),
}

const talk = (at: number, place: number, [source, target]: Ends) => ({
  timestamp: momentOf(at),
  flow_id: at * 1_000 + place,
  event_type: 'flow',
  ...{ src_ip: source, src_port: 40_000 + (Math.floor(at / 1_000) % 20_000), dest_ip: target, dest_port: 443 },
  ...{ proto: 'TCP', app_proto: 'tls' },
  flow: {
    ...{ pkts_toserver: 12, pkts_toclient: 30, bytes_toserver: 2_000, bytes_toclient: 30_000 },
    ...{ start: momentOf(at - 20_000), end: momentOf(at - 1_000), age: 19, state: 'closed', reason: 'timeout' },
  },
  tcp: { tcp_flags: '1b', tcp_flags_ts: '1b', tcp_flags_tc: '1b' },
})

/** `2026-11-24T01:00:00.000000+0000`, as Suricata writes it. */
const momentOf = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}000+0000`
