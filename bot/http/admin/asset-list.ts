import type { FastifyInstance, FastifyRequest } from 'fastify'
import { assetsOf } from '#db/assets.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { listOf, readList } from '../../asset/list.ts'
import { assetLane } from '../../asset/tokens.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn, read, shapes } from './shapes.ts'

/** A firm's ledger of devices as a list for a spreadsheet, and such a list into the ledger. */
export function assetListRoutes(server: FastifyInstance, { db, now, newId }: AdminOptions): void {
  const exported = described({
    summary: 'A firm’s ledger of devices as CSV, without what is no longer used',
    tag: 'events',
    hasId: true,
    answers: { 200: answers.assetList },
  })
  server.get('/firms/:id/asset-list', { schema: exported }, async (request) => {
    return db.transaction(scopeOf(request), async (tx) => ({
      csv: listOf(await assetsOf(tx, (await firmOf(tx, request)).id)),
    }))
  })
  const imported = described({
    summary: 'Read a list of devices into a firm’s ledger; the same again changes nothing',
    tag: 'events',
    hasId: true,
    body: shapes.assetList,
    answers: { 202: answers.readAssetList },
  })
  server.post('/firms/:id/asset-list', { schema: imported }, async (request, reply) => {
    const list = readList(Buffer.from(read(shapes.assetList, request.body).file, 'base64'))
    if (list.kind === 'refused') throw new Problem(422, 'Not valid', `file: ${list.reason}.`)
    const { lines, rejected } = list
    await db.transaction({ kind: 'system' }, async (tx) => {
      const { id: firmId, regionId } = await firmOf(tx, request)
      const row = { lane: assetLane(firmId), kind: 'asset-list', account: 'admin', eventId: newId('list'), at: now() }
      await receive(tx, [{ ...row, regionId, firmId, payload: { lines } }])
      await note(tx, {
        ...{ regionId, firmId, subject: assetLane(firmId), at: now(), actor: actorOf(request) },
        ...{ what: 'asset-list-read', params: { lines: lines.length }, reason: null },
      })
    })
    db.hint('inbox')
    return reply.code(202).send({ accepted: lines.length, rejected })
  })
}

async function firmOf(tx: Tx, request: FastifyRequest): Promise<Firm> {
  const firm = await findFirm(tx, idIn(request.params))
  if (!firm) throw new Problem(404, 'Not found', 'There is no such firm.')
  return firm
}
