/** One notice's way; ms since it was sent, null for what never came. */
export interface Way {
  readMs: number | null
  foundMs: number | null
  doneMs: number | null
}

export interface Cost {
  firms: number
  pushes: number
  /** What the staff pressed, by what it was. */
  acts: Readonly<Record<keyof typeof SECONDS, number>>
}

/** Assumed: how long one takes a person of the staff. */
export const SECONDS = { judge: 60, write: 300, finish: 60, telephone: 420 } as const

const HOUR_MS = 3_600_000
const STAGES = ['read', 'found', 'done'] as const
const BAR = 40

export const shareWithin = (ways: readonly Way[], stage: (typeof STAGES)[number], limitMs: number): number =>
  ways.filter((way) => (way[`${stage}Ms`] ?? Infinity) <= limitMs).length / Math.max(1, ways.length)

/** The funnel as lines of text. */
export function drawn(title: string, ways: readonly Way[], cost?: Cost): string {
  const lines = STAGES.map((stage) => {
    const times = ways.flatMap((way) => way[`${stage}Ms`] ?? []).sort((one, other) => one - other)
    const share = times.length / Math.max(1, ways.length)
    const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '·')
    return `${stage.padEnd(7)}${bar} ${percent(share)}  median ${hours(at(times, 0.5))}  p90 ${hours(at(times, 0.9))}`
  })
  const found = `PC found within 24 h: ${percent(shareWithin(ways, 'found', 24 * HOUR_MS))} (target 80 %)`
  const paid = cost ? [`LINE pushes a firm: ${(cost.pushes / cost.firms).toFixed(1)}`, staffLine(cost)] : []
  return [title, `notice ${'█'.repeat(BAR)} ${ways.length}`, ...lines, found, ...paid].join('\n')
}

function staffLine({ acts, firms }: Cost): string {
  const kinds = Object.keys(SECONDS) as (keyof typeof SECONDS)[]
  const seconds = kinds.reduce((sum, kind) => sum + acts[kind] * SECONDS[kind], 0)
  const counted = kinds.map((kind) => `${kind} ${acts[kind]} × ${SECONDS[kind]} s`).join(', ')
  return `staff minutes a firm: ${(seconds / 60 / firms).toFixed(1)} (assumed: ${counted})`
}

const at = (times: readonly number[], share: number): number | undefined =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))]
const hours = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / HOUR_MS).toFixed(1)} h`)
const percent = (share: number): string => `${Math.round(share * 100)} %`.padStart(5)
