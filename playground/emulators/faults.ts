import type { Platform } from './platform.ts'
import type { Random } from './random.ts'

/** What may go wrong with a call to the platform (the first group), or with a webhook from it (route `webhook`). */
export const FAULT_KINDS = [
  '429',
  '429-no-retry-after',
  'quota',
  '500',
  'accept-then-500',
  'accept-then-hang',
  'accept-then-reset',
  'reset',
  'slow',
  'truncated',
  '401',
  'drop',
  'duplicate',
  'redeliver',
  'delay',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface FaultRule {
  platform: Platform
  /** `push`, `chat.postMessage`, … ; `webhook` for what the platform sends; `*` for every call. */
  route: string
  kind: FaultKind
  /** The first matching call that is hit, counted from now; 1 unless told. */
  nth?: number | undefined
  /** How many calls in a row are hit; 1 unless told. */
  times?: number | undefined
  /** Seeded chance instead of counting: each matching call is hit with this probability until the rule is cleared. */
  probability?: number | undefined
  retryAfterS?: number | undefined
  delayMs?: number | undefined
}

interface Armed {
  rule: FaultRule
  seen: number
}

/** Scripted and seeded faults; the first rule that hits wins. */
export function createFaults(random: Random) {
  let armed: Armed[] = []
  const hits = (each: Armed) => {
    if (each.rule.probability !== undefined) return random.next() < each.rule.probability
    each.seen += 1
    const first = each.rule.nth ?? 1
    return each.seen >= first && each.seen < first + (each.rule.times ?? 1)
  }
  const matches = ({ rule }: Armed, platform: Platform, route: string) =>
    rule.platform === platform && (rule.route === route || (rule.route === '*' && route !== 'webhook'))
  return {
    add: (rule: FaultRule) => {
      armed.push({ rule, seen: 0 })
    },
    clear: () => {
      armed = []
    },
    list: () => armed.map((each) => ({ ...each.rule, seen: each.seen })),
    take: (platform: Platform, route: string): FaultRule | undefined => {
      let taken: FaultRule | undefined
      for (const each of armed) if (matches(each, platform, route) && hits(each)) taken ??= each.rule
      return taken
    },
  }
}

export type Faults = ReturnType<typeof createFaults>
