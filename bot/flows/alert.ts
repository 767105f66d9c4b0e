import { createHash } from 'node:crypto'
import { alertsByIds, assignCase } from '#db/alerts.ts'
import { openCasesOf } from '#db/cases.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { isUndecided } from '#engine/case.ts'
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

/** A device did something unlike the days before, or is known by another name: the cases on it that are still open are told, as if their alerts came again. */
export async function tellCasesOfTraffic(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { regionId, firmId } = job
  if (!regionId || !firmId) throw new Error('traffic was counted without its firm')
  const { devices } = job.payload as { devices: string[] }
  const open = await openCasesOf(tx, firmId, app.now - TRAFFIC_TELLS_MS)
  await receive(
    tx,
    open
      .filter((subject) => devices.includes(subject.device) && isUndecided(subject))
      .map(({ id, kind, device, windowStart }) => ({
        lane: `case:${id}`,
        kind: 'case-alerts',
        account: 'fold',
        eventId: `${job.id}:${id}`,
        regionId,
        firmId,
        payload: { caseId: id, kind, device, windowStart },
        at: app.now,
      })),
  )
}
const TRAFFIC_TELLS_MS = 3 * 86_400_000

/** From what the case is about, so that a replay makes no second one. */
const caseIdOf = (firmId: string, kind: string, device: string, windowStart: number): string =>
  `case_${createHash('sha256')
    .update(JSON.stringify([firmId, kind, device, windowStart]))
    .digest('hex')
    .slice(0, 26)}`
