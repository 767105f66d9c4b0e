import type { FastifyInstance } from 'fastify'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import type { Page, PageRequest } from '#db/page.ts'
import { findRegion } from '#db/regions.ts'
import { addVendor, listVendors, type StoredVendor, setSuspended } from '#db/vendors.ts'
import { readHours, writtenHours } from '#engine/vendor.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { idIn, read, shapes } from './shapes.ts'

/** The regional businesses that go to firms, kept by the operator and the chamber. */
export function vendorRoutes(server: FastifyInstance, options: AdminOptions): void {
  addingRoute(server, options)
  for (const act of ['suspend', 'resume'] as const) standingRoute(server, options, act)
}

function addingRoute(server: FastifyInstance, options: AdminOptions): void {
  const { now, newId } = options
  const schema = described({
    summary: 'Add a vendor: where it goes, what it knows, and when it works',
    tag: 'register',
    body: shapes.vendor,
    isCreate: true,
    answers: { 201: answers.vendor },
  })
  server.post('/vendors', { schema }, async (request, reply) => {
    const { hours: written, ...body } = read(shapes.vendor, request.body)
    const hours = readHours(written)
    if (!hours) throw new Problem(422, 'Not valid', 'hours: is not like mon-fri 9:00-18:00')
    const { regionId } = body
    requireRegion(request, regionId)
    const vendor: StoredVendor = { id: newId('vendor'), ...body, hours, isActive: true }
    return createOnce(options, request, reply, scopeOf(request), async (tx) => {
      if (!(await findRegion(tx, regionId))) throw new Problem(404, 'Not found', 'There is no such region.')
      await addVendor(tx, { ...vendor, at: now() })
      await noteAbout(tx, vendor, { actor: actorOf(request), what: 'vendor-added', at: now() })
      return shown(vendor)
    })
  })
}

const SAYS = { suspend: 'Offer a vendor nothing more（停止）', resume: 'Offer a vendor jobs again（有効）' }

function standingRoute(server: FastifyInstance, { db, now }: AdminOptions, act: 'suspend' | 'resume'): void {
  const schema = described({ summary: SAYS[act], tag: 'register', hasId: true, answers: { 200: answers.vendor } })
  server.post(`/vendors/:id/${act}`, { schema }, async (request) =>
    db.transaction(scopeOf(request), async (tx) => {
      const vendor = await setSuspended(tx, idIn(request.params), act === 'suspend' ? now() : null)
      if (!vendor) throw new Problem(404, 'Not found', 'There is no such vendor.')
      await noteAbout(tx, vendor, { actor: actorOf(request), what: `vendor-${act}`, at: now() })
      return shown(vendor)
    }),
  )
}

const shown = ({ hours, ...vendor }: StoredVendor): object => ({ ...vendor, hours: writtenHours(hours) })

export async function vendorLines(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listVendors(tx, request)
  return { items: items.map(shown), nextCursor }
}

const noteAbout = (
  tx: Tx,
  { id, regionId }: StoredVendor,
  line: { actor: string; what: string; at: number },
): Promise<void> => note(tx, { ...line, regionId, firmId: null, subject: `vendor:${id}`, params: {}, reason: null })
