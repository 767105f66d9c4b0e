import type { Tx } from '#db/door.ts'
import type { Region } from '#db/regions.ts'
import { alertCounts, countedFirms } from '#db/statistics.ts'
import { ALERT_KINDS } from '#engine/alert.ts'
import { type AlertStatistics, alertStatistics } from '#engine/statistics/alerts.ts'
import { sayText } from '../say.ts'
import { saidBy } from './said.ts'

/** A region's alerts, counted as the pilot's report counts them, with the words of the region's language. */
export interface StatisticsView extends Omit<AlertStatistics, 'stages' | 'correlation'> {
  region: { id: string; name: string }
  at: number
  stages: (Omit<AlertStatistics['stages'][number], 'kinds'> & {
    name: string
    kinds: (AlertStatistics['stages'][number]['kinds'][number] & { name: string })[]
  })[]
  /** `says` is one plain sentence. */
  correlation: AlertStatistics['correlation'] & { says: string }
}

/** In the region's scope. `seesAll` is for those who read single alerts anyway. */
export async function statisticsView(
  tx: Tx,
  { region, now, seesAll }: { region: Region; now: number; seesAll: boolean },
): Promise<StatisticsView> {
  const { id, name, timezone } = region
  const firms = await countedFirms(tx, id)
  const counts = await alertCounts(tx, { regionId: id, timezone, kinds: ALERT_KINDS })
  const { stages, correlation, ...statistics } = alertStatistics(firms, counts, { seesAll })
  const said = (key: string): string => sayText({ key }, region)
  return {
    ...{ region: { id, name }, at: now, ...statistics },
    stages: stages.map(({ kinds, ...stage }) => ({
      ...{ ...stage, name: said(`kinds.stage.${stage.stage}`) },
      kinds: kinds.map((kind) => ({ ...kind, name: said(`kinds.${kind.kind}.name`) })),
    })),
    correlation: {
      ...correlation,
      says: saidBy('statistics', region)(`relation.${correlation.relation}`, { firms: correlation.n }),
    },
  }
}
