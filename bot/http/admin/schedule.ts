import type { FastifyInstance } from 'fastify'
import { loadHours } from '#db/regions.ts'
import { dayOf, startOfDay } from '#engine/calendar/calendar.ts'
import { sayText } from '../../say.ts'
import { doesText, planned } from '../../schedule.ts'
import * as answers from './answers.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { knownRegion } from './regions.ts'
import { idIn, read, shapes } from './shapes.ts'

const DAY_MS = 86_400_000

/** What will happen by itself, and what would be sent then. */
export function scheduleRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, calendar, hoursOf, rehearse } = options
  const showing = described({
    summary:
      'What happens by itself from then on, of one region or of all; what is not armed yet comes if nothing changes',
    tag: 'region',
    query: shapes.schedule,
    answers: { 200: answers.schedule },
  })
  server.get('/schedule', { schema: showing }, async (request) => {
    const { regionId, from: typed, days } = read(shapes.schedule, request.query)
    const from = typed === undefined ? now() : Date.parse(typed)
    if (regionId !== undefined) await knownRegion(options, regionId)
    const window = { regionId, from, until: from + days * DAY_MS }
    const all = await db.transaction({ kind: 'system' }, (tx) => planned(tx, { calendar, hoursOf }, window))
    const items = all.map(({ at, kind, ...one }) => ({
      at: new Date(at).toISOString(),
      kind,
      ...one,
      does: doing(kind),
    }))
    return { items }
  })
  const rehearsing = described({
    summary: 'What would be sent on a day, as things stand now: it is really done, and undone',
    tag: 'region',
    hasId: true,
    query: shapes.rehearsal,
    answers: { 200: answers.rehearsal },
  })
  server.get('/regions/:id/schedule/dry-run', { schema: rehearsing }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    const { on } = read(shapes.rehearsal, request.query)
    const items = await db.transaction({ kind: 'system' }, async (tx) => {
      const { calendar: own } = hoursOf(await loadHours(tx, regionId))
      const day = on === undefined ? dayOf(own, now()) : Temporal.PlainDate.from(on)
      const [from, until] = [startOfDay(own, day), startOfDay(own, day.add({ days: 1 }))]
      return rehearse(tx, regionId, { from, until })
    })
    return { items: items.map(({ at, ...one }) => ({ at: new Date(at).toISOString(), ...one })) }
  })
}

/** Whoever works with this interface reads English. */
const doing = (kind: string): string => sayText(doesText(kind), { locale: 'en', timezone: 'UTC' })
