import type { Ledger } from './firms.ts'

/** One notice's way; ms since it was sent, null for what never came. */
export interface Way {
  ledger: Ledger
  readMs: number | null
  foundMs: number | null
  doneMs: number | null
  finding: Finding | null
  /** How the question stood a day after the notice; of interest where the PC was not found by then. */
  stuck: Stuck
}

/**
 * What found the PC: the firm's list, the roll call, the desk's call before anything had happened, the question, whoever leads
 * the firm, the desk's call about it, or who did what the notice asks.
 */
export const FINDINGS = ['list', 'roll call', 'told ahead', 'question', 'leader', 'telephone', 'did it'] as const
export type Finding = (typeof FINDINGS)[number]

export const STUCK = ['nobody asked', 'user not asked', 'user silent', 'user unsure', 'user said yes'] as const
export type Stuck = (typeof STUCK)[number]

/** A question on somebody's phone. */
export interface Asked {
  isUser: boolean
  at: number
  says: string | null
  saidAt: number | null
}

/** As it stood then. */
export function stuckAt(then: number, asked: readonly Asked[]): Stuck {
  const before = asked.filter(({ at }) => at <= then)
  if (before.length === 0) return 'nobody asked'
  const user = before.find(({ isUser }) => isUser)
  if (!user) return 'user not asked'
  if (user.saidAt === null || user.saidAt > then) return 'user silent'
  return user.says === 'はい' ? 'user said yes' : 'user unsure'
}

export interface Cost {
  firms: number
  pushes: number
  /** What the staff pressed, by what it was. */
  acts: Readonly<Record<keyof typeof SECONDS, number>>
}

/**
 * Assumed: how long one takes a person of the staff; `helped` is what a call takes longer in which somebody is led through the
 * notice, `asked` what it takes longer for each PC that is asked about before anything has happened.
 */
export const SECONDS = {
  judge: 60,
  write: 300,
  finish: 60,
  telephone: 420,
  helped: 600,
  asked: 60,
  missed: 60,
} as const

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const STAGES = ['read', 'found', 'done'] as const
const LEDGERS: readonly Ledger[] = ['with-ips', 'without-ips', 'none']
const BAR = 40

export const shareWithin = (ways: readonly Way[], stage: (typeof STAGES)[number], limitMs: number): number =>
  ways.filter((way) => (way[`${stage}Ms`] ?? Infinity) <= limitMs).length / Math.max(1, ways.length)

/** The funnel as lines of text. */
export function drawn(title: string, ways: readonly Way[], cost?: Cost): string {
  const lines = STAGES.map((stage) => {
    const times = ways.flatMap((way) => way[`${stage}Ms`] ?? []).sort((one, other) => one - other)
    const share = times.length / Math.max(1, ways.length)
    const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '·')
    return `${stage.padEnd(7)}${bar} ${percent(share)} (${between(times.length, ways.length)})  median ${hours(at(times, 0.5))}  p90 ${hours(at(times, 0.9))}`
  })
  const found = `PC found within 24 h: ${percent(shareWithin(ways, 'found', DAY_MS))} (${between(ways.filter(isFound).length, ways.length)}; target 80)`
  const paid = cost
    ? [foundBy(ways), notFound(ways), `LINE pushes a firm: ${(cost.pushes / cost.firms).toFixed(1)}`, staffLine(cost)]
    : []
  return [title, `notice ${'█'.repeat(BAR)} ${ways.length}`, ...lines, found, ...byLedger(ways), ...paid].join('\n')
}

const byLedger = (ways: readonly Way[]): string[] =>
  LEDGERS.map((ledger) => {
    const own = ways.filter((way) => way.ledger === ledger)
    return `  list of PCs ${ledger.padEnd(11)} ${percent(shareWithin(own, 'found', DAY_MS))} of ${own.length}`
  })

const isFound = ({ foundMs }: Way): boolean => (foundMs ?? Infinity) <= DAY_MS
const foundBy = (ways: readonly Way[]): string =>
  `  found by: ${counted(FINDINGS, ways.filter(isFound), ({ finding }) => finding)}`
const notFound = (ways: readonly Way[]): string =>
  `  not found, the question: ${counted(
    STUCK,
    ways.filter((way) => !isFound(way)),
    ({ stuck }) => stuck,
  )}`

const counted = <Kind>(kinds: readonly Kind[], ways: readonly Way[], of: (way: Way) => Kind | null): string =>
  kinds.map((kind) => `${kind} ${ways.filter((way) => of(way) === kind).length}`).join(', ')

function staffLine({ acts, firms }: Cost): string {
  const kinds = Object.keys(SECONDS) as (keyof typeof SECONDS)[]
  const seconds = kinds.reduce((sum, kind) => sum + acts[kind] * SECONDS[kind], 0)
  const counted = kinds.map((kind) => `${kind} ${acts[kind]} × ${SECONDS[kind]} s`).join(', ')
  return `staff minutes a firm: ${(seconds / 60 / firms).toFixed(1)} (assumed: ${counted})`
}

/** In which the true share lies 95 times of 100 (Wilson), however few there were. */
export function between(count: number, of: number): string {
  const [z, share, all] = [1.96, count / Math.max(1, of), Math.max(1, of)]
  const middle = share + z ** 2 / (2 * all)
  const reach = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2))
  const bound = (value: number): number => Math.round((100 * value) / (1 + z ** 2 / all))
  return `${bound(middle - reach)}–${bound(middle + reach)}`
}

const at = (times: readonly number[], share: number): number | undefined =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))]
const hours = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / HOUR_MS).toFixed(1)} h`)
const percent = (share: number): string => `${Math.round(share * 100)} %`.padStart(5)
