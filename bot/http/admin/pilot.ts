import type { FastifyInstance } from 'fastify'
import { enter, type Tx } from '#db/door.ts'
import { lockKey } from '#db/settings.ts'
import { ALERTS, CONTACTS, MEETINGS, NOTICES, PILOT, RECRUITINGS, VISITS } from '../../pilot/facts.ts'
import { loadStep, PILOT_STEPS } from '../../pilot/load.ts'
import { keepLoaded, type Loaded, pilotLoaded } from '../../pilot/loaded.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { read, shapes } from './shapes.ts'

/** What has no printed day is of the last four months. */
const BEFORE_MS = 120 * 86_400_000

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, one) => total + one, 0)

/** What the load brings, in rows. */
const ROWS = {
  ...{ firms: PILOT.started, applications: PILOT.applied, alerts: sum(ALERTS), notices: NOTICES },
  ...{ contacts: sum(CONTACTS), visits: sum(VISITS), surveys: PILOT.respondents },
  ...{ meetings: MEETINGS.length + 2, recruitings: RECRUITINGS.length },
}

/** The pilot of the report as a region, firm by firm, so that nobody else waits while it is loaded. */
export function pilotRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const looking = described({
    summary: 'The pilot’s data: what a load brings, and how far it is',
    tag: 'region',
    answers: { 200: answers.pilot },
  })
  server.get('/pilot', { schema: looking }, async () => shown(await db.transaction({ kind: 'system' }, pilotLoaded)))
  const loading = described({
    summary: 'Load the next part of the pilot’s data; to be repeated until everything is there',
    tag: 'region',
    body: shapes.pilotPart,
    answers: { 200: answers.pilot },
  })
  server.post('/pilot', { schema: loading }, async (request) => {
    const { part } = read(shapes.pilotPart, request.body)
    return db.transaction({ kind: 'system' }, async (tx) => {
      await lockKey(tx, 'pilot', '')
      const kept = (await pilotLoaded(tx)) ?? begun(newId, now() - BEFORE_MS)
      if (kept.done === PILOT_STEPS)
        throw new Problem(409, 'Loaded already', `The pilot’s data is region ${kept.regionId} here.`)
      if (kept.done !== part) throw new Problem(409, 'Loaded meanwhile', `The next part is ${kept.done}.`)
      return shown(await nextStep(tx, options, kept))
    })
  })
}

async function nextStep(tx: Tx, { newId }: AdminOptions, kept: Loaded): Promise<Loaded> {
  await enter(tx, { kind: 'region', regionId: kept.regionId })
  await loadStep({ tx, newId, loading: kept }, kept.done)
  await enter(tx, { kind: 'system' })
  const next = { ...kept, done: kept.done + 1 }
  await keepLoaded(tx, next)
  return next
}

const begun = (newId: AdminOptions['newId'], startedAt: number): Loaded => ({
  ...{ regionId: newId('region'), vendorId: newId('vendor'), visitId: newId('recruiting'), roundId: newId('round') },
  ...{ startedAt, done: 0 },
})

const shown = (kept: Loaded | undefined): object => ({
  ...{ regionId: kept?.regionId ?? null, done: kept?.done ?? 0, steps: PILOT_STEPS, rows: ROWS },
})
