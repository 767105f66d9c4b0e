import { lastSentTo } from '#db/health-checks.ts'
import { may } from '#engine/permission.ts'
import { healthLane } from '../health/lanes.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** レポート: the last health check once more, for whoever leads the firm. */
export async function showReport(talk: Talk, chosen?: string): Promise<void> {
  const { person, resume, tx } = talk
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('report', firmId))
  if (!person) return
  const { regionId, firmId } = firm
  if (!may(person, { verb: 'read', datum: 'health-report' }, { regionId, firmId }))
    return talk.say({ key: 'health.told.for-leaders' })
  const last = await lastSentTo(tx, firmId)
  if (!last) return talk.say({ key: 'health.told.none' })
  const to = { lane: healthLane(last.id), kind: 'health-check', regionId, firmId, event: 'report' }
  await handOver(talk, to, { by: person, said: { command: 'show' }, resume })
}
