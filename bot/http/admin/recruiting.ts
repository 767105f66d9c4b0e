import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { addApplication, addQuote } from '#db/applications.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { addAttendance, meetingCounts } from '#db/meetings.ts'
import { visitsIn } from '#db/recruiting-visits.ts'
import { addRecruiting, recruitingCounts } from '#db/recruitings.ts'
import { findRegion } from '#db/regions.ts'
import { minutesOver } from '#engine/meeting.ts'
import { callMeeting } from '../../recruiting/meeting-times.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { read, shapes } from './shapes.ts'

/** Meetings and who came, how firms heard of the programme, who applied, and what was said of it: kept by the operator and the chamber. */
export function recruitingRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { newId, now } = options
  creates(server, options, 'meeting', {
    summary: 'Add a meeting: 説明会, 個別説明会 or 報告会',
    body: shapes.meeting,
    answer: answers.meeting,
    add: async (tx, { startsAt, endsAt, ...body }) => {
      const times = { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }
      if (times.endsAt <= times.startsAt) throw new Problem(422, 'Not valid', 'endsAt: is not after startsAt.')
      const over = minutesOver({ ...body, ...times })
      if (over > 0) throw new Problem(422, 'Not valid', `agenda: does not fit into the meeting (${over} min too long).`)
      return callMeeting(tx, { id: newId('meeting'), ...body, ...times }, now())
    },
  })
  creates(server, options, 'attendance', {
    summary: 'Add a company that came to a meeting, and how many people of it',
    body: shapes.attendance,
    answer: answers.attendance,
    add: async (tx, body) => {
      const attendance = { id: newId('attendance'), ...body }
      if (!(await addAttendance(tx, attendance))) throw new Problem(404, 'Not found', 'There is no such meeting.')
      return attendance
    },
  })
  creates(server, options, 'recruiting', {
    summary: 'Add a way in which firms are told of the programme, or what stood in the papers',
    body: shapes.recruiting,
    answer: answers.recruiting,
    add: async (tx, { doneAt, ...body }) => {
      const recruiting = { id: newId('recruiting'), ...body, doneAt: momentOf(doneAt) }
      await addRecruiting(tx, recruiting, now())
      return recruiting
    },
  })
  creates(server, options, 'application', {
    summary: 'Add a company that applied: by what it heard of the programme, what decided, and whether it started',
    body: shapes.application,
    answer: answers.application,
    add: async (tx, { appliedAt, startedAt, saidState, ...body }) => {
      const application = {
        ...{ id: newId('application'), ...body },
        ...{ appliedAt: Date.parse(appliedAt), startedAt: momentOf(startedAt) },
        saidState: saidState ?? (body.stoppedBecause === null ? ('applied' as const) : ('declined' as const)),
      }
      if (application.startedAt !== null && application.stoppedBecause !== null)
        throw new Problem(422, 'Not valid', 'stoppedBecause: is of a company that never started.')
      await addApplication(tx, application)
      return application
    },
  })
  creates(server, options, 'quote', {
    summary: 'Keep what somebody said of the programme; without agreedAt no report shows it',
    body: shapes.quote,
    answer: answers.quote,
    add: async (tx, { saidAt, agreedAt, ...body }) => {
      const quote = { id: newId('quote'), ...body, saidAt: Date.parse(saidAt), agreedAt: momentOf(agreedAt) }
      await addQuote(tx, quote)
      return quote
    },
  })
  counts(server, options, 'meetings', 'Meetings, with companies and people', answers.meetingCount, meetingCounts)
  counts(
    server,
    options,
    'recruitings',
    'Ways of recruiting, those that decided most first',
    answers.recruitingCount,
    recruitingCounts,
  )
  counts(
    server,
    options,
    'recruiting-visits',
    'Companies that somebody of ours went to, the latest first, with the next step',
    answers.recruitingVisit,
    visitsIn,
  )
}

const momentOf = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant))

interface Created<Body> {
  summary: string
  body: z.ZodType<Body>
  answer: z.ZodType
  add(tx: Tx, body: Body): Promise<{ id: string }>
}

function creates<Body extends { regionId: string; firmId?: string | null }>(
  server: FastifyInstance,
  options: AdminOptions,
  noun: 'meeting' | 'attendance' | 'recruiting' | 'application' | 'quote',
  { summary, body: shape, answer, add }: Created<Body>,
): void {
  const schema = described({ summary, tag: 'register', body: shape, isCreate: true, answers: { 201: answer } })
  server.post(`/${noun}s`, { schema }, async (request, reply) => {
    const body = read(shape, request.body)
    const { regionId, firmId = null } = body
    requireRegion(request, regionId)
    return createOnce(options, request, reply, scopeOf(request), async (tx) => {
      if (!(await findRegion(tx, regionId))) throw new Problem(404, 'Not found', 'There is no such region.')
      if (firmId !== null && (await findFirm(tx, firmId))?.regionId !== regionId)
        throw new Problem(404, 'Not found', 'There is no such firm in this region.')
      const added = await add(tx, body)
      const line = { regionId, firmId, subject: `${noun}:${added.id}`, at: options.now(), actor: actorOf(request) }
      await note(tx, { ...line, what: `${noun}-added`, params: {}, reason: null })
      return withInstants(added)
    })
  })
}

/** Attendance is told to the region's chamber as it is: it is no result of anybody's protection. */
function counts(
  server: FastifyInstance,
  { db }: AdminOptions,
  nouns: 'meetings' | 'recruitings' | 'recruiting-visits',
  summary: string,
  item: z.ZodType,
  load: (tx: Tx, regionId: string) => Promise<object[]>,
): void {
  const query = shapes.ofRegion
  const schema = described({ summary, tag: 'region', query, answers: { 200: answers.pageOf(item) } })
  server.get(`/${nouns}`, { schema }, async (request) => {
    const { regionId } = read(query, request.query)
    requireRegion(request, regionId)
    const items = await db.transaction({ kind: 'region', regionId }, (tx) => load(tx, regionId))
    return { items: items.map(withInstants), nextCursor: null }
  })
}
