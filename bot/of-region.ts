import { homesOf } from '#db/accounts.ts'
import type { Tx } from '#db/door.ts'
import { loadHours } from '#db/regions.ts'
import type { FlowContext } from './flow.ts'

/** The same, by the clock and the holidays of that region, and with its staff where that works. In the system scope, or the region’s. */
export async function ofRegion(tx: Tx, app: FlowContext, regionId: string | null): Promise<FlowContext> {
  if (regionId === null) return app
  const hours = app.hoursOf(await loadHours(tx, regionId))
  return { ...app, ...hours, config: app.configOf(await homesOf(tx, regionId)) }
}
