import { isUndecided } from '#engine/case.ts'
import { decideBy, type RegionRules } from '#engine/region-rules.ts'
import { operationsCard } from '../channel-message.ts'
import type { CaseWork } from './work.ts'

/** The promise to decide in time runs from the case's opening, or from the moment it was found to be graver. */
export async function armPromise(work: CaseWork, rules: RegionRules): Promise<void> {
  await work.disarm('promise')
  const at = decideBy(rules, work.case.severity, work.app.now)
  if (at !== undefined) await work.arm('promise', at, { promisedMs: at - work.app.now })
}

/** Nobody has decided in time: operations is told, once per case and promise. */
export function missPromise(work: CaseWork, promisedMs: number): void {
  if (!isUndecided(work.case) || work.case.next !== 'analysts') return
  const params = {
    firm: work.firm.name,
    kind: { key: `kinds.${work.case.kind}.name` },
    severity: { key: `case.severity.${work.case.severity}` },
    limit: { spanMs: promisedMs },
  }
  const text = { key: 'operations.sla.breach', params }
  work.toChannel('operations', operationsCard(text, { key: 'operations.sla.fallback', params }), 'notice')
  work.remember('promise-missed', null, { limit: { spanMs: promisedMs } })
}
