import type { FastifyInstance } from 'fastify'
import { loadLadder, saveLadder } from '#db/regions.ts'
import { DEFAULT_LADDER, type Ladder, readLadder, timeline } from '#engine/ladder.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { knownRegion, noteAbout } from './regions.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Who is asked, when, while nobody answers a notice. */
export function ladderRoutes(server: FastifyInstance, options: AdminOptions): void {
  settingRoutes(server, options)
  dryRunRoute(server, options)
}

function settingRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const showing = described({
    summary: 'Who is asked, when, while nobody answers a notice',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.ladder },
  })
  server.get('/regions/:id/ladder', { schema: showing }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    return ladderOf(options, regionId)
  })
  const setting = described({
    summary: 'Change the ladder; each severity must end with a task for the desk',
    tag: 'region',
    hasId: true,
    body: answers.ladder,
    answers: { 200: answers.ladder },
  })
  server.put('/regions/:id/ladder', { schema: setting }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    const ladder = readLadder(request.body)
    if (typeof ladder === 'string')
      throw new Problem(
        422,
        'Not a ladder',
        `The ladder was refused: ${ladder}. GET the same address to see one that works.`,
        { reason: ladder },
      )
    await db.transaction({ kind: 'system' }, async (tx) => {
      await saveLadder(tx, regionId, ladder)
      await noteAbout(tx, { regionId, actor: actorOf(request), what: 'ladder-changed', at: now(), params: { ladder } })
    })
    return ladder
  })
}

/** What would happen to a notice that nobody answers: nothing is sent. */
function dryRunRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary: 'What would come when, were a notice sent at that moment and never answered',
    tag: 'region',
    hasId: true,
    query: shapes.ladderDryRun,
    answers: { 200: answers.ladderDryRun },
  })
  server.get('/regions/:id/ladder/dry-run', { schema }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    const { severity, at } = read(shapes.ladderDryRun, request.query)
    const sentAt = at === undefined ? options.now() : Date.parse(at)
    const steps = (await ladderOf(options, regionId))[severity]
    const rungs = timeline(steps, sentAt, { daytime: options.daytime, desk: options.calendar })
    return {
      severity,
      sentAt: new Date(sentAt).toISOString(),
      items: rungs.map((rung) => ({ ...rung, at: new Date(rung.at).toISOString() })),
    }
  })
}

async function ladderOf({ db }: AdminOptions, regionId: string): Promise<Ladder> {
  const saved = readLadder(await db.transaction({ kind: 'system' }, (tx) => loadLadder(tx, regionId)))
  return typeof saved === 'string' ? DEFAULT_LADDER : saved
}
