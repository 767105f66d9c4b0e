import { alertsOfCase } from '#db/alerts.ts'
import { findCase } from '#db/cases.ts'
import { findClaim, type StoredClaim } from '#db/claims.ts'
import { listDispatches } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { listRemoteHelps } from '#db/remote-helps.ts'
import type { Case } from '#engine/case.ts'
import type { Fact } from '#engine/claim.ts'
import { mayAtAll, type Need } from '#engine/permission.ts'
import { judgedDifficult } from '#engine/remote-help.ts'
import { regionOf } from '../dialogue/work.ts'
import { claimFor } from './lanes.ts'

/** Everything that a trigger record is decided and shown by. `stored` is undefined until the first fact. */
export interface ClaimFile {
  id: string
  case: Case
  firm: Firm
  region: Region
  stored: StoredClaim | undefined
}

export async function claimFile(
  tx: Tx,
  { caseId, firmId }: { caseId: string; firmId: string },
  find: typeof findClaim = findClaim,
): Promise<ClaimFile> {
  const [firm, subject] = [await findFirm(tx, firmId), await findCase(tx, caseId)]
  if (!firm || !subject) throw new Error(`case ${caseId} of firm ${firmId} is not there`)
  const id = claimFor(caseId)
  return { id, case: subject, firm, region: await regionOf(tx, firm.regionId), stored: await find(tx, id) }
}

const SYSTEM = { personId: 'otasuke', name: 'Otasuke' }

/** What the system knows by itself: that sensors raised the case, that help from afar ended as difficult, that a visit was ordered. */
export async function factsKnown(tx: Tx, { case: subject }: Pick<ClaimFile, 'case'>): Promise<Fact[]> {
  const alerts = (await alertsOfCase(tx, subject.firmId, subject.id)).filter(({ isMonitored }) => !isMonitored)
  const detected: Fact = {
    ...{ condition: 'detected', holds: alerts.length > 0, by: SYSTEM, at: subject.firstSeenAt },
    ...{ evidence: `${subject.kind}: ${alerts.length}`, alerts: alerts.map(({ id }) => id) },
    source: { table: 'cases', key: { id: subject.id }, path: ['kind'] },
  }
  return [detected, ...(await remoteFacts(tx, subject)), ...(await visitFacts(tx, subject))]
}

/** Of this very case, or of what the firm has asked the desk since the attack began. */
const isAbout = ({ id, firstSeenAt }: Case, about: string, at: number): boolean =>
  about === id || (!about.startsWith('case_') && at >= firstSeenAt)

async function remoteFacts(tx: Tx, subject: Case): Promise<Fact[]> {
  const { items } = await listRemoteHelps(tx, { firmId: subject.firmId })
  return items
    .flatMap(({ id, about, help }): Fact[] => {
      const outcome = judgedDifficult(help)
      if (!outcome || !isAbout(subject, about, outcome.at)) return []
      const { by, at, steps } = outcome
      const source = { table: 'remote_helps', key: { id }, path: ['help', 'outcome', 'steps'] }
      return [{ condition: 'remote-difficult', holds: true, by, at, evidence: steps, source }]
    })
    .slice(0, 1)
}

async function visitFacts(tx: Tx, subject: Case): Promise<Fact[]> {
  const { items } = await listDispatches(tx, { firmId: subject.firmId })
  return items
    .flatMap(({ id, about, dispatch }): Fact[] => {
      const { need, requestedBy: by, requestedAt: at } = dispatch
      // What is set up or repaired meanwhile has nothing to do with the attack.
      if (!isAbout(subject, about, at) || (about !== subject.id && need.category !== 'incident')) return []
      const source = { table: 'dispatches', key: { id }, path: ['dispatch', 'need', 'reason'] }
      return [
        { condition: 'visit-needed', holds: true, by, at, evidence: need.reason, source, category: need.category },
      ]
    })
    .slice(0, 1)
}

const APPROVES: Need = { verb: 'approve', datum: 'insurance' }

/** Whoever may say what the insurer sees: who leads the firm, on LINE. */
export const approversOf = async (tx: Tx, firmId: string): Promise<Contact[]> =>
  (await contactsOf(tx, firmId)).filter((one) => mayAtAll(one.role, APPROVES) && isOnLine(one))
