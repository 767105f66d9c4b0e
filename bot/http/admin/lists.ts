import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { listAlerts } from '#db/alerts.ts'
import { listTokens } from '#db/api-tokens.ts'
import { listAudit } from '#db/audit.ts'
import { listAssets, type SeenAsset } from '#db/device-sightings.ts'
import type { Db, Tx } from '#db/door.ts'
import { listImports } from '#db/firm-imports.ts'
import { listFirms } from '#db/firms.ts'
import { listInvites } from '#db/invites.ts'
import { listNotices } from '#db/notices.ts'
import { listOutbox } from '#db/outbox-review.ts'
import { BadCursor, type Page, type PageRequest } from '#db/page.ts'
import { listPlans } from '#db/plans.ts'
import { listProvisions } from '#db/provisions.ts'
import { listRegions } from '#db/regions.ts'
import { listPeople } from '#db/roster.ts'
import { listSensors } from '#db/sensors.ts'
import { listSites } from '#db/sites.ts'
import { listSuppressions } from '#db/suppressions.ts'
import { kindOf } from '#engine/device-kind.ts'
import { receiptOf } from '#engine/notice.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { scopeOf } from './caller.ts'
import { consultationLines } from './consultations.ts'
import { described } from './describe.ts'
import { diagnoses, todos } from './diagnoses.ts'
import { dispatchLines } from './dispatches.ts'
import { exampleLines } from './examples.ts'
import { healthCheckLines } from './health-checks.ts'
import { hearingLines } from './hearings.ts'
import { withInstants } from './instants.ts'
import { claimLines } from './insurance.ts'
import { nextSteps } from './next-steps.ts'
import { orderLines } from './orders.ts'
import { casesWithTriage, queue } from './queue.ts'
import { remoteHelpLines } from './remote-helps.ts'
import { readsAll } from './rights.ts'
import { read, shapes } from './shapes.ts'
import { vendorLines } from './vendors.ts'

interface List {
  summary: string
  tag: 'register' | 'events'
  query: z.ZodType<PageRequest>
  item: z.ZodType
  load(tx: Tx, page: PageRequest, request: FastifyRequest): Promise<Page<object>>
}

const register = (summary: string, item: z.ZodType, load: List['load']): List => ({
  summary,
  tag: 'register',
  query: shapes.firmPage,
  item,
  load,
})
const events = (summary: string, item: z.ZodType, load: List['load']): List => ({
  ...register(summary, item, load),
  tag: 'events',
})

