import { STATUS_CODES } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { note } from '#db/audit.ts'
import { endSession, openSession } from '#db/console-sessions.ts'
import { DEFAULT_LOCALE } from '#locales/index.ts'
import { template } from '../../firm-import/list.ts'
import { ENTRANCE, isSession, type Links } from '../../links.ts'
import { sayText } from '../../say.ts'
import { newToken, tokenHash } from '../../secrets.ts'
import { createLimit } from '../limit.ts'
import { ACTS, type Form } from './acts.ts'
import { firmScreen, firmsCsv, firmsScreen } from './firms.ts'
import { framed, type Screen, whole } from './frame.ts'
import { html } from './html.ts'
import { faultsCsv, importScreen, listScreen } from './import.ts'
import { invoicesScreen, statementsScreen } from './invoices.ts'
import { overviewScreen } from './overview.ts'
import {
  deskScreen,
  inviteSheetScreen,
  invitesCsv,
  invitesScreen,
  plansScreen,
  reportsScreen,
  startScreen,
  vendorsScreen,
} from './screens.ts'
import { settingsScreen } from './settings.ts'
import { STYLE } from './style.ts'
import { type ConsoleOptions, cookieFor, isOwnForm, SESSION_LIFE_MS, type Visit, visitOf } from './visit.ts'

type Query = Readonly<Record<string, string>>
type Shown = Screen | { csv: string; name: string } | undefined

/** Every page: the address of the admin API that it cannot do without, and what it shows. */
const SCREENS: Readonly<
  Record<string, { needs: string; show(visit: Visit, query: Query, id: string): Promise<Shown> }>
> = {
  '/console': { needs: 'GET /regions/:id/firms', show: startScreen },
  '/console/firms': { needs: 'GET /regions/:id/firms', show: firmsScreen },
  '/console/firms.csv': {
    needs: 'GET /regions/:id/firms',
    show: async (...asked) => file(await firmsCsv(...head(asked)), 'firms'),
  },
  '/console/firms/:id': { needs: 'GET /firms/:id', show: (visit, _, id) => firmScreen(visit, id) },
  '/console/import': { needs: 'POST /firm-imports', show: importScreen },
  '/console/import/template.csv': { needs: 'POST /firm-imports', show: async () => file(template(), 'firms-template') },
  '/console/import/:id': { needs: 'GET /firm-imports/:id', show: (visit, _, id) => listScreen(visit, id) },
  '/console/import/:id/faults.csv': {
    needs: 'GET /firm-imports/:id',
    show: async (visit, _, id) => file(await faultsCsv(visit, id), 'faults'),
  },
  '/console/invites': { needs: 'POST /invite-sheets', show: invitesScreen },
  '/console/invites/sheet': { needs: 'GET /invite-sheets', show: inviteSheetScreen },
  '/console/invites.csv': {
    needs: 'GET /invite-sheets',
    show: async (...asked) => file(await invitesCsv(...head(asked)), 'invites'),
  },
  '/console/vendors': { needs: 'GET /vendors', show: vendorsScreen },
  '/console/plans': { needs: 'GET /plans', show: plansScreen },
  '/console/invoices': { needs: 'GET /invoices', show: invoicesScreen },
  '/console/statements': { needs: 'GET /regions/:id/statement', show: statementsScreen },
  '/console/overview': { needs: 'GET /regions/:id/funnel', show: overviewScreen },
  '/console/reports': { needs: 'GET /regions/:id/view-link', show: reportsScreen },
  '/console/desk': { needs: 'GET /consultations', show: deskScreen },
  '/console/settings': { needs: 'GET /regions/:id/programme-plan', show: settingsScreen },
}
const head = ([visit, query]: readonly [Visit, Query, string]): [Visit, Query] => [visit, query]
const file = (csv: string | undefined, name: string): Shown => (csv === undefined ? undefined : { csv, name })

const FILE_BYTES_MAX = 8_000_000
/** A person turns pages slower than this; a program does not. */
const PAGES_A_MINUTE = 240
const ENTRIES_IN_TEN_MINUTES = 30

/**
 * A region's staff at a browser: pages without scripts over the admin API, which decides who may what and writes down who has
 * looked. Whoever types `/otasuke 画面` is given a link that is good once.
 */
export async function consolePages(server: FastifyInstance, options: ConsoleOptions & { links: Links }): Promise<void> {
  await server.register(async (scope) => {
    forms(scope)
    scope.addHook('onRequest', async (_, reply) => {
      for (const [name, value] of Object.entries(HEADERS)) reply.header(name, value)
    })
    scope.setErrorHandler((error, _, reply) => {
      const { statusCode = 500 } = error as { statusCode?: number }
      if (statusCode >= 500) throw error
      return plain(reply, statusCode, statusCode === 413 ? 'too-large' : 'broken')
    })
    scope.get('/console/style.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(STYLE))
    entrance(scope, options)
    await scope.register(async (inner) => inside(inner, server, options))
  })
}

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

/** As browsers send forms; a file comes as `multipart/form-data`, which the platform reads. */
function forms(scope: FastifyInstance): void {
  const read = (type: string, limit: number): void =>
    scope.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: limit },
      async ({ headers }: FastifyRequest, body: Buffer) => {
        const sent = new Response(new Uint8Array(body), {
          headers: { 'content-type': headers['content-type'] ?? type },
        })
        const fields = await sent.formData().catch(() => undefined)
        if (!fields) throw Object.assign(new Error('not a form'), { statusCode: 400 })
        const given = [...fields].map(async ([name, value]) => [
          name,
          typeof value === 'string' ? value : await value.bytes(),
        ])
        return Object.fromEntries(await Promise.all(given))
      },
    )
  read('application/x-www-form-urlencoded', 100_000)
  read('multipart/form-data', FILE_BYTES_MAX)
}

