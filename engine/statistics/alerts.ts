import { ALERT_KINDS, type AlertKind, STAGE_OF, type Stage } from '../alert.ts'
import { FIRMS_MIN } from '../diagnosis/groups.ts'
import { hiddenSums, isSmall, isVagueSum, type Shown } from '../diagnosis/hiding.ts'
import { type Correlation, correlationOf } from './correlation.ts'

/** A firm of the region, as far as its alerts are counted by it. */
export interface CountedFirm {
  firmId: string
  name: string
  industry: string | null
  /** Null or 0 where nobody has said how many there are. */
  pcs: number | null
}

/** Alerts of one firm, of one of the twelve kinds, in one month (`2026-11`) of the region's own zone. */
export interface AlertCount {
  firmId: string
  kind: AlertKind
  month: string
  alerts: number
}

/**
 * Alerts by everything that the pilot's report counted them by (R-100…R-102). Null is what is hidden; the region's own
 * totals never are.
 */
export interface AlertStatistics {
  firms: number
  pcs: number
  alerts: number
  perFirm: number | null
  /** Firms whose PCs nobody has counted: they stand in no figure per PC. */
  withoutPcs: number
  perPc: Shown
  /** The most alerts per PC first. */
  industries: IndustryAlerts[]
  stages: StageAlerts[]
  months: { month: string; alerts: Shown; share: Shown }[]
  /** The most alerts first, at most `RANKED_MAX`; empty for whoever may not know whose they are. */
  ranking: (CountedFirm & { alerts: number })[]
  /** The same for everybody: places of five firms and more. */
  places: { from: number; to: number; alerts: number; share: number | null }[]
  /** Of PCs and alerts, firm by firm. */
  correlation: Correlation
  /** What it is computed from; empty for whoever may not know of single firms. */
  pairs: (readonly [pcs: number, alerts: number])[]
}

export interface IndustryAlerts {
  industry: string | null
  firms: number
  /** Of those that have said so. */
  pcs: Shown
  withoutPcs: number
  alerts: Shown
  share: Shown
  perPc: Shown
  /** By alerts per PC, among those that are told. */
  rank: number | null
}

export interface StageAlerts {
  stage: Stage
  alerts: Shown
  share: Shown
  /** All of them, those that nobody saw with 0. */
  kinds: { kind: AlertKind; alerts: Shown; share: Shown; firms: Shown }[]
}

const RANKED_MAX = 30

interface Counted extends CountedFirm {
  alerts: number
  hasPcs: boolean
}

export function alertStatistics(
  firms: readonly CountedFirm[],
  counts: readonly AlertCount[],
  { seesAll }: { seesAll: boolean },
): AlertStatistics {
  const byFirm = Map.groupBy(counts, ({ firmId }) => firmId)
  const counted = firms.map((firm): Counted => {
    const alerts = sumOf(byFirm.get(firm.firmId) ?? [])
    return { ...firm, alerts, hasPcs: (firm.pcs ?? 0) > 0 }
  })
  const alerts = sumOf(counted)
  const withPcs = counted.filter(({ hasPcs }) => hasPcs)
  const industries = industriesOf(counted, alerts, seesAll)
  const pcs = pcsOf(withPcs)
  const pairs = withPcs.map((firm) => [firm.pcs ?? 0, firm.alerts] as const)
  const ranked = counted.toSorted((one, other) => other.alerts - one.alerts || (one.firmId < other.firmId ? -1 : 1))
  return {
    ...{ firms: firms.length, pcs, alerts, withoutPcs: firms.length - withPcs.length },
    perFirm: firms.length === 0 ? null : alerts / firms.length,
    perPc: seesAll || isTotalPerPcTold(industries) ? ratio(sumOf(withPcs), pcs) : null,
    industries,
    stages: stagesOf(counts, alerts, seesAll),
    months: monthsOf(counts, alerts, seesAll),
    ranking: seesAll ? ranked.slice(0, RANKED_MAX).map(({ hasPcs: _, ...firm }) => firm) : [],
    places: placesOf(ranked, alerts),
    correlation: correlationOf(pairs),
    pairs: seesAll ? pairs : [],
  }
}

function industriesOf(counted: readonly Counted[], total: number, seesAll: boolean): IndustryAlerts[] {
  const groups = [...Map.groupBy(counted, ({ industry }) => industry)]
  const hidden = hiddenSums(groups.map(([, firms]) => idsOf(firms)))
  const rows = groups.map(([industry, firms], place) => {
    const withPcs = firms.filter(({ hasPcs }) => hasPcs)
    const withoutPcs = firms.length - withPcs.length
    const isTold = seesAll || hidden[place] !== true
    // What is told per PC and in all also tells what those have of whom nobody knows the PCs.
    const isPerPcTold = seesAll || (isTold && withPcs.length >= FIRMS_MIN && !isSmall(withoutPcs))
    const alerts = isTold ? sumOf(firms) : null
    return {
      ...{ industry, firms: firms.length, pcs: isTold ? pcsOf(withPcs) : null, withoutPcs, alerts },
      share: share(alerts, total),
      perPc: isPerPcTold ? ratio(sumOf(withPcs), pcsOf(withPcs)) : null,
    }
  })
  const perPcs = rows.flatMap(({ perPc }) => perPc ?? [])
  return rows
    .map((row) => ({
      ...row,
      rank: row.perPc === null ? null : 1 + perPcs.filter((one) => one > (row.perPc ?? 0)).length,
    }))
    .toSorted((one, other) => (other.perPc ?? -1) - (one.perPc ?? -1) || other.firms - one.firms)
}

