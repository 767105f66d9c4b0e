import { readsFirmResult } from '#engine/permission.ts'
import { leakLane } from '../leak/lanes.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 漏えい: four questions, for whoever leads the firm. */
export async function beginLeak(talk: Talk, chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('leak', firmId))
  if (!talk.person || !readsFirmResult(firm.role)) return talk.say({ key: 'leak.for-leaders' })
  const { regionId, firmId } = firm
  const to = { lane: leakLane(firmId), kind: 'leak', regionId, firmId, event: 'leak' }
  await handOver(talk, to, { by: talk.person, said: { command: 'begin' }, resume: undefined })
}
