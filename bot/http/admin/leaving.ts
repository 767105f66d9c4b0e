import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { findLeaving } from '#db/leavings.ts'
import { leavingLane } from '../../leaving/lanes.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn, read, shapes } from './shapes.ts'

/** A firm that has told the operator that it leaves: its owner is asked, or has said so already. */
export function leavingRoutes(server: FastifyInstance, options: AdminOptions): void {
  leaveRoute(server, options)
  eraseRoute(server, options)
}

function leaveRoute(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary:
      'A firm wants to leave: its owner is asked on LINE, or, once they have said so elsewhere, it begins at once',
    tag: 'register',
    hasId: true,
    body: shapes.leave,
    answers: { 202: answers.leaving },
  })
  server.post('/firms/:id/leave', { schema }, async (request, reply) => {
    const firmId = idIn(request.params)
    const { isConfirmed = false } = read(shapes.leave, request.body)
    const actor = actorOf(request)
    await db.transaction({ kind: 'system' }, async (tx) => {
      const firm = await findFirm(tx, firmId)
      if (!firm) throw new Problem(404, 'Not found', 'There is no such firm.')
      const payload = {
        ...{ command: isConfirmed ? 'begin' : 'offer', isEntered: true, by: { personId: actor, name: actor } },
      }
      const place = { regionId: firm.regionId, firmId, at: now() }
      await receive(tx, [
        { lane: leavingLane(firmId), kind: 'leaving', account: 'operator', eventId: randomUUID(), payload, ...place },
      ])
    })
    db.hint('inbox')
    return reply.code(202).send({ firmId, state: isConfirmed ? 'leaving' : 'asking' })
  })
}

function eraseRoute(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary: 'Erase a firm that leaves before its thirty days are over; its owner gets the certificate',
    tag: 'register',
    hasId: true,
    answers: { 202: answers.leaving },
  })
  server.post('/firms/:id/erase', { schema }, async (request, reply) => {
    const firmId = idIn(request.params)
    await db.transaction({ kind: 'system' }, async (tx) => {
      const leaving = await findLeaving(tx, firmId)
      if (leaving?.state !== 'leaving') throw new Problem(409, 'Not leaving', 'Only a firm that leaves can be erased.')
      const payload = { command: 'erase', firmId }
      await receive(tx, [
        {
          ...{ lane: leavingLane(firmId), kind: 'leaving', account: 'operator', eventId: randomUUID() },
          ...{ regionId: null, firmId: null, payload, at: now() },
        },
      ])
    })
    db.hint('inbox')
    return reply.code(202).send({ firmId, state: 'erasing' })
  })
}