/** Beside the total of all alerts that of firms with PCs says something of the others, unless the industries say it, too. */
const isTotalPerPcTold = (industries: readonly IndustryAlerts[]): boolean =>
  industries.every(({ withoutPcs }) => withoutPcs === 0) || industries.every(({ perPc }) => perPc !== null)

const STAGES = [...new Set(ALERT_KINDS.map((kind) => STAGE_OF[kind]))]

function stagesOf(counts: readonly AlertCount[], total: number, seesAll: boolean): StageAlerts[] {
  const byKind = Map.groupBy(counts, ({ kind }) => kind)
  const cells = ALERT_KINDS.map((kind) => idsOf(byKind.get(kind) ?? []))
  const firms = new Set(counts.map(({ firmId }) => firmId)).size
  const hidden = seesAll ? cells.map(() => false) : hiddenSums(cells)
  const hiddenStages = seesAll ? new Set<Stage>() : stagesHidden(cells, hidden)
  return STAGES.map((stage) => {
    const kinds = ALERT_KINDS.flatMap((kind, place) => {
      if (STAGE_OF[kind] !== stage) return []
      const alerts = hidden[place] ? null : sumOf(byKind.get(kind) ?? [])
      const had = cells[place]?.size ?? 0
      const areFirmsTold = seesAll || (alerts !== null && !isSmall(firms - had))
      return [{ kind, alerts, share: share(alerts, total), firms: areFirmsTold ? had : null }]
    })
    const all = counts.filter(({ kind }) => STAGE_OF[kind] === stage)
    const alerts = hiddenStages.has(stage) ? null : sumOf(all)
    return { stage, alerts, share: share(alerts, total), kinds }
  })
}

/**
 * The total of a stage tells what is left of it after its kinds that are shown, and those of all others what is left of the
 * rest: each of these is to tell of no single kind, and of no small group.
 */
function stagesHidden(cells: readonly ReadonlySet<string>[], hidden: readonly boolean[]): Set<Stage> {
  const placesOf = (stage: Stage): number[] =>
    ALERT_KINDS.flatMap((kind, place) => (STAGE_OF[kind] === stage && hidden[place] ? [place] : []))
  const kept = STAGES.filter((stage) => placesOf(stage).length > 0)
  const told = kept.filter((stage) => isVagueSum(cells, placesOf(stage)))
  const untold = new Set(kept.filter((stage) => !told.includes(stage)))
  const rest = (): number[] => [...untold].flatMap(placesOf)
  for (const stage of told) {
    if (isVagueSum(cells, rest())) break
    untold.add(stage)
  }
  return untold
}

function monthsOf(counts: readonly AlertCount[], total: number, seesAll: boolean): AlertStatistics['months'] {
  const byMonth = Map.groupBy(counts, ({ month }) => month)
  const months = monthsThrough([...byMonth.keys()].sort())
  const hidden = seesAll ? [] : hiddenSums(months.map((month) => idsOf(byMonth.get(month) ?? [])))
  return months.map((month, place) => {
    const alerts = hidden[place] ? null : sumOf(byMonth.get(month) ?? [])
    return { month, alerts, share: share(alerts, total) }
  })
}

/** From the first to the last, those between as well in which there was nothing. */
function monthsThrough(found: readonly string[]): string[] {
  const months = found.slice(0, 1)
  for (let last = months[0]; last !== undefined && last < (found.at(-1) ?? ''); last = months.at(-1))
    months.push(monthAfter(last))
  return months
}

function monthAfter(month: string): string {
  const [year = 0, of = 0] = month.split('-').map(Number)
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`
}

/** Those of a small rest stand with the places before them. */
function placesOf(ranked: readonly Counted[], total: number): AlertStatistics['places'] {
  const places: AlertStatistics['places'] = []
  for (let from = 0; from < Math.min(ranked.length, RANKED_MAX) && ranked.length - from >= FIRMS_MIN; ) {
    const isLast = isSmall(ranked.length - from - FIRMS_MIN)
    const to = isLast ? ranked.length : from + FIRMS_MIN
    const alerts = sumOf(ranked.slice(from, to))
    places.push({ from: from + 1, to, alerts, share: share(alerts, total) })
    from = to
  }
  return places
}

const idsOf = (those: readonly { firmId: string }[]): Set<string> => new Set(those.map(({ firmId }) => firmId))
const sumOf = (those: readonly { alerts: number }[]): number => those.reduce((sum, { alerts }) => sum + alerts, 0)
const pcsOf = (firms: readonly CountedFirm[]): number => firms.reduce((sum, { pcs }) => sum + (pcs ?? 0), 0)
const ratio = (alerts: number, pcs: number): number | null => (pcs === 0 ? null : alerts / pcs)
const share = (alerts: Shown, total: number): Shown => (alerts === null || total === 0 ? null : alerts / total)
