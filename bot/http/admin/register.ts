import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { grantToken } from '#db/api-tokens.ts'
import type { Scope, Tx } from '#db/door.ts'
import { addFirm, findFirm, listFirms } from '#db/firms.ts'
import { addInvite } from '#db/invites.ts'
import { contactsOf, REGION_ROLES, reorderContacts } from '#db/people.ts'
import {
  addRegion,
  findRegion,
  listRegions,
  loadLadder,
  loadRules,
  saveLadder,
  saveRules,
  summarise,
} from '#db/regions.ts'
import { addSensor, revokeSensor } from '#db/sensors.ts'
import { addSite, findSite } from '#db/sites.ts'
import { DEFAULT_LADDER, readLadder } from '#engine/ladder.ts'
import { DEFAULT_RULES } from '#engine/region-rules.ts'
import { newInviteCode, newToken, tokenHash } from '../../secrets.ts'
import { Problem } from '../problem.ts'
import { requireOperator, requireRegion, scopeOf } from './caller.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { read, schemaOf, shapes } from './shapes.ts'

const DAY_MS = 86_400_000

/** Regions, firms, sites, sensors, invites and tokens: who takes part, entered by the operator and the chamber. */
export function registerRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const create = (request: FastifyRequest, reply: FastifyReply, scope: Scope, work: (tx: Tx) => Promise<object>) =>
    createOnce(options, request, reply, scope, work)
  const seen = <T>(request: FastifyRequest, find: (tx: Tx) => Promise<T | undefined>) =>
    found(db.transaction(scopeOf(request), find))

  server.post('/regions', { schema: { body: schemaOf(shapes.region) } }, (request, reply) => {
    requireOperator(request)
    const body = read(shapes.region, request.body)
    const region = { id: newId('region'), ...body }
    return create(request, reply, { kind: 'system' }, async (tx) => {
      await addRegion(tx, { ...region, at: now() })
      return region
    })
  })
  server.get('/regions', async (request) => ({
    items: await db.transaction(scopeOf(request), listRegions),
    nextCursor: null,
  }))
  server.get<{ Params: { id: string } }>('/regions/:id/summary', async (request) => {
    requireRegion(request, request.params.id)
    return hidingSmallCells(
      await db.transaction({ kind: 'region', regionId: request.params.id }, (tx) => summarise(tx, request.params.id)),
    )
  })
  server.get<{ Params: { id: string } }>('/regions/:id/ladder', async (request) => {
    requireOperator(request)
    await seen(request, (tx) => findRegion(tx, request.params.id))
    return (await db.transaction({ kind: 'system' }, (tx) => loadLadder(tx, request.params.id))) ?? DEFAULT_LADDER
  })
  server.put<{ Params: { id: string } }>('/regions/:id/ladder', async (request) => {
    requireOperator(request)
    const ladder = readLadder(request.body)
    if (typeof ladder === 'string')
      throw new Problem(
        422,
        'Not a ladder',
        `The ladder was refused: ${ladder}. GET the same address to see one that works.`,
        { reason: ladder },
      )
    await seen(request, (tx) => findRegion(tx, request.params.id))
    await db.transaction({ kind: 'system' }, (tx) => saveLadder(tx, request.params.id, ladder))
    return ladder
  })
  server.get<{ Params: { id: string } }>('/regions/:id/rules', async (request) => {
    requireOperator(request)
    await seen(request, (tx) => findRegion(tx, request.params.id))
    return (await db.transaction({ kind: 'system' }, (tx) => loadRules(tx, request.params.id))) ?? DEFAULT_RULES
  })
  server.put<{ Params: { id: string } }>(
    '/regions/:id/rules',
    { schema: { body: schemaOf(shapes.rules) } },
    async (request) => {
      requireOperator(request)
      const rules = read(shapes.rules, request.body)
      await seen(request, (tx) => findRegion(tx, request.params.id))
      await db.transaction({ kind: 'system' }, (tx) => saveRules(tx, request.params.id, rules))
      return rules
    },
  )

  server.post('/firms', { schema: { body: schemaOf(shapes.firm) } }, async (request, reply) => {
    const { industry = null, employees = null, pcs = null, phone = null, ...body } = read(shapes.firm, request.body)
    requireRegion(request, body.regionId)
    await seen(request, (tx) => findRegion(tx, body.regionId))
    const firm = { id: newId('firm'), ...body, industry, employees, pcs, phone }
    return create(request, reply, { kind: 'region', regionId: body.regionId }, async (tx) => {
      await addFirm(tx, { ...firm, at: now() })
      return firm
    })
  })
  server.get('/firms', (request) =>
    db.transaction(scopeOf(request), (tx) => listFirms(tx, read(shapes.page, request.query))),
  )
  server.get<{ Params: { id: string } }>('/firms/:id/contacts', async (request) => {
    const { id } = await seen(request, (tx) => findFirm(tx, request.params.id))
    return { items: await db.transaction(scopeOf(request), (tx) => contactOrder(tx, id)) }
  })
  server.put<{ Params: { id: string } }>(
    '/firms/:id/contacts',
    { schema: { body: schemaOf(shapes.contactOrder) } },
    async (request) => {
      const { id } = await seen(request, (tx) => findFirm(tx, request.params.id))
      const { personIds } = read(shapes.contactOrder, request.body)
      const items = await db.transaction(scopeOf(request), async (tx) => {
        const known = (await contactOrder(tx, id)).map(({ personId }) => personId)
        if (new Set(personIds).size !== known.length || known.some((personId) => !personIds.includes(personId)))
          throw new Problem(422, 'Not valid', 'personIds: name each contact of the firm exactly once; GET lists them.')
        await reorderContacts(tx, id, personIds)
        return contactOrder(tx, id)
      })
      return { items }
    },
  )

  server.post('/sites', { schema: { body: schemaOf(shapes.site) } }, async (request, reply) => {
    const body = read(shapes.site, request.body)
    const { regionId } = await seen(request, (tx) => findFirm(tx, body.firmId))
    const site = { id: newId('site'), regionId, ...body }
    return create(request, reply, { kind: 'region', regionId }, async (tx) => {
      await addSite(tx, { ...site, at: now() })
      return site
    })
  })

  server.post('/sensors', { schema: { body: schemaOf(shapes.sensor) } }, async (request, reply) => {
    requireOperator(request)
    const body = read(shapes.sensor, request.body)
    const { regionId, firmId } = await seen(request, (tx) => findSite(tx, body.siteId))
    const token = newToken('otss')
    const sensor = { id: newId('sensor'), regionId, firmId, ...body }
    return create(request, reply, { kind: 'firm', regionId, firmId }, async (tx) => {
      await addSensor(tx, { ...sensor, tokenHash: tokenHash(token), at: now() })
      return { ...sensor, token }
    })
  })
  server.delete<{ Params: { id: string } }>('/sensors/:id', async (request, reply) => {
    requireOperator(request)
    const isRevoked = await db.transaction({ kind: 'system' }, (tx) => revokeSensor(tx, request.params.id, now()))
    if (!isRevoked) throw new Problem(404, 'Not found', 'There is no such sensor, or it was revoked before.')
    return reply.code(204).send()
  })

  server.post('/invites', { schema: { body: schemaOf(shapes.invite) } }, async (request, reply) => {
    const { role, days, firmId, regionId } = read(shapes.invite, request.body)
    const isForRegion = (REGION_ROLES as readonly string[]).includes(role)
    if (isForRegion) requireOperator(request)
    if (isForRegion ? !regionId : !firmId)
      throw new Problem(
        422,
        'Not valid',
        isForRegion
          ? `A ${role} is invited into a region: send regionId.`
          : `A ${role} is invited into a firm: send firmId.`,
      )
    const place = isForRegion
      ? await seen(request, (tx) => findRegion(tx, regionId ?? ''))
      : await seen(request, (tx) => findFirm(tx, firmId ?? ''))
    const invitedTo =
      'regionId' in place ? { regionId: place.regionId, firmId: place.id } : { regionId: place.id, firmId: null }
    const code = newInviteCode()
    const expiresAt = now() + days * DAY_MS
    return create(request, reply, { kind: 'region', regionId: invitedTo.regionId }, async (tx) => {
      await addInvite(tx, {
        id: newId('invite'),
        ...invitedTo,
        role,
        codeHmac: options.secrets.inviteHmac(code),
        expiresAt,
        at: now(),
      })
      return { code, expiresAt: new Date(expiresAt).toISOString(), role, ...invitedTo }
    })
  })

  server.post('/tokens', { schema: { body: schemaOf(shapes.token) } }, async (request, reply) => {
    requireOperator(request)
    const body = read(shapes.token, request.body)
    await seen(request, (tx) => findRegion(tx, body.regionId))
    const token = newToken('otsk')
    const granted = { id: newId('token'), ...body }
    return create(request, reply, { kind: 'region', regionId: body.regionId }, async (tx) => {
      await grantToken(tx, { ...granted, hash: tokenHash(token), at: now() })
      return { ...granted, token }
    })
  })
}

