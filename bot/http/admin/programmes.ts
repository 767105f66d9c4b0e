import type { FastifyInstance } from 'fastify'
import { note } from '#db/audit.ts'
import { findFirm } from '#db/firms.ts'
import { wantRegionMenu } from '#db/menus.ts'
import { wakeWaiting } from '#db/outbox.ts'
import { reportVersions } from '#db/programme-reports.ts'
import { addMilestone, finishMilestone, lockProgramme, milestonesIn, saveProgramme } from '#db/programmes.ts'
import { findRegion } from '#db/regions.ts'
import { dayOf } from '#engine/calendar/calendar.ts'
import { type Milestone, milestoneState } from '#engine/milestone.ts'
import {
  changed,
  nextDayOf,
  type Programme,
  type ProgrammeRefusal,
  phaseOf,
  programmeFrom,
  SERVICES,
} from '#engine/programme.ts'
import type { ReportVersion } from '#engine/programme-report.ts'
import { programmeOf } from '../../region/programme.ts'
import { finishReport } from '../../region/programme-report.ts'
import { Problem } from '../problem.ts'
import * as answers from './answers.ts'
import { actorOf, requireRegion, scopeOf } from './caller.ts'
import { described } from './describe.ts'
import { createOnce } from './idempotent.ts'
import type { AdminOptions } from './index.ts'
import { withInstants } from './instants.ts'
import { noRegion, noteAbout } from './regions.ts'
import { idIn, read, shapes } from './shapes.ts'

/** A region's programme and what is to be reached by which day: kept by the operator and the region's chamber. */
export function programmeRoutes(server: FastifyInstance, options: AdminOptions): void {
  planRoutes(server, options)
  reportRoutes(server, options)
  milestoneRoutes(server, options)
}

const REFUSALS: Readonly<Record<ProgrammeRefusal, string>> = {
  'ends-before-it-begins': 'until: is before from.',
  'target-ends-before-it-begins': 'target.until: is not after target.from.',
  'figure-without-source': 'figures: one that is published needs its source and the day on which that was read.',
}

function planRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now } = options
  const shown = (programme: Programme, region: { id: string; timezone: string }): object => ({
    ...{ regionId: region.id, phase: phaseOf(programme) },
    ...{ nextOn: nextDayOf(programme, dayOf(region, now()).toString()), ...programme },
  })
  const showing = described({
    summary: 'The programme: its time, partners, phases, services, figures and target',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.programmePlan },
  })
  server.get('/regions/:id/programme-plan', { schema: showing }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    return db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw noRegion()
      return shown(await programmeOf(tx, regionId), region)
    })
  })
  const changing = described({
    summary:
      'Change the programme: what is left out stays; a service that is switched off is gone from every chat at once',
    tag: 'region',
    hasId: true,
    body: shapes.programmePlan,
    answers: { 200: answers.programmePlan },
  })
  server.put('/regions/:id/programme-plan', { schema: changing }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const change = read(shapes.programmePlan, request.body)
    // The menu below the chats is changed outside, so that wish is the system's.
    return db.transaction({ kind: 'system' }, async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw noRegion()
      const before = programmeFrom(await lockProgramme(tx, regionId))
      const after = changed(before, change)
      if (typeof after === 'string') throw new Problem(422, 'Not valid', REFUSALS[after], { reason: after })
      await saveProgramme(tx, regionId, after, now())
      if (SERVICES.some((service) => after.services[service] !== before.services[service])) {
        await wantRegionMenu(tx, { regionId, at: now() })
        await wakeWaiting(tx, regionId)
      }
      await noteAbout(tx, { regionId, actor: actorOf(request), what: 'programme-changed', at: now(), params: change })
      return shown(after, region)
    })
  })
}

const reportShown = ({ finishedAt, ...version }: ReportVersion): object => ({
  ...version,
  finishedAt: new Date(finishedAt).toISOString(),
})

function reportRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, calendar } = options
  const finishing = described({
    summary:
      'Finish（確定）the programme’s report: its figures stay as they are now; after the first with the reason for one more',
    tag: 'region',
    hasId: true,
    body: shapes.programmeReport,
    isCreate: true,
    answers: { 201: answers.programmeReport },
  })
  server.post('/regions/:id/programme-reports', { schema: finishing }, async (request, reply) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const { by, reason } = read(shapes.programmeReport, request.body)
    return createOnce(options, request, reply, { kind: 'system' }, async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw noRegion()
      const version = await finishReport(tx, { region, now: now(), calendar }, { by, reason })
      if (typeof version === 'string')
        throw new Problem(422, 'Not valid', 'reason: say what was corrected since the last version.', {
          reason: version,
        })
      const params = { version: version.version, by }
      await noteAbout(tx, { regionId, actor: actorOf(request), what: 'programme-report-finished', at: now(), params })
      return reportShown(version)
    })
  })
  const listing = described({
    summary: 'The versions of the programme’s report that were finished, the first first',
    tag: 'region',
    hasId: true,
    answers: { 200: answers.pageOf(answers.programmeReport) },
  })
  server.get('/regions/:id/programme-reports', { schema: listing }, async (request) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    return db.transaction({ kind: 'region', regionId }, async (tx) => {
      if (!(await findRegion(tx, regionId))) throw noRegion()
      return { items: (await reportVersions(tx, regionId)).map(reportShown), nextCursor: null }
    })
  })
}

function milestoneRoutes(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, newId } = options
  const shown = (milestone: Milestone, region: { timezone: string }): object =>
    withInstants({ ...milestone, state: milestoneState(milestone, dayOf(region, now()).toString()) })
  const adding = described({
    summary: 'Add what the programme, or one firm, is to have reached by a day',
    tag: 'region',
    body: shapes.milestone,
    isCreate: true,
    answers: { 201: answers.milestone },
  })
  server.post('/milestones', { schema: adding }, async (request, reply) => {
    const body = read(shapes.milestone, request.body)
    const { regionId, firmId } = body
    requireRegion(request, regionId)
    return createOnce(options, request, reply, scopeOf(request), async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw noRegion()
      if (firmId !== null && (await findFirm(tx, firmId))?.regionId !== regionId)
        throw new Problem(404, 'Not found', 'There is no such firm in this region.')
      const milestone = { id: newId('milestone'), ...body, doneAt: null }
      await addMilestone(tx, milestone)
      const line = { regionId, firmId, subject: `milestone:${milestone.id}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: 'milestone-added', params: { dueOn: body.dueOn }, reason: null })
      return shown(milestone, region)
    })
  })
  const listing = described({
    summary: 'What is to be reached by a day, the earliest first: 予定, 済, 遅れ',
    tag: 'region',
    query: shapes.ofRegion,
    answers: { 200: answers.pageOf(answers.milestone) },
  })
  server.get('/milestones', { schema: listing }, async (request) => {
    const { regionId } = read(shapes.ofRegion, request.query)
    requireRegion(request, regionId)
    return db.transaction({ kind: 'region', regionId }, async (tx) => {
      const region = await findRegion(tx, regionId)
      if (!region) throw noRegion()
      return { items: (await milestonesIn(tx, regionId)).map((one) => shown(one, region)), nextCursor: null }
    })
  })
  const finishing = described({
    summary: 'It is reached; with isUndone it is not, after all',
    tag: 'region',
    hasId: true,
    body: shapes.milestoneDone,
    answers: { 200: answers.milestone },
  })
  server.post('/milestones/:id/done', { schema: finishing }, async (request) => {
    const { isUndone } = read(shapes.milestoneDone, request.body ?? {})
    return db.transaction(scopeOf(request), async (tx) => {
      const milestone = await finishMilestone(tx, idIn(request.params), isUndone ? null : now())
      const region = milestone && (await findRegion(tx, milestone.regionId))
      if (!milestone || !region) throw new Problem(404, 'Not found', 'There is no such milestone.')
      const { id, regionId, firmId } = milestone
      const line = { regionId, firmId, subject: `milestone:${id}`, at: now(), actor: actorOf(request) }
      await note(tx, { ...line, what: isUndone ? 'milestone-undone' : 'milestone-done', params: {}, reason: null })
      return shown(milestone, region)
    })
  })
}
