import type { FastifyInstance } from 'fastify'
import { listLeaks, type StoredLeak } from '#db/leaks.ts'
import { dueDays, hasToReport, stateOf } from '#engine/leak.ts'
import * as answers from './answers.ts'
import { scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { paged } from './lists.ts'
import { read, shapes } from './shapes.ts'

/** Where firms stand with a leak depends on the day, so this list needs the calendar. */
export function leakRoutes(server: FastifyInstance, { db, now, calendar }: AdminOptions): void {
  const schema = described({
    summary: 'Leaks of personal data that firms have asked about, the latest first, with the days of their reports',
    tag: 'events',
    query: shapes.firmPage,
    answers: { 200: answers.pageOf(answers.leak) },
  })
  const line = ({ leak, ...place }: StoredLeak): object => {
    const due = hasToReport(leak) ? dueDays(leak, calendar) : null
    const { known, begunAt } = leak
    const days = { known, promptBy: due?.prompt ?? null, finalBy: due?.final ?? null, begunAt }
    return withInstants({ ...place, state: stateOf(leak, calendar, now()), ...days })
  }
  server.get('/leaks', { schema }, async (request) => {
    const wanted = read(shapes.firmPage, request.query)
    const page = await paged(() => db.transaction(scopeOf(request), (tx) => listLeaks(tx, wanted)))
    return { items: page.items.map(line), nextCursor: page.nextCursor }
  })
}
