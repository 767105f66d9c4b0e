import { applicationsIn } from '#db/applications.ts'
import { openedIn } from '#db/consultations.ts'
import { countVisits } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { monthsOfJoining } from '#db/firms.ts'
import { sensorsWatching } from '#db/health-counts.ts'
import { unpaidIn } from '#db/invoices.ts'
import { entriesOf } from '#db/money.ts'
import { noticesWithin } from '#db/programme.ts'
import type { Region } from '#db/regions.ts'
import { coverageShare } from '#db/sensor-days.ts'
import { funnelOf } from '#engine/application.ts'
import { CATEGORIES, type Category } from '#engine/consultation.ts'
import { hiddenSums, isSmall, type Shown, shownFalling } from '#engine/diagnosis/hiding.ts'
import { VISIT_CATEGORIES, type VisitCategory } from '#engine/dispatch.ts'
import { periodOf } from '#engine/health-month.ts'
import { CHAMBER, isSameParty, type Statement, statementsOf } from '#engine/money.ts'
import { standingOf } from '../recruiting/standing.ts'
import { statisticsView } from './statistics-view.ts'

/**
 * A month of a region for its chamber, all of it counted as elsewhere. The region's own totals are told; null is what
 * would tell of one to four firms, or let them be found by subtracting.
 */
export interface MonthView {
  region: { id: string; name: string }
  /** `2026-11`, and when it was counted. */
  month: string
  at: number
  firms: { joined: number; all: number; applied: number; started: number }
  sensors: { all: number; firms: number; coverage: number | null }
  /** From what the sensors saw to what is done. */
  funnel: { alerts: Shown; cases: number; sent: number; read: Shown; done: Shown }
  alerts: { month: string; alerts: Shown }[]
  talks: { all: Shown; categories: { category: Category | null; talks: Shown }[] }
  visits: { category: VisitCategory; visits: Shown }[]
  money: { statement: Statement | null; unpaid: { invoices: number; yen: number } }
}

const MONTHS = 6

/** In the region's scope. */
export async function monthView(
  tx: Tx,
  { region, month, now }: { region: Region; month: string; now: number },
): Promise<MonthView> {
  const { id, name, timezone } = region
  const place = { regionId: id, timezone }
  const period = periodOf(month, timezone)
  const joined = (await monthsOfJoining(tx, place)).filter((one) => one <= month)
  const { applied, started } = funnelOf((await applicationsIn(tx, id)).map(standingOf))
  const sensors = await sensorsWatching(tx, { ...period, ...place, firmId: null, now })
  const alerts = (await statisticsView(tx, { region, now, seesAll: false })).months
    .filter((one) => one.month <= month)
    .toSorted((one, other) => (one.month < other.month ? -1 : 1))
    .slice(-MONTHS)
  const { cases, sent, read, done } = await noticesWithin(tx, id, period)
  const [, shownRead = null, shownDone = null] = shownFalling([sent, read, done])
  const unpaid = await unpaidIn(tx, { regionId: id })
  const statements = statementsOf(await entriesOf(tx, { regionId: id, month, firmId: null }))
  return {
    ...{ region: { id, name }, month, at: now },
    firms: { joined: joined.filter((one) => one === month).length, all: joined.length, applied, started },
    sensors: {
      all: sensors.length,
      firms: new Set(sensors.map(({ firmId }) => firmId)).size,
      coverage: coverageShare(sensors),
    },
    funnel: {
      alerts: alerts.some((one) => one.month === month) ? (alerts.at(-1)?.alerts ?? null) : 0,
      ...{ cases, sent, read: shownRead, done: shownDone },
    },
    alerts: alerts.map(({ month: of, alerts: count }) => ({ month: of, alerts: count })),
    talks: talksOf((await openedIn(tx, place)).filter((one) => one.month === month)),
    visits: visitsOf((await countVisits(tx, place)).filter((one) => one.month === month)),
    money: {
      statement: statements.find(({ party }) => isSameParty(party, CHAMBER)) ?? null,
      unpaid: { invoices: unpaid.length, yen: unpaid.reduce((sum, { invoice }) => sum + invoice.total, 0) },
    },
  }
}

/** A call whose firm nobody found out may be anybody's: it is somebody of its own. */
function talksOf(opened: Awaited<ReturnType<typeof openedIn>>): MonthView['talks'] {
  const whose = opened.map(({ firmId }, place) => firmId ?? `unknown ${place}`)
  const of = (category: Category | null): string[] =>
    whose.filter((_, place) => (opened[place]?.category ?? null) === category)
  const categories = [...CATEGORIES, null].map((category) => ({ category, talks: of(category) }))
  const isHidden = hiddenSums(categories.map(({ talks }) => new Set(talks)))
  return {
    all: isSmall(new Set(whose).size) ? null : whose.length,
    categories: categories.map(({ category, talks }, place) => ({
      category,
      talks: isHidden[place] ? null : talks.length,
    })),
  }
}

/** Their sum is told nowhere, so that what is hidden cannot be found by it. */
const visitsOf = (counts: Awaited<ReturnType<typeof countVisits>>): MonthView['visits'] =>
  VISIT_CATEGORIES.map((category) => {
    const those = counts.filter((one) => one.category === category)
    const sum = (of: 'visits' | 'firms'): number => those.reduce((so, one) => so + one[of], 0)
    return { category, visits: isSmall(sum('firms')) ? null : sum('visits') }
  })
