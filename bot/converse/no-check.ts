import { readsFirmResult } from '#engine/permission.ts'
import { monthlyCheckOf } from '../dialogue/monthly.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 確かめはいらない: whoever leads the firm is asked no more each month; 運用 brings it back. */
export async function endMonthlyCheck(talk: Talk, chosen?: string): Promise<void> {
  const { person } = talk
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('no-check', firmId))
  if (!person) return
  if (!readsFirmResult(firm.role)) return talk.say({ key: 'dialogue.upkeep.for-leaders' })
  const { regionId, firmId } = firm
  const { kind, key, lane } = monthlyCheckOf({ regionId, firmId })
  const to = { lane, kind, regionId, firmId, event: key }
  await handOver(talk, to, { by: person, said: { command: 'end' }, resume: undefined })
}
