import type { FastifyInstance } from 'fastify'
import { countsByRule } from '#db/alerts.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { findRegion, loadRules, saveRules } from '#db/regions.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import { rulesFrom, stateOf } from '#engine/region-rules.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn, read, shapes } from './shapes.ts'

/** The detections of a region: which are at work, on trial or off, and what each has raised. */
export function detectionRoutes(server: FastifyInstance, options: AdminOptions): void {
  listRoute(server, options)
  stateRoute(server, options)
}

function listRoute(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'Detections of a region, with their state and what they have raised',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.detections },
  })
  server.get('/regions/:id/detections', { schema }, async (request) => {
    const regionId = idIn(request.params)
    return db.transaction({ kind: 'system' }, (tx) => detectionsOf(tx, regionId))
  })
}

function stateRoute(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary: 'Put a detection to work, on trial (monitor) or off; detectors follow with the next batch',
    tag: 'region',
    hasId: true,
    body: shapes.detectionState,
    answers: { 200: answers.detections },
  })
  server.put('/regions/:id/detections', { schema }, async (request) => {
    const regionId = idIn(request.params)
    const { rule, state } = read(shapes.detectionState, request.body)
    return db.transaction({ kind: 'system' }, async (tx) => {
      await mustBeRegion(tx, regionId)
      const rules = rulesFrom(await loadRules(tx, regionId))
      const params = { rule, from: stateOf(rules, rule), to: state }
      await saveRules(tx, regionId, { ...rules, states: { ...rules.states, [rule]: state } })
      await note(tx, {
        ...{ regionId, firmId: null, subject: `region:${regionId}`, at: now(), actor: actorOf(request), reason: null },
        ...{ what: 'detection-state-changed', params },
      })
      return detectionsOf(tx, regionId)
    })
  })
}

async function detectionsOf(tx: Tx, regionId: string): Promise<object> {
  await mustBeRegion(tx, regionId)
  const rules = rulesFrom(await loadRules(tx, regionId))
  const counts = new Map((await countsByRule(tx, regionId)).map(({ rule, ...counted }) => [rule, counted]))
  const items = RULES.map(({ name, raises, knobs }) => ({
    rule: name,
    state: stateOf(rules, name),
    raises,
    ...(counts.get(name) ?? { alerts: 0, monitored: 0 }),
    knobs,
  }))
  return { items }
}

async function mustBeRegion(tx: Tx, regionId: string): Promise<void> {
  if (!(await findRegion(tx, regionId))) throw new Problem(404, 'Not found', 'There is no such region.')
}
