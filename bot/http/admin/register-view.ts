import type { FastifyInstance } from 'fastify'
import { lookThrough, type RegisterLine, registerLine } from '#db/register.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { idIn, read, shapes } from './shapes.ts'

/** A region's firms as somebody looks through them, and one of them: what stands in the register, and how far it has come. */
export function registerViewRoutes(server: FastifyInstance, { db, now }: AdminOptions): void {
  const looking = described({
    summary: 'Look through a region’s firms: by words, by how far they have come, in order; a page at a time',
    tag: 'register',
    hasId: true,
    query: shapes.registerPage,
    answers: { 200: answers.registerPage },
  })
  server.get('/regions/:id/firms', { schema: looking }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const { words, standing, order, page, size } = read(shapes.registerPage, request.query)
    const asked = { regionId, words, standing: standing ?? null, order, page, size, now: new Date(now()).toISOString() }
    const { items, ...rest } = await db.transaction(scopeOf(request), (tx) => lookThrough(tx, asked))
    return { items: items.map(shown), page, pages: Math.max(1, Math.ceil(rest.total / size)), ...rest }
  })

  const showing = described({
    summary: 'A firm of the register, and how far it has come',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.registerLine },
  })
  server.get('/firms/:id', { schema: showing }, async (request) => {
    const line = await db.transaction(scopeOf(request), (tx) =>
      registerLine(tx, idIn(request.params), new Date(now()).toISOString()),
    )
    if (!line) throw new Problem(404, 'Not found', 'There is no such firm.')
    return shown(line)
  })
}

const shown = (line: RegisterLine): object => withInstants(line)
