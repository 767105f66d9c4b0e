import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { Db, Tx } from '#db/door.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import type { AccountKeeper } from '../../account/keeper.ts'
import type { FlowContext } from '../../flow.ts'
import type { Links } from '../../links.ts'
import type { Menus } from '../../menu/menus.ts'
import type { Rehearsed, Stage } from '../../rehearsal.ts'
import type { Secrets } from '../../secrets.ts'
import { Problem } from '../problem.ts'
import { accountRoutes } from './accounts.ts'
import * as answers from './answers.ts'
import { applicationRoutes } from './applications.ts'
import { assetListRoutes } from './asset-list.ts'
import { auditRoutes } from './audit.ts'
import { authenticate } from './caller.ts'
import { checkedRoutes } from './checked.ts'
import { consultationRoutes } from './consultations.ts'
import { contactRoutes } from './contacts.ts'
import { described } from './describe.ts'
import { detectionRoutes } from './detection.ts'
import { dispatchRoutes } from './dispatches.ts'
import { exampleRoutes } from './examples.ts'
import { firmImportRoutes } from './firm-imports.ts'
import { flyerRoutes } from './flyers.ts'
import { healthCheckRoutes } from './health-checks.ts'
import { hearingRoutes } from './hearings.ts'
import { insuranceRoutes } from './insurance.ts'
import { inviteSheetRoutes } from './invite-sheets.ts'
import { invoiceRoutes } from './invoices.ts'
import { knownAnswerRoutes } from './known-answers.ts'
import { kpiRoutes } from './kpi.ts'
import { ladderRoutes } from './ladder.ts'
import { leakRoutes } from './leaks.ts'
import { leavingRoutes } from './leaving.ts'
import { listRoutes } from './lists.ts'
import { noteLook } from './looks.ts'
import { meetingRoutes } from './meetings.ts'
import { menuRoutes } from './menu.ts'
import { moneyRoutes } from './money.ts'
import { notebookRoutes } from './notebook.ts'
import { orderRoutes } from './orders.ts'
import { outboxRoutes } from './outbox.ts'
import { pilotRoutes } from './pilot.ts'
import { planRoutes } from './plans.ts'
import { priceRoutes } from './price.ts'
import { programmeRoutes } from './programmes.ts'
import { quotaRoutes } from './quota.ts'
import { recruitingRoutes } from './recruiting.ts'
import { regionViewRoutes } from './region-views.ts'
import { regionRoutes } from './regions.ts'
import { registerRoutes } from './register.ts'
import { registerViewRoutes } from './register-view.ts'
import { responsibleRoutes } from './responsible.ts'
import { requireRight } from './rights.ts'
import { rotaRoutes } from './rota.ts'
import { scheduleRoutes } from './schedule.ts'
import { securityActionRoutes } from './security-actions.ts'
import { sensorRoutes } from './sensors.ts'
import { read, shapes } from './shapes.ts'
import { staffRoutes } from './staff.ts'
import { suppressionRoutes } from './suppressions.ts'
import { surveyRoundRoutes } from './survey-rounds.ts'
import { vendorRoutes } from './vendors.ts'

export interface AdminOptions {
  db: Db
  secrets: Secrets
  accounts: AccountKeeper
  /** Platforms tell things to https addresses alone, and LINE fetches pictures from nowhere else. */
  isHeard: boolean
  adminToken: string
  now: () => number
  /** The desk's business hours. */
  calendar: Calendar
  /** The same of a region, by its own clock and holidays. */
  hoursOf: FlowContext['hoursOf']
  /** The hours in which a ladder's daytime steps count. */
  daytime: Calendar
  newId: (prefix: string) => string
  /** What would be sent in a region in that time; nothing of it stays. */
  rehearse: (tx: Tx, regionId: string, time: Pick<Stage, 'from' | 'until'>) => Promise<Rehearsed[]>
  menus: Pick<Menus, 'install' | 'show'>
  /** The LINE account as a region’s people find it. Throws `NoLine`, or `LineFault`. */
  basicIdOf: (regionId: string) => Promise<string>
  links: Links
  /** Moves business time and answers when everything due has run; only the playground can. */
  advance: ((ms: number) => Promise<number>) | undefined
}

export async function admin(server: FastifyInstance, options: AdminOptions): Promise<void> {
  await server.register(swagger, {
    openapi: {
      info: { title: 'Otasuke admin API', version: '1' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
  })
  await server.register(swaggerUi, { routePrefix: '/admin/docs' })
  await server.register(async (scope) => routes(scope, options), { prefix: '/admin/v1' })
}

function routes(server: FastifyInstance, options: AdminOptions): void {
  // Bodies are read by their zod shapes, which name every fault, and answers are written as they are; the JSON schemas
  // are for the docs page.
  server.setValidatorCompiler(() => () => true)
  server.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
  server.addHook('onRequest', async (request) => {
    request.caller = await authenticate(options, request)
    requireRight(request)
  })
  server.addHook('preSerialization', async (request, reply, answer) => {
    await noteLook(options, request, reply, answer)
    return answer
  })
  regionRoutes(server, options)
  accountRoutes(server, options)
  assetListRoutes(server, options)
  auditRoutes(server, options)
  ladderRoutes(server, options)
  kpiRoutes(server, options)
  priceRoutes(server, options)
  rotaRoutes(server, options)
  staffRoutes(server, options)
  regionViewRoutes(server, options)
  programmeRoutes(server, options)
  recruitingRoutes(server, options)
  applicationRoutes(server, options)
  meetingRoutes(server, options)
  flyerRoutes(server, options)
  surveyRoundRoutes(server, options)
  detectionRoutes(server, options)
  quotaRoutes(server, options)
  scheduleRoutes(server, options)
  registerRoutes(server, options)
  registerViewRoutes(server, options)
  firmImportRoutes(server, options)
  inviteSheetRoutes(server, options)
  sensorRoutes(server, options)
  contactRoutes(server, options)
  checkedRoutes(server, options)
  consultationRoutes(server, options)
  knownAnswerRoutes(server, options)
  hearingRoutes(server, options)
  planRoutes(server, options)
  moneyRoutes(server, options)
  invoiceRoutes(server, options)
  notebookRoutes(server, options)
  pilotRoutes(server, options)
  responsibleRoutes(server, options)
  exampleRoutes(server, options)
  healthCheckRoutes(server, options)
  listRoutes(server, options.db)
  outboxRoutes(server, options)
  suppressionRoutes(server, options)
  insuranceRoutes(server, options)
  leakRoutes(server, options)
  leavingRoutes(server, options)
  menuRoutes(server, options)
  securityActionRoutes(server, options)
  vendorRoutes(server, options)
  dispatchRoutes(server, options)
  orderRoutes(server, options)
  clockRoute(server, options)
}

function clockRoute(server: FastifyInstance, { advance }: AdminOptions): void {
  const schema = described({
    summary: 'Skip time (playground only); answers when everything due has run',
    tag: 'playground',
    body: shapes.clock,
    answers: { 200: answers.clock },
  })
  server.post('/clock', { schema }, async (request) => {
    const { advanceMs } = read(shapes.clock, request.body)
    if (!advance) throw new Problem(409, 'A real clock', 'Only the playground can skip time.')
    return { now: new Date(await advance(advanceMs)).toISOString() }
  })
}
