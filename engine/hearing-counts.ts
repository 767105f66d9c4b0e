import { hiddenIn, isSmall, type Shown } from './diagnosis/hiding.ts'

/** What a region's hearings came to: each is in one state, and of each that was held one thing was found. */
export interface HearingCounts {
  hearings: number
  booked: number
  held: number
  missed: number
  cancelled: number
  operated: number
  justInstalled: number
  unknown: number
}

/** Of the firms that could say: how many left the tools as they came. Null when none could. */
export function justInstalledShare({
  operated,
  justInstalled,
}: Pick<HearingCounts, 'operated' | 'justInstalled'>): number | null {
  const said = operated + justInstalled
  return said === 0 ? null : justInstalled / said
}

const STATES = ['booked', 'held', 'missed', 'cancelled'] as const
const FINDINGS = ['operated', 'justInstalled', 'unknown'] as const

/** What a chamber may read. Firms are what is hidden, so `firms`, each counted once, says which counts are small. */
export function shownHearings(
  counts: HearingCounts,
  firms: HearingCounts,
): Record<keyof HearingCounts | 'justInstalledShare', Shown> {
  const hearings = isSmall(firms.hearings) ? null : counts.hearings
  const states = shownParts(STATES, counts, firms, hearings)
  // Together they are those that were held.
  const findings = shownParts(FINDINGS, counts, firms, states.held)
  const isShareTold = findings.operated !== null && findings.justInstalled !== null
  return { hearings, ...states, ...findings, justInstalledShare: isShareTold ? justInstalledShare(counts) : null }
}

/** Nothing is told of the parts of a whole that is hidden. */
function shownParts<Part extends keyof HearingCounts>(
  parts: readonly Part[],
  counts: HearingCounts,
  firms: HearingCounts,
  whole: Shown,
): Record<Part, Shown> {
  const hidden = hiddenIn(parts.map((part) => firms[part]))
  const shown = parts.map((part, place) => [part, whole === null || hidden[place] ? null : counts[part]])
  return Object.fromEntries(shown) as Record<Part, Shown>
}
