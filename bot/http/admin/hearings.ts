import type { FastifyInstance } from 'fastify'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { countHearings, listHearings } from '#db/hearings.ts'
import { receive } from '#db/inbox.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { findRegion } from '#db/regions.ts'
import { type BookingFault, bookingFault } from '#engine/hearing.ts'
import { justInstalledShare, shownHearings } from '#engine/hearing-counts.ts'
import { hearingLane } from '../../hearing/work.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { readsAll } from './rights.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Hearings are booked in the firm's own lane, as if somebody of the desk had done it; a chamber reads counts alone. */
export function hearingRoutes(server: FastifyInstance, options: AdminOptions): void {
  bookingRoute(server, options)
  countRoute(server, options)
}

const FAULTS: Readonly<Record<BookingFault, string>> = {
  past: 'startsAt: is past.',
  'too-far': 'startsAt: is more than half a year ahead.',
  closed: 'startsAt: the desk is not open from then on for 45 minutes.',
  'no-address': 'place: a web meeting needs its https address.',
}

function bookingRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary: 'Book a hearing of a firm, or set another day for the one that is booked; the firm is told',
    tag: 'register',
    body: shapes.hearing,
    isCreate: true,
    answers: { 202: answers.hearingBooking },
  })
  server.post('/hearings', { schema }, async (request, reply) => {
    const wish = read(shapes.hearing, request.body)
    const create = (tx: Tx): Promise<object> => book(tx, options, actorOf(request), wish)
    await createOnce(options, request, reply, { kind: 'system' }, create, 202)
    options.db.hint('inbox')
    return reply
  })
}

type Wish = ReturnType<typeof shapes.hearing.parse>

async function book(tx: Tx, { now, calendar, newId }: AdminOptions, actor: string, wish: Wish): Promise<object> {
  const { firmId, channel, place, interviewer } = wish
  const startsAt = Date.parse(wish.startsAt)
  const fault = bookingFault({ startsAt, channel, place }, calendar, now())
  if (fault) throw new Problem(422, 'Not valid', FAULTS[fault])
  const firm = await findFirm(tx, firmId)
  if (!firm) throw new Problem(404, 'Not found', 'There is no such firm.')
  const by = { personId: actor, name: interviewer }
  await receive(tx, [
    {
      ...{ lane: hearingLane(firmId), kind: 'hearing', account: 'operator', eventId: newId('booking') },
      ...{ regionId: firm.regionId, firmId, at: now() },
      payload: { command: 'book', by, booking: { startsAt, channel, place, interviewer: by } },
    },
  ])
  return { firmId, startsAt: new Date(startsAt).toISOString(), state: 'booking' }
}

function countRoute(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'What the region’s hearings came to, small counts hidden from a chamber',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.hearingCounts },
  })
  server.get('/regions/:id/hearings', { schema }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const counts = await db.transaction({ kind: 'region', regionId }, async (tx) =>
      (await findRegion(tx, regionId)) ? countHearings(tx, regionId) : undefined,
    )
    if (!counts) throw new Problem(404, 'Not found', 'There is no such region.')
    const { hearings, firms } = counts
    return readsAll(request, 'tickets')
      ? { ...hearings, justInstalledShare: justInstalledShare(hearings) }
      : shownHearings(hearings, firms)
  })
}

/** Each as one flat line. */
export async function hearingLines(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listHearings(tx, request)
  return {
    items: items.map(({ id, regionId, firmId, hearing: { interviewer, report, length: _, ...hearing } }) => ({
      ...{ id, regionId, firmId, ...hearing, interviewer: interviewer.name },
      ...(report ?? { minutes: null, notes: null, questions: null, operation: null, heldAt: null }),
    })),
    nextCursor,
  }
}
