/** Moving a log's times, as if it happened now. Whole seconds, so that the digits behind the point stay as they are. */

/** The latest moment of a line, in whole seconds since 1970; undefined when it tells none. */
export function secondsOf(line: string): number | undefined {
  const row = readRow(line)
  if (!row) return undefined
  const moments = [momentOf(row.timestamp), momentOf(row.ts), momentOf(flowOf(row)?.end)]
  const known = moments.filter((moment) => moment !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

/** The line as it would stand so many seconds later; a line that is no JSON object stays as it is. */
export function shifted(line: string, seconds: number): string {
  const row = readRow(line)
  if (!row || seconds === 0) return line
  for (const name of ['timestamp', 'ts'] as const) if (name in row) row[name] = later(row[name], seconds)
  const flow = flowOf(row)
  if (flow) for (const name of ['start', 'end'] as const) if (name in flow) flow[name] = later(flow[name], seconds)
  return `${JSON.stringify(row)}${line.endsWith('\n') ? '\n' : ''}`
}

type Row = Record<string, unknown>

function readRow(line: string): Row | undefined {
  try {
    const row: unknown = JSON.parse(line)
    return isRow(row) ? row : undefined
  } catch {
    return undefined
  }
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
const flowOf = ({ flow }: Row): Row | undefined => (isRow(flow) ? flow : undefined)

/** Suricata's and Zeek's ISO 8601; without a zone it is UTC. */
const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/

function momentOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return Math.floor(value)
  if (typeof value !== 'string') return undefined
  const [, day, time, , zone = 'Z'] = ISO.exec(value) ?? []
  if (day === undefined) return undefined
  const ms = Date.parse(`${day}T${time}${zone.replace(/(\d{2})(\d{2})$/, '$1:$2')}`)
  return Number.isNaN(ms) ? undefined : ms / 1000
}

function later(value: unknown, seconds: number): unknown {
  const at = momentOf(value)
  if (at === undefined) return value
  // Six digits behind the point, as sensors write them; adding would show the machine's rounding.
  if (typeof value === 'number') return Number((value + seconds).toFixed(6))
  const [, , , fraction = '', zone = ''] = ISO.exec(String(value)) ?? []
  const whole = new Date((at + seconds) * 1000).toISOString().slice(0, 19)
  return `${whole}${fraction}${zone.startsWith('+') || zone.startsWith('-') ? '+0000' : zone}`
}
