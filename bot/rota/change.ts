import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { lockRota, type Region, saveRota } from '#db/regions.ts'
import type { PersonRef } from '#engine/case.ts'
import { changed, dutyDay, type Rota, type RotaChange, type RotaFault, rotaFault } from '#engine/rota.ts'
import type { FlowContext } from '../flow.ts'
import { rotaLane } from './taps.ts'

/** Writes it down, and who did it; refused where it makes no rota. */
export async function changeRota(
  tx: Tx,
  app: FlowContext,
  { region, analysts, by }: { region: Region; analysts: readonly PersonRef[]; by: PersonRef },
  change: RotaChange,
): Promise<Rota | RotaFault | 'none'> {
  const rota = await lockRota(tx, region.id)
  if (!rota) return 'none'
  const after = changed(rota, change, dutyDay(rota.handOver, app.now, region.timezone))
  const fault = typeof after === 'string' ? after : rotaFault(after, analysts)
  if (typeof after === 'string' || fault) return fault ?? 'bad-day'
  await saveRota(tx, region.id, after)
  await note(tx, {
    ...{ regionId: region.id, firmId: null, subject: rotaLane(region.id), at: app.now, actor: by.personId },
    ...{ what: 'rota-changed', params: { change }, reason: 'analyst-decided' },
  })
  return after
}
