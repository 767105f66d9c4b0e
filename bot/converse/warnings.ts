import { grantActions } from '#db/actions.ts'
import { findRegion } from '#db/regions.ts'
import { warningCard } from '../warning/card.ts'
import { warnedLane } from '../warning/lanes.ts'
import { staffRegion } from './desk-firm.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** `/otasuke 注意報`: a blank card in #analysts, on which a warning to the region's firms is written. */
export async function openWarning(talk: Talk): Promise<void> {
  const { tx, app } = talk
  const regionId = staffRegion(talk, { verb: 'write', datum: 'notices' })
  const region = regionId === undefined ? undefined : await findRegion(tx, regionId)
  if (!region) return introduce(talk)
  const { entry, granted } = warningCard(app, { id: app.newId('warning'), region, stored: undefined })
  talk.enqueue(entry)
  await grantActions(tx, granted)
  talk.say({ key: 'desk.warning.opened' })
}

/** 注意報: the last one that reached this firm; whoever wanted none wants them again. */
export async function showWarning(talk: Talk, chosen?: string): Promise<void> {
  const { person, resume } = talk
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('warning', firmId))
  if (!person) return
  const { regionId, firmId } = firm
  const lane = warnedLane(firmId)
  const to = { lane, kind: 'warned', regionId, firmId, event: lane }
  await handOver(talk, to, { by: person, said: { command: 'show' }, resume })
}
