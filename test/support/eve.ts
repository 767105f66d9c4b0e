/** Lines of a Suricata sensor, as it would write them; times are epoch ms. */

const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '+0000')

/** Suricata names a connection by a number below 2^53; any will do. */
export const flowId = (seed: number): number => 1_000_000_000 + seed

export interface KnockOptions {
  at: number
  source: string
  target: string
  port: number
  seed: number
}

/** A SYN that was refused. */
export const knock = ({ at, source, target, port, seed }: KnockOptions): string =>
  JSON.stringify({
    timestamp: stamp(at),
    flow_id: flowId(seed),
    event_type: 'flow',
    src_ip: source,
    src_port: 40_000 + (seed % 20_000),
    dest_ip: target,
    dest_port: port,
    proto: 'TCP',
    flow: {
      pkts_toserver: 1,
      pkts_toclient: 1,
      bytes_toserver: 60,
      bytes_toclient: 54,
      start: stamp(at),
      end: stamp(at + 5),
    },
    tcp: { tcp_flags: '16', tcp_flags_ts: '02', tcp_flags_tc: '14', syn: true, rst: true },
  })

/** One of the firm's computers tries many doors of another. */
export const scanLines = ({
  at,
  source = '192.168.1.23',
  target = '192.168.1.9',
  ports = 40,
}: {
  at: number
  source?: string
  target?: string
  ports?: number
}): string[] =>
  Array.from({ length: ports }, (_, place) =>
    knock({ at: at + place * 100, source, target, port: 20 + place, seed: place }),
  )

/** A log-in over FTP that the server answered with this code: 530 refuses, 230 lets in. */
export const ftpLogin = ({
  at,
  source,
  target,
  code,
  seed,
}: {
  at: number
  source: string
  target: string
  code: '530' | '230'
  seed: number
}): string =>
  JSON.stringify({
    timestamp: stamp(at),
    flow_id: flowId(seed),
    event_type: 'ftp',
    src_ip: source,
    src_port: 40_000 + (seed % 20_000),
    dest_ip: target,
    dest_port: 21,
    proto: 'TCP',
    ftp: { command: 'PASS', command_data: 'x', completion_code: [code], reply: ['answer'], reply_received: 'yes' },
  })

export const ndjson = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`)
