import { leavingLane } from '../leaving/lanes.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 「やめたい」 and 「データがほしい」: what follows is decided in the firm's own lane. */
export async function askToLeave(talk: Talk, command: 'show' | 'data', chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken(command === 'show' ? 'leave' : 'firm-data', firmId))
  if (!talk.person) return
  const { regionId, firmId } = firm
  const to = { lane: leavingLane(firmId), kind: 'leaving', regionId, firmId, event: `leaving-${command}` }
  await handOver(talk, to, { by: talk.person, said: { command }, resume: undefined })
}