/** Opened by a press, and not by whoever looks ahead at what a link leads to. */
function entrance(scope: FastifyInstance, { db, links, now, publicUrl }: ConsoleOptions & { links: Links }): void {
  const cookie = cookieFor(publicUrl)
  const isEntryAllowed = createLimit({ max: ENTRIES_IN_TEN_MINUTES, windowMs: 600_000 })
  scope.get<{ Params: { signed: string } }>(`/${ENTRANCE}/:signed`, async ({ params: { signed } }, reply) => {
    const read = links.read(signed, now())
    if (read.kind !== 'good' || !isSession(read.subject)) return plain(reply, 410, 'link')
    const form = html`<form method="post" action="/${ENTRANCE}/${signed}"><button class="main">${words('enter')}</button></form>`
    return page(
      reply,
      whole(
        DEFAULT_LOCALE,
        words('brand'),
        html`<main class="door"><h1>${words('brand')}</h1><p>${words('enter-lead')}</p>${form}</main>`,
      ),
    )
  })
  const nothing = { bodyLimit: 1_000 }
  scope.post<{ Params: { signed: string } }>(`/${ENTRANCE}/:signed`, nothing, async (request, reply) => {
    if (isForeign(request)) return plain(reply, 403, 'foreign')
    if (!isEntryAllowed(request.ip, now())) return plain(reply, 429, 'slow')
    const read = links.read(request.params.signed, now())
    if (read.kind !== 'good' || !isSession(read.subject)) return plain(reply, 410, 'link')
    const token = newToken('otsw')
    const opening = { id: read.subject, tokenHash: tokenHash(token), at: now(), endsAt: now() + SESSION_LIFE_MS }
    const session = await db.transaction({ kind: 'system' }, async (tx) => {
      const opened = await openSession(tx, opening)
      if (!opened) return undefined
      const { regionId, personId, role } = opened
      const line = { regionId, firmId: null, subject: `person:${personId}`, at: now(), actor: personId }
      await note(tx, { ...line, what: 'console-opened', params: { role }, reason: null })
      return opened
    })
    return session ? cookie.set(reply, token).redirect('/console', 303) : plain(reply, 410, 'link')
  })
}

function inside(scope: FastifyInstance, server: FastifyInstance, options: ConsoleOptions): void {
  const cookie = cookieFor(options.publicUrl)
  const isPageAllowed = createLimit({ max: PAGES_A_MINUTE, windowMs: 60_000 })
  // Before its body is read: of a stranger none is.
  scope.addHook('onRequest', async (request, reply) => {
    const token = cookie.of(request)
    const visit = token === undefined ? undefined : await visitOf(server, options, { token, query: request.query })
    // From a link of another site browsers send no cookie, and keep theirs.
    if (!visit) return plain(token === undefined ? reply : cookie.drop(reply), 401, 'nobody')
    if (!isPageAllowed(visit.session.id, options.now())) return plain(reply, 429, 'slow')
    request.visit = visit
  })
  for (const [path, { needs, show }] of Object.entries(SCREENS))
    scope.get<{ Params: { id?: string }; Querystring: Query }>(path, async (request, reply) => {
      const { visit } = request
      if (!visit.mayCall(needs)) return plain(reply, 403, 'not-allowed')
      const shown = await show(visit, texts(request.query), request.params.id ?? '')
      if (!shown) return plain(reply, 404, 'gone')
      if (!('csv' in shown)) return page(reply, framed(visit, request.routeOptions.url ?? '', shown))
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="otasuke-${shown.name}.csv"`)
        .send(shown.csv)
    })
  for (const [path, { needs, carryOut }] of Object.entries(ACTS))
    scope.post<{ Params: { id?: string } }>(path, async (request, reply) => {
      const { visit } = request
      if (isForeign(request) || !isOwnForm(request, visit.csrf)) return plain(reply, 403, 'foreign')
      if (!visit.mayCall(needs)) return plain(reply, 403, 'not-allowed')
      const { to, said } = await carryOut(visit, formOf(request.body), encodeURIComponent(request.params.id ?? ''))
      return visit.go(reply, to, said)
    })
  scope.post('/console/leave', async (request, reply) => {
    const { visit } = request
    if (isForeign(request) || !isOwnForm(request, visit.csrf)) return plain(reply, 403, 'foreign')
    await options.db.transaction({ kind: 'system' }, (tx) =>
      endSession(tx, { id: visit.session.id, at: options.now() }),
    )
    return plain(cookie.drop(reply), 200, 'left')
  })
}

/** Browsers say where a form was sent from. */
const isForeign = ({ headers }: FastifyRequest): boolean =>
  !['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined)

/** Of what is given twice, nothing is taken. */
const texts = (given: object): Query =>
  Object.fromEntries(Object.entries(given).filter((one): one is [string, string] => typeof one[1] === 'string'))

function formOf(body: unknown): Form {
  const given = (body ?? {}) as Record<string, unknown>
  return { fields: texts(given), file: given.file instanceof Uint8Array ? given.file : undefined }
}

const page = (reply: FastifyReply, text: string): FastifyReply => reply.type('text/html; charset=utf-8').send(text)

const words = (key: string): string =>
  sayText({ key: `console.${key}` }, { locale: DEFAULT_LOCALE, timezone: 'Asia/Tokyo' })

/** For whoever is not let in: what happened, and what to do. */
function plain(reply: FastifyReply, status: number, why: string): FastifyReply {
  const title = words(`door.${why}.heading`)
  const body = html`<main class="door"><h1>${title}</h1><p>${words(`door.${why}.next`)}</p></main>`
  return page(reply.code(STATUS_CODES[status] ? status : 400), whole(DEFAULT_LOCALE, title, body))
}
