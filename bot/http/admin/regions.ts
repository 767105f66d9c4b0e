import type { FastifyInstance } from 'fastify'
import { grantToken, revokeToken } from '#db/api-tokens.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { addRegion, findRegion, loadRules, type RegionSummary, saveRules, summarise } from '#db/regions.ts'
import { FIRMS_MIN } from '#engine/diagnosis/groups.ts'
import { isSmall } from '#engine/diagnosis/hiding.ts'
import { rulesFrom } from '#engine/region-rules.ts'
import { armRegion } from '../../region/comings.ts'
import { newToken, tokenHash } from '../../secrets.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Regions, who may keep their register, and what is counted of them. */
export function regionRoutes(server: FastifyInstance, options: AdminOptions): void {
  addRegionRoute(server, options)
  tokenRoutes(server, options)
  summaryRoute(server, options)
  rulesRoutes(server, options)
}

function addRegionRoute(server: FastifyInstance, options: AdminOptions): void {
  const { now, newId, calendar, hoursOf } = options
  const schema = described({
    summary: 'Add a region',
    tag: 'region',
    body: shapes.region,
    isCreate: true,
    answers: { 201: answers.region },
  })
  server.post('/regions', { schema }, async (request, reply) => {
    const region = { id: newId('region'), ...read(shapes.region, request.body) }
    return createOnce(options, request, reply, { kind: 'system' }, async (tx) => {
      await addRegion(tx, { ...region, at: now() })
      await armRegion(tx, { calendar, hoursOf, now: now() }, region.id)
      await noteAbout(tx, { regionId: region.id, actor: actorOf(request), what: 'region-added', at: now() })
      return region
    })
  })
}

function tokenRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const schema = described({
    summary: 'Grant a chamber a token for its region',
    tag: 'region',
    body: shapes.token,
    isCreate: true,
    answers: { 201: answers.newToken },
  })
  server.post('/tokens', { schema }, async (request, reply) => {
    const body = read(shapes.token, request.body)
    await knownRegion(options, body.regionId)
    const token = newToken('otsk')
    const granted = { id: newId('token'), ...body }
    return createOnce(options, request, reply, { kind: 'region', regionId: body.regionId }, async (tx) => {
      await grantToken(tx, { ...granted, hash: tokenHash(token), at: now() })
      const { id, regionId } = granted
      await noteAbout(tx, {
        regionId,
        actor: actorOf(request),
        what: 'token-granted',
        at: now(),
        params: { token: id },
      })
      return { ...granted, token }
    })
  })
  const revoking = described({ summary: 'Revoke a token', tag: 'region', hasId: true, answers: { 204: null } })
  server.delete('/tokens/:id', { schema: revoking }, async (request, reply) => {
    const id = idIn(request.params)
    await db.transaction({ kind: 'system' }, async (tx) => {
      const token = await revokeToken(tx, id, now())
      if (!token) throw new Problem(404, 'Not found', 'There is no such token, or it was revoked before.')
      const { regionId } = token
      await noteAbout(tx, {
        regionId,
        actor: actorOf(request),
        what: 'token-revoked',
        at: now(),
        params: { token: id },
      })
    })
    return reply.code(204).send()
  })
}

function summaryRoute(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'Counts of a region, small ones hidden',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.summary },
  })
  server.get('/regions/:id/summary', { schema }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const summary = await db.transaction({ kind: 'region', regionId }, async (tx) =>
      (await findRegion(tx, regionId)) ? summarise(tx, regionId) : undefined,
    )
    if (!summary) throw noRegion()
    return hidingSmallCells(summary)
  })
}

function rulesRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const showing = described({
    summary: 'How grave each kind is here, within how many minutes a case is decided, and which detections are at work',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.rules },
  })
  server.get('/regions/:id/rules', { schema: showing }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    return rulesFrom(await db.transaction({ kind: 'system' }, (tx) => loadRules(tx, regionId)))
  })
  const setting = described({
    summary: 'Change the rules',
    tag: 'region',
    hasId: true,
    body: shapes.rules,
    answers: { 200: answers.rules },
  })
  server.put('/regions/:id/rules', { schema: setting }, async (request) => {
    const regionId = await knownRegion(options, idIn(request.params))
    const {
      states,
      days,
      pledges,
      whoseCalls,
      answerWithinMinutes: within,
      ...given
    } = read(shapes.rules, request.body)
    return db.transaction({ kind: 'system' }, async (tx) => {
      const saved = rulesFrom(await loadRules(tx, regionId))
      const rules = {
        ...saved,
        ...given,
        ...(states && { states }),
        ...(days && { days }),
        ...(pledges && { pledges }),
        ...(whoseCalls !== undefined && { whoseCalls }),
        ...(within !== undefined && { answerWithinMinutes: within }),
      }
      await saveRules(tx, regionId, rules)
      await noteAbout(tx, { regionId, actor: actorOf(request), what: 'rules-changed', at: now(), params: { rules } })
      return rules
    })
  })
}

/** Into the audit log. */
interface RegionNote {
  regionId: string
  actor: string
  what: string
  at: number
  params?: object
}

export const noteAbout = (tx: Tx, { params = {}, ...line }: RegionNote): Promise<void> =>
  note(tx, { ...line, firmId: null, subject: `region:${line.regionId}`, params, reason: null })

export const noRegion = (): Problem => new Problem(404, 'Not found', 'There is no such region.')

export async function knownRegion({ db }: AdminOptions, regionId: string): Promise<string> {
  if (await db.transaction({ kind: 'system' }, (tx) => findRegion(tx, regionId))) return regionId
  throw noRegion()
}

/** A count of fewer than five firms could point at one of them, so it is not told; nor is one that leaves so few others. */
export function hidingSmallCells({ firms, firmsWithSensor, firmsWithOpenCase, alertsByKind }: RegionSummary): object {
  const isTelling = (part: number): boolean => isSmall(part) || isSmall(firms - part)
  const shown = (part: number): number | null => (isTelling(part) ? null : part)
  return {
    firms: isSmall(firms) ? null : firms,
    firmsWithSensor: shown(firmsWithSensor),
    firmsWithOpenCase: shown(firmsWithOpenCase),
    alertsByKind: alertsByKind.map(({ kind, alerts, firms: raising }) =>
      isTelling(raising) ? { kind, alerts: null, firms: null } : { kind, alerts, firms: raising },
    ),
    note: `null stands for what would tell of 1 to ${FIRMS_MIN - 1} firms`,
  }
}