const LISTS: Readonly<Record<string, List>> = {
  '/regions': { ...register('Regions', answers.region, listRegions), query: shapes.page },
  '/firms': register('Firms', answers.firm, listFirms),
  '/firm-imports': {
    ...register('Lists of firms that were read', answers.listedImport, listImports),
    query: shapes.page,
  },
  '/sites': register('Sites of firms', answers.site, listSites),
  '/sensors': register('Sensors, without their tokens', answers.sensor, listSensors),
  '/assets': events(
    'Devices that sensors have seen, the latest first, and what the firm says of them',
    answers.asset,
    devices,
  ),
  '/people': register('People, their roles and whether they can be reached', answers.listedPerson, listPeople),
  '/invites': register('Invites, without their codes', answers.invite, listInvites),
  '/tokens': { ...events('Tokens of chambers, without the tokens', answers.token, listTokens), query: shapes.page },
  '/alerts': events('Alerts, the newest first', answers.alert, listAlerts),
  '/cases': events('Cases, the newest first', answers.incidentCase, casesWithTriage),
  '/queue': events('Cases that wait for an analyst, the likeliest first', answers.incidentCase, queue),
  '/next-steps': events(
    'What has to be done next about each case that is not over, and who must do it; the newest first',
    answers.nextStep,
    nextSteps,
  ),
  '/suppressions': events(
    'What analysts keep quiet for a while, and what it has kept quiet',
    answers.suppression,
    listSuppressions,
  ),
  '/consultations': events('What firms asked the desk, the latest first', answers.consultation, consultationLines),
  '/remote-helps': events('Help from afar, the latest change first', answers.remoteHelp, remoteHelpLines),
  '/dispatches': events('Visits, the latest change first', answers.dispatch, dispatchLines),
  '/orders': { ...register('Sensors on their way to firms, the latest step first', answers.order, orderLines) },
  '/claims': events('Trigger records of the insurance, the latest change first', answers.claim, claimLines),
  '/hearings': events('Hearings, the latest day first', answers.hearing, hearingLines),
  '/plans': { ...register('What firms are offered for money', answers.listedPlan, listPlans), query: shapes.page },
  '/vendors': { ...register('Vendors that go to firms', answers.vendor, vendorLines), query: shapes.page },
  '/notices': events('Notices, the newest first', answers.notice, noticesWithReceipt),
  '/diagnoses': {
    ...events(
      'Diagnoses and set-ups, the newest first, with scores and what a set-up rests on; or the monthly checks, one a month',
      answers.diagnosis,
      diagnoses,
    ),
    query: shapes.diagnosesPage,
  },
  '/examples': {
    ...register(
      'Examples, the latest change first; for a chamber the published ones, without whose they are',
      answers.example,
      exampleLines,
    ),
    query: shapes.examplesPage,
  },
  '/health-checks': {
    ...register(
      'Monthly health checks, the latest first; for a chamber those that their firms show to it',
      answers.healthCheck,
      healthCheckLines,
    ),
    query: shapes.healthChecksPage,
  },
  '/todos': events('What diagnoses advised and what has become of it, the latest change first', answers.todo, todos),
  '/provisions': events(
    'What of firms was given to contractors, vendors and insurers, and why it might be; the newest first',
    answers.provision,
    listProvisions,
  ),
  '/outbox': {
    ...events('Messages, without their words', answers.outboxMessage, listOutbox),
    query: shapes.outboxPage,
  },
  '/audit': register(
    'Who did what; for a chamber without what was decided about cases',
    answers.auditLine,
    (tx, page, request) => listAudit(tx, { ...page, isOfRegister: !readsAll(request, 'alerts') }),
  ),
}

/** With what proves that each arrived. */
async function noticesWithReceipt(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listNotices(tx, request)
  return { items: items.map((notice) => ({ ...notice, receipt: receiptOf(notice) })), nextCursor }
}

/** What sensors know beside what the firm's ledger says. */
async function devices(tx: Tx, request: PageRequest): Promise<Page<object>> {
  const { items, nextCursor } = await listAssets(tx, request)
  const line = ({ ledger, kinds, ...seen }: SeenAsset): object => ({
    ...{
      ...seen,
      kind: kindOf(kinds) ?? null,
      state: ledger?.state ?? 'candidate',
      owner: ledger?.owner?.name ?? '',
      isPc: ledger?.isPc ?? true,
    },
    ...{ calledName: ledger?.name ?? '', place: ledger?.place ?? '' },
    ...{ antivirus: ledger?.antivirus?.kind ?? null, antivirusUntil: ledger?.antivirus?.until ?? null },
  })
  return { items: items.map(line), nextCursor }
}

/** Everything that can be looked through, a page at a time, newest first; instants as ISO 8601. */
export function listRoutes(server: FastifyInstance, db: Db): void {
  for (const [path, { summary, tag, query, item, load }] of Object.entries(LISTS)) {
    const schema = described({
      summary,
      tag,
      query,
      answers: { 200: answers.pageOf(item) },
    })
    server.get(path, { schema }, async (request) => {
      const wanted = read(query, request.query)
      const page = await paged(() => db.transaction(scopeOf(request), (tx) => load(tx, wanted, request)))
      return { items: page.items.map(withInstants), nextCursor: page.nextCursor }
    })
  }
}

export async function paged<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    throw error instanceof BadCursor
      ? new Problem(400, 'Bad cursor', 'Send a `nextCursor` of this list as it came, or none.')
      : error
  }
}
