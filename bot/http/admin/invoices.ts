import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Tx } from '#db/door.ts'
import { listInvoices, lockInvoice, type StoredInvoice, setPaid } from '#db/invoices.ts'
import type { Region } from '#db/regions.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import { bookOf } from '../../money/book.ts'
import { creditInvoice, type Desk, issueInvoices } from '../../money/issue.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { noteOf, regionOr404 } from './money.ts'
import { idIn, read, shapes } from './shapes.ts'

/** The invoices of what firms owe: given, taken back by a note, and typed in as paid. */
export function invoiceRoutes(server: FastifyInstance, options: AdminOptions): void {
  issuingRoutes(server, options)
  payingRoutes(server, options)
}

function issuingRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db } = options
  const issuing = described({
    summary:
      'Bill what is owed up to that month to whoever issues invoices; a firm hears of its own on LINE, a vendor of its own in chat',
    tag: 'money',
    hasId: true,
    body: shapes.issuing,
    answers: { 200: answers.issued },
  })
  server.post('/regions/:id/invoices', { schema: issuing }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const { month, firmId } = read(shapes.issuing, request.body)
    return db.transaction({ kind: 'system' }, async (tx) => {
      const region = await regionOr404(tx, regionId)
      const { issuing } = await bookOf(tx, regionId)
      if (issuing.length === 0)
        throw new Problem(409, 'Not now', 'The book of this region does not say who issues its invoices.')
      const given = await issueInvoices(tx, deskOf(options, request, region), { month, firmId, issuing })
      return { items: given.map((stored) => shownInvoice(options, stored)) }
    })
  })
  const crediting = described({
    summary: 'Take an invoice back by a credit note; what was right is charged anew',
    tag: 'money',
    hasId: true,
    answers: { 200: answers.invoice },
  })
  server.post('/invoices/:id/credit', { schema: crediting }, async (request) =>
    db.transaction({ kind: 'system' }, async (tx) => {
      const { stored, region } = await invoiceOr404(tx, request)
      const given = await creditInvoice(tx, deskOf(options, request, region), stored.id)
      if (given === undefined || typeof given === 'string')
        throw new Problem(409, 'Not now', `The invoice ${(given ?? 'is gone').replaceAll('-', ' ')}.`, {
          reason: given,
        })
      return shownInvoice(options, given)
    }),
  )
  const showing = described({
    summary: 'One invoice, with the address of its paper',
    tag: 'money',
    hasId: true,
    answers: { 200: answers.invoice },
  })
  server.get('/invoices/:id', { schema: showing }, async (request) =>
    db.transaction({ kind: 'system' }, async (tx) => shownInvoice(options, (await invoiceOr404(tx, request)).stored)),
  )
}

function payingRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const listing = described({
    summary: 'Invoices and credit notes, the latest first',
    tag: 'money',
    query: shapes.invoicesPage,
    answers: { 200: answers.pageOf(answers.invoice) },
  })
  server.get('/invoices', { schema: listing }, async (request) => {
    const page = read(shapes.invoicesPage, request.query)
    const { items, nextCursor } = await db.transaction(scopeOf(request), (tx) => listInvoices(tx, page))
    return { items: items.map((stored) => shownInvoice(options, stored)), nextCursor }
  })
  const paying = described({
    summary: 'Write down that the money has come, on which day; null takes that back',
    tag: 'money',
    hasId: true,
    body: shapes.paid,
    answers: { 200: answers.invoice },
  })
  server.put('/invoices/:id/paid', { schema: paying }, async (request) =>
    db.transaction({ kind: 'system' }, async (tx) => {
      const { stored, region } = await invoiceOr404(tx, request)
      const { on = dayOf(region, now()).toString() } = read(shapes.paid, request.body)
      if (stored.invoice.kind === 'credit-note' || stored.creditedBy !== null)
        throw new Problem(409, 'Not now', 'Nobody pays what was taken back.', { reason: 'credited' })
      await setPaid(tx, stored.id, on === null ? null : { on, by: actorOf(request) })
      const { regionId, firmId, id } = stored
      const what = on === null ? 'invoice-unpaid' : 'invoice-paid'
      await noteOf(tx, { regionId, firmId, subject: `invoice:${id}` }, request, now(), what, { on })
      return shownInvoice(options, { ...stored, paidOn: on })
    }),
  )
}

const PAPER_LIFE_MS = 86_400_000

function shownInvoice({ links, now }: Pick<AdminOptions, 'links' | 'now'>, stored: StoredInvoice) {
  const { invoice, issuedAt, ...place } = stored
  const { number, kind, corrects, issuer, to, month, issuedOn, dueOn, total, sums } = invoice
  return {
    ...{ ...place, payee: place.payee.kind, vendorId: place.payee.id || null, from: issuer.name },
    ...{ number, kind, corrects, to, month, issuedOn, dueOn, total, sums },
    paper: links.to(stored.id, 'pdf', now() + PAPER_LIFE_MS),
  }
}

const deskOf = ({ now, newId, links }: AdminOptions, request: FastifyRequest, region: Region): Desk => ({
  ...{ now: now(), newId, newUuid: randomUUID, link: links.to, region, by: actorOf(request) },
})

async function invoiceOr404(tx: Tx, request: FastifyRequest): Promise<{ stored: StoredInvoice; region: Region }> {
  const stored = await lockInvoice(tx, idIn(request.params))
  if (!stored) throw new Problem(404, 'Not found', 'There is no such invoice.')
  requireRegion(request, stored.regionId)
  return { stored, region: await regionOr404(tx, stored.regionId) }
}
