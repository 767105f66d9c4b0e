import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { addFirm, findFirm } from '#db/firms.ts'
import { addInvite } from '#db/invites.ts'
import { findRegion } from '#db/regions.ts'
import { addSensor } from '#db/sensors.ts'
import { addSite, findSite, placeSite } from '#db/sites.ts'
import { findVendor } from '#db/vendors.ts'
import { ROLES_OF_REGION, type Role } from '#engine/enrolment.ts'
import { revoke } from '../../ingest/silence.ts'
import { newInviteCode, newToken, tokenHash } from '../../secrets.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { requireNeed } from './rights.ts'
import { idIn, read, shapes } from './shapes.ts'

const DAY_MS = 86_400_000

/** Firms, sites, sensors and invites: who takes part, entered by the operator and the chamber. */
export function registerRoutes(server: FastifyInstance, options: AdminOptions): void {
  firmRoute(server, options)
  siteRoute(server, options)
  sitePlaceRoute(server, options)
  sensorRoutes(server, options)
  inviteRoute(server, options)
}

function firmRoute(server: FastifyInstance, options: AdminOptions): void {
  const { now, newId } = options
  const schema = described({
    summary: 'Add a firm to a region',
    tag: 'register',
    body: shapes.firm,
    isCreate: true,
    answers: { 201: answers.firm },
  })
  server.post('/firms', { schema }, async (request, reply) => {
    const { industry = null, employees = null, pcs = null, phone = null, ...body } = read(shapes.firm, request.body)
    const { regionId } = body
    requireRegion(request, regionId)
    await seen(options, request, (tx) => findRegion(tx, regionId))
    const firm = { id: newId('firm'), ...body, industry, employees, pcs, phone }
    return createOnce(options, request, reply, { kind: 'region', regionId }, async (tx) => {
      await addFirm(tx, { ...firm, at: now() })
      await noteEntry(tx, request, {
        regionId,
        firmId: firm.id,
        subject: `firm:${firm.id}`,
        what: 'firm-added',
        at: now(),
      })
      return firm
    })
  })
}

function siteRoute(server: FastifyInstance, options: AdminOptions): void {
  const { now, newId } = options
  const schema = described({
    summary: 'Add a site of a firm: an office or a home',
    tag: 'register',
    body: shapes.site,
    isCreate: true,
    answers: { 201: answers.site },
  })
  server.post('/sites', { schema }, async (request, reply) => {
    const body = read(shapes.site, request.body)
    const { firmId } = body
    const { regionId } = await seen(options, request, (tx) => findFirm(tx, firmId))
    const site = { id: newId('site'), regionId, ...body, municipality: null, address: null }
    return createOnce(options, request, reply, { kind: 'region', regionId }, async (tx) => {
      await addSite(tx, { ...site, at: now() })
      await noteEntry(tx, request, { regionId, firmId, subject: `site:${site.id}`, what: 'site-added', at: now() })
      return site
    })
  })
}

/** Where an office stands, so that a vendor nearby can be found. */
function sitePlaceRoute(server: FastifyInstance, { db, now }: AdminOptions): void {
  const schema = described({
    summary: 'Say where a site is: its municipality, and of an office its address',
    tag: 'register',
    hasId: true,
    body: shapes.sitePlace,
    answers: { 200: answers.site },
  })
  server.put('/sites/:id/place', { schema }, async (request) => {
    const id = idIn(request.params)
    const place = read(shapes.sitePlace, request.body)
    return db.transaction(scopeOf(request), async (tx) => {
      const before = await findSite(tx, id)
      if (before?.kind === 'home' && place.address !== null)
        throw new Problem(422, 'Not valid', 'address: of a home, it is asked for at each visit and then forgotten.')
      const site = await placeSite(tx, id, place)
      if (!site) throw new Problem(404, 'Not found', 'There is no such site.')
      const { regionId, firmId } = site
      await noteEntry(tx, request, { regionId, firmId, subject: `site:${id}`, what: 'site-placed', at: now() })
      return site
    })
  })
}

function sensorRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const schema = described({
    summary: 'Add a sensor at a site; its token is shown once',
    tag: 'register',
    body: shapes.sensor,
    isCreate: true,
    answers: { 201: answers.newSensor },
  })
  server.post('/sensors', { schema }, async (request, reply) => {
    const body = read(shapes.sensor, request.body)
    const { regionId, firmId } = await seen(options, request, (tx) => findSite(tx, body.siteId))
    const token = newToken('otss')
    const sensor = { id: newId('sensor'), regionId, firmId, ...body }
    return createOnce(options, request, reply, { kind: 'firm', regionId, firmId }, async (tx) => {
      await addSensor(tx, { ...sensor, tokenHash: tokenHash(token), at: now() })
      await noteEntry(tx, request, {
        regionId,
        firmId,
        subject: `sensor:${sensor.id}`,
        what: 'sensor-added',
        at: now(),
      })
      return { ...sensor, token }
    })
  })
  const revoking = described({
    summary: 'Revoke a sensor’s token',
    tag: 'register',
    hasId: true,
    answers: { 204: null },
  })
  server.delete('/sensors/:id', { schema: revoking }, async (request, reply) => {
    const id = idIn(request.params)
    await db.transaction({ kind: 'system' }, async (tx) => {
      const sensor = await revoke(tx, id, now())
      if (!sensor) throw new Problem(404, 'Not found', 'There is no such sensor, or it was revoked before.')
      const { regionId, firmId } = sensor
      await noteEntry(tx, request, { regionId, firmId, subject: `sensor:${id}`, what: 'sensor-revoked', at: now() })
    })
    return reply.code(204).send()
  })
}

function inviteRoute(server: FastifyInstance, options: AdminOptions): void {
  const { now, newId, secrets } = options
  const schema = described({
    summary: 'Invite somebody; the code is shown once',
    tag: 'register',
    body: shapes.invite,
    isCreate: true,
    answers: { 201: answers.newInvite },
  })
  server.post('/invites', { schema }, async (request, reply) => {
    const { role, days, ...place } = read(shapes.invite, request.body)
    const into = await invitedTo(options, request, role, place)
    const code = newInviteCode()
    const id = newId('invite')
    const expiresAt = now() + days * DAY_MS
    return createOnce(options, request, reply, { kind: 'region', regionId: into.regionId }, async (tx) => {
      await addInvite(tx, { id, ...into, role, codeHmac: secrets.inviteHmac(code), expiresAt, at: now() })
      await noteEntry(tx, request, {
        regionId: into.regionId,
        firmId: into.firmId,
        subject: `invite:${id}`,
        what: 'invite-made',
        at: now(),
        params: { role },
      })
      return { code, expiresAt: new Date(expiresAt).toISOString(), role, ...into }
    })
  })
}

/** Staff are invited into a region, by the operator alone; a firm's people into their firm. */
async function invitedTo(
  options: AdminOptions,
  request: FastifyRequest,
  role: Role,
  { regionId, firmId, vendorId }: Partial<Record<'regionId' | 'firmId' | 'vendorId', string | undefined>>,
): Promise<{ regionId: string; firmId: string | null; vendorId: string | null }> {
  if (role === 'vendor') {
    if (!vendorId) throw new Problem(422, 'Not valid', 'A vendor’s people are invited by vendorId.')
    const vendor = await seen(options, request, (tx) => findVendor(tx, vendorId))
    return { regionId: vendor.regionId, firmId: null, vendorId: vendor.id }
  }
  if ((ROLES_OF_REGION as readonly string[]).includes(role)) {
    requireNeed(request, { verb: 'write', datum: 'service' })
    if (!regionId) throw new Problem(422, 'Not valid', `A ${role} is invited into a region: send regionId.`)
    const { id } = await seen(options, request, (tx) => findRegion(tx, regionId))
    return { regionId: id, firmId: null, vendorId: null }
  }
  if (!firmId) throw new Problem(422, 'Not valid', `A ${role} is invited into a firm: send firmId.`)
  const firm = await seen(options, request, (tx) => findFirm(tx, firmId))
  return { regionId: firm.regionId, firmId: firm.id, vendorId: null }
}

interface Entry {
  regionId: string
  firmId: string | null
  subject: string
  what: string
  at: number
  params?: object
}

const noteEntry = (tx: Tx, request: FastifyRequest, { params = {}, ...line }: Entry): Promise<void> =>
  note(tx, { ...line, actor: actorOf(request), params, reason: null })

/** What the caller may see; what is another region's is answered like what does not exist. */
async function seen<T>(
  { db }: AdminOptions,
  request: FastifyRequest,
  find: (tx: Tx) => Promise<T | undefined>,
): Promise<T> {
  const thing = await db.transaction(scopeOf(request), find)
  if (thing === undefined) throw new Problem(404, 'Not found', 'There is no such region, firm or site.')
  return thing
}