interface OrderedContact {
  personId: string
  name: string
  role: string
  isReachable: boolean
}

/** Who is asked first, second and so on; each person once, with no address. */
async function contactOrder(tx: Tx, firmId: string): Promise<OrderedContact[]> {
  const contacts = await contactsOf(tx, firmId)
  return contacts
    .filter(({ personId }, place) => contacts.findIndex((earlier) => earlier.personId === personId) === place)
    .map(({ personId, name, role }) => ({
      personId,
      name,
      role,
      isReachable: contacts.some((one) => one.personId === personId && one.isReachable),
    }))
}

async function found<T>(looking: Promise<T | undefined>): Promise<T> {
  const thing = await looking
  if (thing === undefined) throw new Problem(404, 'Not found', 'There is no such region, firm or site.')
  return thing
}

const CELL_MIN = 5

/** A count of fewer than five firms could point at one of them, so it is not told. */
function hidingSmallCells(summary: Awaited<ReturnType<typeof summarise>>): object {
  const shown = (count: number): number | null => (count > 0 && count < CELL_MIN ? null : count)
  return {
    firms: shown(summary.firms),
    firmsWithSensor: shown(summary.firmsWithSensor),
    firmsWithOpenCase: shown(summary.firmsWithOpenCase),
    alertsByKind: summary.alertsByKind.map(({ kind, alerts, firms }) =>
      firms < CELL_MIN ? { kind, alerts: null, firms: null } : { kind, alerts, firms },
    ),
    note: `null stands for 1 to ${CELL_MIN - 1} firms`,
  }
}
