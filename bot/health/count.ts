import type { Tx } from '#db/door.ts'
import { casesOfMonth, figuresOfFirms, sensorsWatching, type WatchedSensor } from '#db/health-counts.ts'
import type { Region } from '#db/regions.ts'
import { unwatchedOf } from '#db/subscriptions.ts'
import { type Counted, countMonth, coverageOf, type Unseen } from '#engine/health-check.ts'
import { periodOf } from '#engine/health-month.ts'
import { INCOMPLETE_ABOVE } from '#engine/sensor-health.ts'

export interface Wanted {
  region: Region
  /** Null: every firm of the region that had a sensor. */
  firmId: string | null
  month: string
  now: number
}

/** A month of one firm, or of each that had a sensor, counted from what is stored: three statements, however many firms. */
export async function countFirms(tx: Tx, { region, firmId, month, now }: Wanted): Promise<Map<string, Counted>> {
  const { id: regionId, timezone } = region
  const period = periodOf(month, timezone)
  const counting = { ...period, regionId, firmId, timezone, now }
  const sensors = grouped(await sensorsWatching(tx, counting))
  const firmIds = firmId === null ? [...sensors.keys()] : [firmId]
  const cases = grouped(await casesOfMonth(tx, counting))
  const figures = await figuresOfFirms(tx, { ...period, firmIds, timezone, lossyAbove: INCOMPLETE_ABOVE })
  const left = await unwatchedOf(tx, { firmId, at: Math.min(now, period.until - 1) })
  return new Map(
    figures.map(({ firmId: id, bare, lossyHours, ...counts }) => {
      const watching = sensors.get(id) ?? []
      const byPlan = left.get(id)
      const unseen: Unseen = { dark: darkSites(watching), bare, lossyHours, ...(byPlan && { byPlan }) }
      const told = { ...counts, coverage: coverageOf(watching, period), unseen }
      return [id, countMonth(cases.get(id) ?? [], told, period)]
    }),
  )
}

const grouped = <One extends { firmId: string }>(all: readonly One[]): Map<string, One[]> =>
  Map.groupBy(all, ({ firmId }) => firmId)

const darkSites = (watching: readonly WatchedSensor[]): Unseen['dark'] =>
  watching.flatMap(({ site, darkDays }) => (darkDays > 0 ? [{ site, days: darkDays }] : []))
