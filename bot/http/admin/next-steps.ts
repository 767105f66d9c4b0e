import { casesWithNext } from '#db/cases.ts'
import { contractorsOf } from '#db/contractors.ts'
import type { Tx } from '#db/door.ts'
import { findByCase } from '#db/notices.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { contactsOf, staffOf } from '#db/people.ts'
import type { Case, PersonRef } from '#engine/case.ts'
import { nextStepOf, type Roster } from '#engine/next-step.ts'

/** What has to be done next about each case, and who must do it: of no case that is not over is there nobody. */
export async function nextSteps(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await casesWithNext(tx, request)
  const lines: object[] = []
  for (const subject of items) lines.push(await lineOf(tx, subject))
  return { items: lines, nextCursor }
}

async function lineOf(tx: Tx, subject: Case): Promise<object> {
  const { id, regionId, firmId, kind, severity, state, firstSeenAt } = subject
  const found = nextStepOf(subject, await findByCase(tx, id), await rosterOf(tx, subject))
  if (!found) throw new Error(`case ${id} has a next step, and it is none`)
  const { step, owner = OPERATOR } = found
  return {
    ...{ caseId: id, regionId, firmId, kind, severity, state, firstSeenAt },
    ...{ step, owner },
  }
}

/** Where a region has no staff at all, finding some is the operator's step. */
const OPERATOR: PersonRef = { personId: 'operator', name: 'operator' }

async function rosterOf(tx: Tx, { regionId, firmId }: Case): Promise<Roster> {
  const reachable = (await contactsOf(tx, firmId)).filter((contact) => contact.isReachable)
  const contractors = (await contractorsOf(tx, firmId)).filter(({ isReachable }) => isReachable)
  return {
    analysts: (await staffOf(tx, regionId, 'analyst')).map(personIn),
    desk: (await staffOf(tx, regionId, 'desk')).map(personIn),
    // A contractor to whom the firm has handed it has the next step.
    firm: [...reachable, ...contractors].map(personIn),
  }
}

const personIn = ({ personId, name }: PersonRef): PersonRef => ({ personId, name })
