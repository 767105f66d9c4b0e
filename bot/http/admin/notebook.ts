import type { FastifyInstance } from 'fastify'
import { findFirm } from '#db/firms.ts'
import { notebookSheetOf, notebookSubject } from '../../notebook/sheet.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { requireRegion } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { idIn } from './shapes.ts'

const LINK_LIFE_MS = 86_400_000

/** ★3準備ノート: dated records of a firm by the numbers of ★3, and no claim. */
export function notebookRoutes(server: FastifyInstance, { db, links, now }: AdminOptions): void {
  const schema = described({
    summary: 'What is on record of a firm by the numbers of ★3; it claims neither ★3 nor conformity',
    tag: 'register',
    hasId: true,
    answers: { 200: answers.notebook },
  })
  server.get('/firms/:id/notebook', { schema }, async (request) =>
    db.transaction({ kind: 'system' }, async (tx) => {
      const firm = await findFirm(tx, idIn(request.params))
      if (firm) requireRegion(request, firm.regionId)
      const subject = notebookSubject(firm?.id ?? '')
      const sheet = await notebookSheetOf(tx, subject)
      if (!firm || !sheet) throw new Problem(404, 'Not found', 'There is no such firm.')
      const items = sheet.sections.map(({ title, rows }) => ({ item: title, kept: rows }))
      return { firmId: firm.id, notes: sheet.notes, items, paper: links.to(subject, 'pdf', now() + LINK_LIFE_MS) }
    }),
  )
}
