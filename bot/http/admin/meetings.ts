import type { FastifyInstance } from 'fastify'
import { note } from '#db/audit.ts'
import { receive } from '#db/inbox.ts'
import { checkIn, lockMeeting, saveMeetingMoments } from '#db/meetings.ts'
import { findSignUp, signUpsTo } from '#db/sign-ups.ts'
import { armMeeting, disarmMeeting, meetingLane } from '../../recruiting/meeting-times.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { idIn, read, shapes } from './shapes.ts'

/** What becomes of a meeting, who has signed up to it, and who has come. */
export function meetingRoutes(server: FastifyInstance, options: AdminOptions): void {
  changeRoute(server, options)
  signUpRoutes(server, options)
}

function changeRoute(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const schema = described({
    summary:
      '締切 (closed), 中止 (cancelled), or 募集中 (open) again; whoever has signed up is told of 中止, and of its undoing',
    tag: 'region',
    hasId: true,
    body: shapes.meetingState,
    answers: { 200: answers.meeting },
  })
  server.put('/meetings/:id/state', { schema }, async (request) => {
    const { state } = read(shapes.meetingState, request.body)
    return db.transaction(scopeOf(request), async (tx) => {
      const before = await lockMeeting(tx, idIn(request.params))
      if (!before) throw new Problem(404, 'Not found', 'There is no such meeting.')
      if (now() >= before.endsAt) throw new Problem(409, 'Held', 'The meeting is over.')
      const { id, regionId } = before
      const after = {
        ...before,
        closedAt: state === 'open' ? null : (before.closedAt ?? now()),
        cancelledAt: state === 'cancelled' ? (before.cancelledAt ?? now()) : null,
      }
      await saveMeetingMoments(tx, after)
      const isCancelled = after.cancelledAt !== null
      if (isCancelled !== (before.cancelledAt !== null)) {
        await disarmMeeting(tx, id)
        if (!isCancelled) await armMeeting(tx, after, now())
        const lane = meetingLane(id)
        const command = isCancelled ? 'tell-cancelled' : 'tell-restored'
        await receive(tx, [
          {
            ...{ lane, kind: 'meeting', account: 'admin', eventId: `${lane}:${command}:${now()}` },
            ...{ regionId, firmId: null, payload: { command }, at: now() },
          },
        ])
      }
      const line = { regionId, firmId: null, subject: `meeting:${id}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: `meeting-${state}`, params: {}, reason: null })
      return withInstants(after)
    })
  })
}

function signUpRoutes(server: FastifyInstance, { db, now, newId }: AdminOptions): void {
  const listing = described({
    summary: 'Who has signed up to a meeting, and how many of each came',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.pageOf(answers.signUp) },
  })
  server.get('/meetings/:id/sign-ups', { schema: listing }, async (request) => {
    const items = await db.transaction(scopeOf(request), (tx) => signUpsTo(tx, idIn(request.params)))
    return { items: items.map(withInstants), nextCursor: null }
  })
  const coming = described({
    summary: 'So many people of a company that had signed up have come (出席); 0 takes it back',
    tag: 'region',
    hasId: true,
    body: shapes.came,
    answers: { 200: answers.signUp },
  })
  server.post('/sign-ups/:id/came', { schema: coming }, async (request) => {
    const { people } = read(shapes.came, request.body)
    return db.transaction(scopeOf(request), async (tx) => {
      const signUp = await findSignUp(tx, idIn(request.params))
      if (!signUp) throw new Problem(404, 'Not found', 'Nobody has signed up by this id.')
      const { id, regionId, firmId, meetingId, company } = signUp
      const kind = firmId === null ? 'company' : 'participant'
      await checkIn(
        tx,
        { id: newId('attendance'), regionId, firmId, meetingId, company, kind },
        { signUpId: id, people },
      )
      const line = { regionId, firmId, subject: `meeting:${meetingId}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: 'sign-up-came', params: { people }, reason: null })
      return withInstants({ ...signUp, came: people === 0 ? null : people })
    })
  })
}
