import { firmForStaff } from './desk-firm.ts'
import { handOver } from './hand-over.ts'
import { toInstallation } from './installation.ts'
import type { Talk } from './talk.ts'

/** `/otasuke つなぎ方 佐々木水産`: the firm's drawing as a card in #desk. */
export async function showInstallation(talk: Talk, named: string): Promise<void> {
  const place = await firmForStaff(talk, { verb: 'write', datum: 'tickets' }, named)
  if (!place || !talk.person) return
  const { firm } = place
  const to = toInstallation({ regionId: firm.regionId, firmId: firm.id })
  await handOver(talk, to, { by: talk.person, said: { command: 'prepare' }, resume: undefined })
}
