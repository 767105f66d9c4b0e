import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { contactsOf, endMembership, reorderContacts } from '#db/people.ts'
import { contractorLane } from '../../contractor/tokens.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Who at a firm is asked first, second and so on. */
export function contactRoutes(server: FastifyInstance, { db, now, newId }: AdminOptions): void {
  const firmIn = async (tx: Tx, request: FastifyRequest): Promise<Firm> => {
    const firm = await findFirm(tx, idIn(request.params))
    if (!firm) throw new Problem(404, 'Not found', 'There is no such firm.')
    return firm
  }
  const showing = described({
    summary: 'Who at the firm is asked, in this order',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.contacts },
  })
  server.get('/firms/:id/contacts', { schema: showing }, async (request) => ({
    items: await db.transaction(scopeOf(request), async (tx) => contactOrder(tx, (await firmIn(tx, request)).id)),
  }))
  const setting = described({
    summary: 'Change the order in which the firm’s people are asked',
    tag: 'register',
    hasId: true,
    body: shapes.contactOrder,
    answers: { 200: answers.contacts },
  })
  server.put('/firms/:id/contacts', { schema: setting }, async (request) => {
    const items = await db.transaction(scopeOf(request), async (tx) => {
      const { id, regionId } = await firmIn(tx, request)
      const { personIds } = read(shapes.contactOrder, request.body)
      const known = (await contactOrder(tx, id)).map(({ personId }) => personId)
      if (personIds.length !== known.length || known.some((personId) => !personIds.includes(personId)))
        throw new Problem(422, 'Not valid', 'personIds: name each contact of the firm exactly once; GET lists them.')
      await reorderContacts(tx, id, personIds)
      const line = { regionId, firmId: id, subject: `firm:${id}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: 'contacts-reordered', params: { personIds }, reason: null })
      return contactOrder(tx, id)
    })
    return { items }
  })
  const leaving = described({
    summary: 'Take somebody out of the firm: from that moment they get and see nothing of it',
    tag: 'register',
    hasId: true,
    names: ['personId'],
    answers: { 204: null },
  })
  server.delete('/firms/:id/contacts/:personId', { schema: leaving }, async (request, reply) => {
    const { personId } = read(shapes.contactInPath, request.params)
    await db.transaction(scopeOf(request), async (tx) => {
      const { id: firmId, regionId } = await firmIn(tx, request)
      if (!(await endMembership(tx, { firmId, personId, at: now() })))
        throw new Problem(404, 'Not found', 'Nobody of the firm has this id.')
      const line = { regionId, firmId, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, subject: `person:${personId}`, what: 'member-removed', params: {}, reason: null })
      const payload = { command: 'parted', params: { person: personId }, by: {} }
      const row = { lane: contractorLane(firmId), kind: 'contractor', account: 'operator', eventId: newId('parted') }
      await receive(tx, [{ ...row, regionId, firmId, at: now(), payload }])
    })
    db.hint('inbox')
    return reply.code(204).send()
  })
}

interface OrderedContact {
  personId: string
  name: string
  role: string
  isReachable: boolean
}

/** Each person once, with no address. */
async function contactOrder(tx: Tx, firmId: string): Promise<OrderedContact[]> {
  const contacts = await contactsOf(tx, firmId)
  return contacts
    .filter(({ personId }, place) => contacts.findIndex((earlier) => earlier.personId === personId) === place)
    .map(({ personId, name, role }) => ({
      personId,
      name,
      role,
      isReachable: contacts.some((one) => one.personId === personId && one.isReachable),
    }))
}
