import type { FastifyInstance } from 'fastify'
import { messageLink } from '#adapters/line/account.ts'
import { note } from '#db/audit.ts'
import { addInvites, printedInvites } from '#db/invites.ts'
import { findRegion } from '#db/regions.ts'
import { uninvitedIn } from '#db/register.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { read, shapes } from './shapes.ts'

const DAY_MS = 86_400_000

/** A code for the owner of each firm of a list, to be printed and handed out; while it is good, it can be printed again. */
export function inviteSheetRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId, secrets, basicIdOf } = options
  const making = described({
    summary: 'Make a code for each firm of a region, or of a list, that has none and in which nobody is',
    tag: 'register',
    body: shapes.inviteSheet,
    isCreate: true,
    answers: { 201: answers.inviteSheetMade },
  })
  server.post('/invite-sheets', { schema: making }, async (request, reply) => {
    const { regionId, importId = null, days } = read(shapes.inviteSheet, request.body)
    requireRegion(request, regionId)
    const expiresAt = now() + days * DAY_MS
    return createOnce(options, request, reply, scopeOf(request), async (tx) => {
      if (!(await findRegion(tx, regionId))) throw new Problem(404, 'Not found', 'There is no such region.')
      const firms = await uninvitedIn(tx, { regionId, importId, now: new Date(now()).toISOString() })
      const invites = firms.map(({ id: firmId }) => {
        const id = newId('printed')
        return { id, firmId, codeHmac: secrets.inviteHmac(secrets.printedCode(id)) }
      })
      const made = await addInvites(tx, invites, { regionId, expiresAt, at: now(), actor: actorOf(request) })
      const line = { regionId, firmId: null, subject: `region:${regionId}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: 'invite-sheet-made', params: { made, importId }, reason: null })
      return { regionId, made, expiresAt: new Date(expiresAt).toISOString() }
    })
  })

  const printing = described({
    summary: 'The codes that are still good, each with what its QR stands for; a page at a time',
    tag: 'register',
    query: shapes.inviteSheetPage,
    answers: { 200: answers.inviteSheet },
  })
  server.get('/invite-sheets', { schema: printing }, async (request) => {
    const { regionId, importId = null, page, size } = read(shapes.inviteSheetPage, request.query)
    requireRegion(request, regionId)
    const account = await basicIdOf(regionId).catch(() => null)
    const asked = { regionId, importId, page, size, now: new Date(now()).toISOString() }
    const { items, total } = await db.transaction(scopeOf(request), (tx) => printedInvites(tx, asked))
    const lines = items.map(({ id, expiresAt, ...firm }) => {
      const code = secrets.printedCode(id)
      const link = account === null ? null : messageLink(account, code)
      return { ...firm, code, link, expiresAt: new Date(expiresAt).toISOString() }
    })
    return { items: lines, total, page, pages: Math.max(1, Math.ceil(total / size)) }
  })
}
