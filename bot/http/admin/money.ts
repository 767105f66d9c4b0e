import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { findFirm, namesOf } from '#db/firms.ts'
import { enterCharge, entriesOf, lockEntry, type StoredEntry, saveIssuer, saveTerms } from '#db/money.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { findVendor } from '#db/vendors.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import { hasBegun, isPaidSo, type Party, type PartyKind, reversalOf, statementsOf } from '#engine/money.ts'
import { bookOf } from '../../money/book.ts'
import { closeMonth } from '../../money/close.ts'
import { statementSubject } from '../../money/statement-sheet.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { noRegion } from './regions.ts'
import { idIn, read, shapes } from './shapes.ts'

/** The book of a region's money, kept by the chamber and the operator: what a month owes, and whom. */
export function moneyRoutes(server: FastifyInstance, options: AdminOptions): void {
  bookRoutes(server, options)
  entryRoutes(server, options)
  statementRoute(server, options)
}

function bookRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const showing = described({
    summary: 'What a month costs beside the plans, and who issues the invoices',
    tag: 'money',
    hasId: true,
    answers: { 200: answers.book },
  })
  server.get('/regions/:id/book', { schema: showing }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    return db.transaction({ kind: 'region', regionId }, (tx) => shownBook(tx, regionId))
  })
  const setting = described({
    summary: 'Set them: what is left out stays; invoices that were given stay as they are',
    tag: 'money',
    hasId: true,
    body: shapes.book,
    answers: { 200: answers.book },
  })
  server.put('/regions/:id/book', { schema: setting }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const { issuer, ...terms } = read(shapes.book, request.body)
    return db.transaction({ kind: 'region', regionId }, async (tx) => {
      await regionOr404(tx, regionId)
      const before = (await bookOf(tx, regionId)).terms
      await saveTerms(tx, regionId, {
        packageYen: terms.packageYen ?? before.packageYen,
        premiumYen: terms.premiumYen ?? before.premiumYen,
        insurerShare: terms.insurerShare ?? before.insurerShare,
      })
      if (issuer) {
        const { party, vendorId, ...own } = issuer
        await saveIssuer(tx, regionId, { party: await partyOf(tx, { regionId, kind: party, vendorId }), issuer: own })
      }
      const after = await shownBook(tx, regionId)
      await noteOf(tx, { regionId, firmId: null, subject: `book:${regionId}` }, request, now(), 'book-changed', after)
      return after
    })
  })
}

async function shownBook(tx: Tx, regionId: string) {
  const { terms, issuing } = await bookOf(tx, regionId)
  return {
    ...{ regionId, terms },
    issuing: issuing.map(({ party, issuer }) => ({ party: party.kind, vendorId: party.id || null, ...issuer })),
  }
}

/** One of the region's; a vendor is named, and of the others there is one. */
async function partyOf(
  tx: Tx,
  { regionId, kind, vendorId }: { regionId: string; kind: Exclude<PartyKind, 'firm'>; vendorId: string | null },
): Promise<Party> {
  if (kind !== 'vendor') return { kind, id: '' }
  const vendor = vendorId === null ? undefined : await findVendor(tx, vendorId)
  if (vendor?.regionId !== regionId) throw new Problem(404, 'Not found', 'There is no such vendor.')
  return { kind, id: vendor.id }
}

function entryRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const closing = described({
    summary: 'Write down what a month owes: plans, packages, premiums and visits; again, only what came to light since',
    tag: 'money',
    hasId: true,
    body: shapes.month,
    answers: { 200: answers.closed },
  })
  server.post('/regions/:id/charges', { schema: closing }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const { month } = read(shapes.month, request.body)
    return db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await regionOr404(tx, regionId)
      if (!hasBegun(month, dayOf(region, now()).toString()))
        throw new Problem(422, 'Not valid', 'month: has not begun.', {
          errors: [{ field: 'month', message: 'has not begun' }],
        })
      const closing = { region, month, firmId: null, by: actorOf(request), at: now() }
      const closed = await closeMonth(tx, closing, () => newId('entry'))
      await noteOf(tx, { regionId, firmId: null, subject: `book:${regionId}` }, request, now(), 'month-closed', {
        ...{ month, entered: closed.entered },
      })
      return { month, ...closed }
    })
  })
  const charging = described({
    summary: 'Write down one thing that is owed about a firm',
    tag: 'money',
    body: shapes.entry,
    isCreate: true,
    answers: { 201: answers.entry },
  })
  server.post('/entries', { schema: charging }, async (request, reply) => {
    const { firmId, payer, payee, vendorId, on, ...asked } = read(shapes.entry, request.body)
    if (!isPaidSo(asked.kind, payer, payee))
      throw new Problem(422, 'Not valid', `payer: ${payer} does not pay ${payee} for a ${asked.kind}`, {
        errors: [{ field: 'payer', message: `does not pay ${payee} for a ${asked.kind}` }],
      })
    return createOnce(options, request, reply, { kind: 'system' }, async (tx) => {
      const { regionId, firm } = await firmOf(tx, request, firmId)
      const party = async (kind: PartyKind): Promise<Party> =>
        kind === 'firm' ? { kind, id: firmId } : partyOf(tx, { regionId, kind, vendorId })
      const region = await regionOr404(tx, regionId)
      const day = on ?? dayOf(region, now()).toString()
      const id = newId('entry')
      const entry = {
        ...asked,
        firmId,
        payer: await party(payer),
        payee: await party(payee),
        on: day,
        month: day.slice(0, 7),
      }
      await enterCharge(tx, { id, regionId, by: actorOf(request), at: now() }, { ...entry, source: id })
      await noteOf(tx, { regionId, firmId, subject: `entry:${id}` }, request, now(), 'entry-added', { yen: asked.yen })
      return shownEntry({ ...entry, id, regionId, reverses: null, invoiceId: null }, firm)
    })
  })
  const reversing = described({
    summary: 'Take back an entry that stands on no invoice, by one the other way round',
    tag: 'money',
    hasId: true,
    answers: { 200: answers.entry },
  })
  server.post('/entries/:id/reverse', { schema: reversing }, async (request) =>
    db.transaction({ kind: 'system' }, async (tx) => {
      const entry = await lockEntry(tx, idIn(request.params))
      if (!entry) throw new Problem(404, 'Not found', 'There is no such entry.')
      const { regionId, firm } = await firmOf(tx, request, entry.firmId)
      const reason = entry.reverses !== null ? 'a-reversal' : entry.invoiceId !== null ? 'on-an-invoice' : undefined
      const again = entry.invoiceId !== null ? ' Credit the invoice instead.' : ''
      if (reason) throw new Problem(409, 'Not now', `The entry is ${reason.replaceAll('-', ' ')}.${again}`, { reason })
      const back = reversalOf(entry, { id: newId('entry'), month: entry.month, on: entry.on })
      const entered = { id: back.id, regionId, by: actorOf(request), at: now() }
      if (!(await enterCharge(tx, entered, { ...back, source: `back:${entry.id}` })))
        throw new Problem(409, 'Not now', 'The entry was taken back before.', { reason: 'reversed-before' })
      await noteOf(
        tx,
        { regionId, firmId: entry.firmId, subject: `entry:${entry.id}` },
        request,
        now(),
        'entry-reversed',
      )
      return shownEntry({ ...back, regionId, invoiceId: null }, firm)
    }),
  )
}

function statementRoute(server: FastifyInstance, { db, links, now }: AdminOptions): void {
  const schema = described({
    summary: 'What each party pays and gets in a month, or about one firm; together they are zero',
    tag: 'money',
    hasId: true,
    query: shapes.statement,
    answers: { 200: answers.statement },
  })
  server.get('/regions/:id/statement', { schema }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const { month, firmId = null } = read(shapes.statement, request.query)
    return db.transaction({ kind: 'region', regionId }, async (tx) => {
      const statements = statementsOf(await entriesOf(tx, { regionId, month, firmId }))
      const names = await namesOf(
        tx,
        statements.flatMap(({ party }) => (party.kind === 'firm' ? [party.id] : [])),
      )
      const items = await Promise.all(
        statements.map(async ({ party, ...rest }) => ({
          ...{ party: party.kind, firmId: party.kind === 'firm' ? party.id : null },
          name:
            names.get(party.id) ?? (party.kind === 'vendor' ? ((await findVendor(tx, party.id))?.name ?? null) : null),
          paper: links.to(statementSubject(regionId, { month, party }), 'page', now() + STATEMENT_LIFE_MS),
          ...rest,
        })),
      )
      return { month, items, sum: items.reduce((sum, { total }) => sum + total, 0) }
    })
  })
}

const STATEMENT_LIFE_MS = 30 * 86_400_000

const shownEntry = ({ payer, payee, ...entry }: StoredEntry, firm: string) => ({
  ...{ ...entry, firm, payer: payer.kind, payee: payee.kind },
})

export async function regionOr404(tx: Tx, regionId: string): Promise<Region> {
  const region = await findRegion(tx, regionId)
  if (!region) throw noRegion()
  return region
}

async function firmOf(tx: Tx, request: FastifyRequest, firmId: string): Promise<{ regionId: string; firm: string }> {
  const firm = await findFirm(tx, firmId)
  if (!firm) throw new Problem(404, 'Not found', 'There is no such firm.')
  requireRegion(request, firm.regionId)
  return { regionId: firm.regionId, firm: firm.name }
}

export const noteOf = (
  tx: Tx,
  place: { regionId: string; firmId: string | null; subject: string },
  request: FastifyRequest,
  at: number,
  what: string,
  params: object = {},
): Promise<void> => note(tx, { ...place, at, actor: actorOf(request), what, params, reason: null })
