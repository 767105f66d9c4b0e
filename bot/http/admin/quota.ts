import type { FastifyInstance } from 'fastify'
import { note } from '#db/audit.ts'
import { setQuota } from '#db/quota.ts'
import { findRegion } from '#db/regions.ts'
import { quotaMonth } from '../../deliver/quota.ts'
import { quotaAhead } from '../../quota-forecast.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn, read, shapes } from './shapes.ts'

/** How many pushes LINE takes this month, and the share that only incidents may use; what is set stays for later months. */
export function quotaRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const shown = async (regionId: string): Promise<object> => {
    const { quota, ahead } = await db.transaction({ kind: 'system' }, (tx) => quotaAhead(tx, regionId, now()))
    const { atEnd, short, plan = null } = ahead
    return { month: quotaMonth(now()), ...quota, forecast: { atEnd, short, plan } }
  }
  const known = async (regionId: string): Promise<string> => {
    if (await db.transaction({ kind: 'system' }, (tx) => findRegion(tx, regionId))) return regionId
    throw new Problem(404, 'Not found', 'There is no such region.')
  }
  const showing = described({
    summary: 'LINE’s messages of this month: the limit, what is on its way, what is used, and how the month will end',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.quota },
  })
  server.get('/regions/:id/quota', { schema: showing }, async (request) => {
    return shown(await known(idIn(request.params)))
  })
  const setting = described({
    summary: 'Set the limit of LINE’s plan and the share kept for incidents',
    tag: 'region',
    hasId: true,
    body: shapes.quota,
    answers: { 200: answers.quota },
  })
  server.put('/regions/:id/quota', { schema: setting }, async (request) => {
    const regionId = await known(idIn(request.params))
    const quota = read(shapes.quota, request.body)
    await db.transaction({ kind: 'system' }, async (tx) => {
      await setQuota(tx, regionId, quotaMonth(now()), quota)
      const line = { regionId, firmId: null, subject: `region:${regionId}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: 'quota-changed', params: quota, reason: null })
    })
    return shown(regionId)
  })
}
