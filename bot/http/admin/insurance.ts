import type { FastifyInstance } from 'fastify'
import { note } from '#db/audit.ts'
import { listClaims } from '#db/claims.ts'
import type { Tx } from '#db/door.ts'
import { findFirm, firmSince } from '#db/firms.ts'
import { addEnrolment, enrolmentsSaid } from '#db/insurance.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { type Claim, type Condition, doesCount, itemsOf, shownToInsurer } from '#engine/claim.ts'
import { enrolmentsOf, refusalOf } from '#engine/insurance.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Which floors of the insurance a firm has; the first comes with the contract. */
export function insuranceRoutes(server: FastifyInstance, { db, now, newId }: AdminOptions): void {
  const showing = described({
    summary: 'Which floors of the insurance the firm has',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.insurance },
  })
  server.get('/firms/:id/insurance', { schema: showing }, async (request) =>
    db.transaction(scopeOf(request), (tx) => standing(tx, idIn(request.params))),
  )
  const enrolling = described({
    summary: 'Say whether the firm is on the second floor, thinks of it, or has left it',
    tag: 'register',
    hasId: true,
    body: shapes.enrolment,
    answers: { 200: answers.insurance },
  })
  server.put('/firms/:id/insurance', { schema: enrolling }, async (request) =>
    db.transaction(scopeOf(request), async (tx) => {
      const firm = await knownFirm(tx, idIn(request.params))
      const { state } = read(shapes.enrolment, request.body)
      const [, second] = enrolmentsOf(0, await enrolmentsSaid(tx, firm.id))
      const refusal = refusalOf(second.state, { floor: 2, state })
      if (refusal === 'not-now')
        throw new Problem(409, 'Not now', `The second floor is ${second.state}; it cannot become ${state}.`)
      if (refusal === undefined) {
        const place = { regionId: firm.regionId, firmId: firm.id }
        const by = actorOf(request)
        await addEnrolment(tx, { id: newId('enrolment'), ...place, floor: 2, state, by, at: now() })
        await note(tx, {
          ...{ ...place, subject: `insurance:${firm.id}`, at: now(), actor: by, what: 'insurance-enrolment' },
          ...{ params: { floor: 2, state }, reason: null },
        })
      }
      return standing(tx, firm.id)
    }),
  )
}

async function standing(tx: Tx, firmId: string) {
  const firm = await knownFirm(tx, firmId)
  const floors = enrolmentsOf(await firmSince(tx, firm.id), await enrolmentsSaid(tx, firm.id))
  return { firmId: firm.id, floors: floors.map((floor) => withInstants(floor)) }
}

async function knownFirm(tx: Tx, id: string) {
  const firm = await findFirm(tx, id)
  if (!firm) throw new Problem(404, 'Not found', 'There is no such firm.')
  return firm
}

/** Each as one flat line. */
export async function claimLines(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listClaims(tx, request)
  const holds = (claim: Claim, condition: Condition) =>
    claim.facts[condition] ? doesCount(claim.facts[condition]) : null
  return {
    items: items.map(({ claim, ...place }) => ({
      ...{ ...place, state: claim.state, movedAt: claim.movedAt, shownItems: itemsOf(shownToInsurer(claim)) },
      ...{ detected: holds(claim, 'detected'), remoteDifficult: holds(claim, 'remote-difficult') },
      visitNeeded: holds(claim, 'visit-needed'),
    })),
    nextCursor,
  }
}
