import type { Tx } from '#db/door.ts'
import { findHealthCheck } from '#db/health-checks.ts'
import { receive } from '#db/inbox.ts'
import { healthLane } from './lanes.ts'

/** Its page was opened, for the first time: whoever has the link is told to be the firm, since LINE has no receipts. */
export async function healthCheckOpened(tx: Tx, id: string, at: number): Promise<void> {
  const check = await findHealthCheck(tx, id)
  if (check?.state !== 'sent') return
  const { regionId, firmId } = check
  await receive(tx, [
    {
      ...{ lane: healthLane(id), kind: 'health-check', account: 'page', eventId: `opened:${id}` },
      ...{ regionId, firmId, at, payload: { command: 'opened', by: { personId: 'firm', name: '' } } },
    },
  ])
}
