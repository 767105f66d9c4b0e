import { createHash } from 'node:crypto'
import { alertsByIds, assignCase } from '#db/alerts.ts'
import { openCasesOf } from '#db/cases.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { FOLD_WINDOW_MS, fold } from '#engine/fold.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

/** New or grown alerts find their cases; each case is told in its own lane. */
export async function foldAlerts(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { regionId, firmId } = job
  if (!regionId || !firmId) throw new Error('alerts came without their firm')
  const known = await alertsByIds(tx, firmId, (job.payload as { alertIds: string[] }).alertIds)
  const alerts = known.filter(({ isMonitored }) => !isMonitored)
  const homeless = alerts.filter(({ caseId }) => caseId === null)
  const oldest = Math.min(...alerts.map(({ firstSeenAt }) => firstSeenAt))
  const open = homeless.length > 0 ? await openCasesOf(tx, firmId, oldest - FOLD_WINDOW_MS) : []
  const folds = fold(homeless, open, (kind, device, start) => caseIdOf(firmId, kind, device, start))
  for (const { alertIds, caseId } of folds) await assignCase(tx, firmId, alertIds, caseId)
  const told = new Map(folds.map((one) => [one.caseId, one]))
  for (const { caseId, id, kind, device, firstSeenAt } of alerts) {
    if (caseId && !told.has(caseId))
      told.set(caseId, { caseId, kind, device, windowStart: firstSeenAt, alertIds: [id] })
  }
  await receive(
    tx,
    [...told.values()].map((subject) => ({
      lane: `case:${subject.caseId}`,
      kind: 'case-alerts',
      account: 'fold',
      eventId: `${job.id}:${subject.caseId}`,
      regionId,
      firmId,
      payload: subject,
      at: app.now,
    })),
  )
}

/** From what the case is about, so that a replay makes no second one. */
const caseIdOf = (firmId: string, kind: string, device: string, windowStart: number): string =>
  `case_${createHash('sha256')
    .update(JSON.stringify([firmId, kind, device, windowStart]))
    .digest('hex')
    .slice(0, 26)}`
