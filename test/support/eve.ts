import { eveFlow } from './sensor-lines.ts'

/** One of the firm's computers tries many doors of another, as a Suricata sensor tells it. */
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
    eveFlow(
      { at: at + place * 100, source, sourcePort: 40_000 + place, target, targetPort: 20 + place, id: place },
      'refused',
    ),
  )

export const ndjson = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`)
