import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findRegion } from '#db/regions.ts'
import { crashPoint } from '../../crash-point.ts'
import { type Checked, checkList, lookAt, runImport, undoImport } from '../../firm-import/import.ts'
import { template } from '../../firm-import/list.ts'
import { faultText, keptText, refusedText } from '../../firm-import/words.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { idIn, read, shapes } from './shapes.ts'

/** Of ten thousand lines of 600 bytes each, in base64. */
const BODY_BYTES_MAX = 12_000_000

/** A chamber's list of its firms: looked at first, then taken in, and taken back. */
export function firmImportRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, secrets, now, newId } = options
  const at = (request: FastifyRequest) => ({ secrets, newId, now: now(), actor: actorOf(request) })

  const heading = described({
    summary: 'The columns of such a list, as a CSV file to fill in',
    tag: 'register',
    answers: { 200: answers.assetList },
  })
  server.get('/firm-imports/template', { schema: heading }, async () => ({ csv: template() }))

  const checking = described({
    summary:
      'Look at a list of firms: how many it would make, which are here, and what is wrong in which line; makes none',
    tag: 'register',
    body: shapes.firmImport,
    isCreate: true,
    answers: { 201: answers.firmImport },
  })
  server.post('/firm-imports', { schema: checking, bodyLimit: BODY_BYTES_MAX }, async (request, reply) => {
    const { regionId, file } = read(shapes.firmImport, request.body)
    requireRegion(request, regionId)
    return createOnce(options, request, reply, scopeOf(request), async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw new Problem(404, 'Not found', 'There is no such region.')
      const checked = await checkList(tx, { regionId, bytes: Buffer.from(file, 'base64') }, at(request))
      if ('refused' in checked) throw new Problem(422, 'Not valid', `file: ${refusedText(checked.refused, region)}`)
      return shown(checked, region)
    })
  })

  const showing = described({
    summary: 'A list as it stands: what it would make now, or what it has made',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.firmImport },
  })
  server.get('/firm-imports/:id', { schema: showing }, async (request) =>
    db.transaction(scopeOf(request), async (tx) => {
      const checked = await lookAt(tx, idIn(request.params), { secrets })
      return checked ? shown(checked, await findRegion(tx, checked.one.regionId)) : none()
    }),
  )

  const running = described({
    summary: 'Take a list in: makes the firms that are not here yet, all or none; again, it makes nothing',
    tag: 'register',
    hasId: true,
    body: shapes.firmImportRun,
    answers: { 200: answers.firmImport },
  })
  server.post('/firm-imports/:id/run', { schema: running }, async (request) => {
    const { skipsFaulty } = read(shapes.firmImportRun, request.body)
    const taken = await db.transaction(scopeOf(request), async (tx) => {
      const ran = await runImport(tx, idIn(request.params), { skipsFaulty }, at(request))
      if (ran === 'faulty')
        throw new Problem(422, 'Not valid', 'Lines have faults: put them right, or send skipsFaulty to leave them out.')
      return ran ? shown(ran, await findRegion(tx, ran.one.regionId)) : none()
    })
    crashPoint('list-commit')
    return taken
  })

  const undoing = described({
    summary: 'Take back what a list has made, but for firms to which something has happened since',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.undoneImport },
  })
  server.post('/firm-imports/:id/undo', { schema: undoing }, async (request) =>
    db.transaction(scopeOf(request), async (tx) => {
      const undone = await undoImport(tx, idIn(request.params), at(request))
      if (undone === undefined) return none()
      if (undone === 'not-run') throw new Problem(409, 'Not taken in', 'This list has made no firm.')
      const reader = (await findRegion(tx, undone.one.regionId)) ?? READER
      const kept = undone.kept.map((firm) => ({ ...firm, says: keptText(firm.because, reader) }))
      return { id: undone.one.id, regionId: undone.one.regionId, takenBack: undone.takenBack, kept }
    }),
  )
}

const READER = { locale: 'ja', timezone: 'Asia/Tokyo' }

const none = (): never => {
  throw new Problem(404, 'Not found', 'There is no such list.')
}

/** Whoever puts these right sends the list again, and reads the next. */
const FAULTS_TOLD_MAX = 10_000

function shown({ one, list }: Checked, reader: typeof READER = READER): object {
  const all = list?.faults ?? []
  const faults = all.slice(0, FAULTS_TOLD_MAX).map((fault) => ({ ...fault, says: faultText(fault, reader) }))
  const counts = list ?? { fresh: 0, known: one.known ?? 0, lines: null, ignored: [] }
  const { fresh, known, lines, ignored } = counts
  return {
    ...(withInstants(one) as object),
    lines,
    fresh,
    known,
    faulty: one.faulty ?? countOf(all),
    faults,
    ignored,
  }
}

const countOf = (faults: readonly { line: number }[]): number => new Set(faults.map(({ line }) => line)).size
