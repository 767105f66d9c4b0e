import type { FastifyInstance, FastifyRequest } from 'fastify'
import { note } from '#db/audit.ts'
import { findRegion } from '#db/regions.ts'
import { DEFAULT_LOCALE } from '#locales/index.ts'
import type { Installed } from '../../menu/install.ts'
import type { MenuScope } from '../../menu/plan.ts'
import type { Reader } from '../../say.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { withLine } from './line.ts'
import { read, shapes } from './shapes.ts'

/** The menu below our LINE chats. */
export function menuRoutes(server: FastifyInstance, options: AdminOptions): void {
  const installing = described({
    summary: 'Draw the menu and install it at LINE; the same again changes nothing, one cut short is finished',
    tag: 'line',
    body: shapes.menu,
    answers: { 200: answers.installedMenu },
  })
  server.post('/menu', { schema: installing }, async (request) => {
    const { scope, reader } = await scopeOf(options, read(shapes.menu, request.body).regionId)
    const installed = await withLine(() => options.menus.install(scope, reader))
    if (installed.outcome !== 'unchanged') await noteInstalled(options, request, scope, installed)
    return installed
  })
  const showing = described({
    summary: 'The menu as it would be installed now, with its picture',
    tag: 'line',
    query: shapes.menu,
    answers: { 200: answers.menu },
  })
  server.get('/menu', { schema: showing }, async (request) => {
    const { scope, reader } = await scopeOf(options, read(shapes.menu, request.query).regionId)
    const { menu, id, png } = await withLine(() => options.menus.show(scope, reader))
    return { ...menu, id, picture: Buffer.from(png).toString('base64') }
  })
}

/** Whoever belongs to no region yet reads our first language. */
const EVERYBODY: Reader = { locale: DEFAULT_LOCALE, timezone: 'Asia/Tokyo' }

async function scopeOf(
  { db }: AdminOptions,
  regionId: string | undefined,
): Promise<{ scope: MenuScope; reader: Reader }> {
  if (regionId === undefined) return { scope: { kind: 'everybody' }, reader: EVERYBODY }
  const region = await db.transaction({ kind: 'system' }, (tx) => findRegion(tx, regionId))
  if (!region) throw new Problem(404, 'Not found', 'There is no such region.')
  return { scope: { kind: 'region', regionId }, reader: region }
}

async function noteInstalled(
  { db, now }: AdminOptions,
  request: FastifyRequest,
  scope: MenuScope,
  { id, name, outcome, removed }: Installed,
): Promise<void> {
  const regionId = scope.kind === 'region' ? scope.regionId : ''
  await db.transaction({ kind: 'system' }, (tx) =>
    note(tx, {
      regionId,
      firmId: null,
      subject: `menu:${id}`,
      at: now(),
      actor: actorOf(request),
      what: 'menu-installed',
      params: { name, outcome, removed },
      reason: null,
    }),
  )
}
