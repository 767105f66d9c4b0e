import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { checkOf, findHealthCheck, type HealthRequest, listHealthChecks } from '#db/health-checks.ts'
import type { Page } from '#db/page.ts'
import { findRegion } from '#db/regions.ts'
import { gradeOf } from '#engine/health-check.ts'
import { comparedWith, monthsFrom } from '#engine/health-comparison.ts'
import type { HealthCheck } from '#engine/health-course.ts'
import { monthBefore } from '#engine/health-month.ts'
import { countFirms } from '../../health/count.ts'
import { healthSheetOf } from '../../health/sheet.ts'
import { comparedText, reasonText } from '../../health/texts.ts'
import { sayText } from '../../say.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { readsAll } from './rights.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Monthly health checks. A chamber reads those that their firms have shown to it, as long as they do. */

const readsUnshared = (request: FastifyRequest): boolean => readsAll(request, 'health-report')

export async function healthCheckLines(tx: Tx, request: HealthRequest, call: FastifyRequest): Promise<Page<object>> {
  const state = readsUnshared(call) ? request.state : 'shared'
  const { items, nextCursor } = await listHealthChecks(tx, { ...request, state })
  return { items: items.map(line), nextCursor }
}

const line = ({ grade, counted, approvedBy, sharedBy, handOver, isPicked: _, ...check }: HealthCheck): object => ({
  ...{ ...check, letter: grade.letter, reason: grade.reason },
  ...{ findings: counted.findings.map(({ finding, count, open }) => ({ finding, count, open })) },
  ...{ coverage: counted.coverage, devices: counted.devices, threats: counted.threats, habits: counted.habits },
  ...{ securityEvents: counted.securityEvents, trafficEvents: counted.trafficEvents },
  ...{ approvedBy: approvedBy?.personId ?? null, sharedBy: sharedBy?.personId ?? null },
  handOver: handOver?.state ?? null,
})

export function healthCheckRoutes(server: FastifyInstance, options: AdminOptions): void {
  showRoute(server, options)
  sheetRoute(server, options)
  dryRunRoute(server, options)
}

const NOT_FOUND = new Problem(404, 'Not found', 'There is no such health check.')

function showRoute(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'One health check; for a chamber, one that its firm has shown to it',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.healthCheck },
  })
  server.get('/health-checks/:id', { schema }, async (request) => {
    return withInstants(line(await checkFor(request, db)))
  })
}

async function checkFor(request: FastifyRequest, db: AdminOptions['db']): Promise<HealthCheck> {
  const check = await db.transaction(scopeOf(request), (tx) => findHealthCheck(tx, idIn(request.params)))
  if (!check || !(readsUnshared(request) || check.state === 'shared')) throw NOT_FOUND
  return check
}

function sheetRoute(server: FastifyInstance, { db }: AdminOptions): void {
  const schema = described({
    summary: 'What stands on the paper of a health check that is approved, to be drawn where it is printed',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.healthSheet },
  })
  server.get('/health-checks/:id/sheet', { schema }, async (request) => {
    const { id, firmId } = await checkFor(request, db)
    const sheet = await db.transaction({ kind: 'system' }, (tx) => healthSheetOf(tx, id))
    if (!sheet) throw new Problem(409, 'Not approved', 'It is still a draft: an analyst has to approve it first.')
    return { firmId, sheet }
  })
}

function dryRunRoute(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary: 'What a firm’s health check of a month would be, counted now; nothing is kept or sent',
    tag: 'events',
    hasId: true,
    query: shapes.healthDryRun,
    answers: { 200: answers.healthDryRun },
  })
  server.get('/firms/:id/health-check', { schema }, async (request) => {
    const { month } = read(shapes.healthDryRun, request.query)
    const counted = await db.transaction({ kind: 'system' }, (tx) =>
      dryRun(tx, { firmId: idIn(request.params), wanted: month, now: now() }),
    )
    if (!counted) throw new Problem(404, 'Not found', 'There is no such firm.')
    return counted
  })
}

interface Wanted {
  firmId: string
  wanted: string | undefined
  now: number
}

async function dryRun(tx: Tx, { firmId, wanted, now }: Wanted): Promise<object | undefined> {
  const firm = await findFirm(tx, firmId)
  const region = firm && (await findRegion(tx, firm.regionId))
  if (!region) return undefined
  const month = wanted ?? monthBefore(now, region.timezone)
  const counted = (await countFirms(tx, { region, firmId, month, now })).get(firmId)
  if (!counted) return undefined
  const before = await checkOf(tx, firmId, monthsFrom(month, -1))
  const grade = gradeOf(counted, before?.counted)
  const { findings, coverage, devices, threats, habits, securityEvents, trafficEvents, unseen } = counted
  return {
    ...{ firmId, month, letter: grade.letter, reason: grade.reason, says: sayText(reasonText(grade), region) },
    compared: sayText(comparedText(comparedWith(before?.counted, counted)), region),
    findings: findings.map(({ finding, count, open }) => ({ finding, count, open })),
    ...{ coverage, devices, threats, habits, securityEvents, trafficEvents, unseen },
  }
}
