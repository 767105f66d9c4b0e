import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Tx } from '#db/door.ts'
import { reportVersions } from '#db/programme-reports.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { findRound, type SurveyRound } from '#db/survey-rounds.ts'
import { monthBefore } from '#engine/health-month.ts'
import { currentOf } from '../../content/questionnaires/index.ts'
import { diagnosisView } from '../../region/diagnosis-view.ts'
import { monthSubject, REGION_LINK_LIFE_MS, regionSubject, roundSubject, wholeSubject } from '../../region/link.ts'
import { isReported } from '../../region/month-report.ts'
import { programmeCsv } from '../../region/programme-csv.ts'
import { programmeReport } from '../../region/programme-report.ts'
import { statisticsCsv } from '../../region/statistics-csv.ts'
import { statisticsView } from '../../region/statistics-view.ts'
import { crossOf, surveyView } from '../../region/survey-view.ts'
import { diagnosisCsv, surveyCsv } from '../../region/view-csv.ts'
import { Problem } from '../problem.ts'
import { requireRegion } from './caller.ts'
import { described } from './describe.ts'
import type { AdminOptions } from './index.ts'
import { noteLook } from './looks.ts'
import { readsAll, requireNeed } from './rights.ts'
import { idIn, read } from './shapes.ts'
import * as shapes from './view-shapes.ts'

/** Figures of a whole region, for its chamber and the operator: groups of five firms and more, no single answers. */
export function regionViewRoutes(server: FastifyInstance, options: AdminOptions): void {
  diagnosisRoute(server, options)
  surveyRoute(server, options)
  statisticsRoute(server, options)
  programmeRoute(server, options)
  linkRoute(server, options)
}

function diagnosisRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary: 'How far the region’s firms have come with the diagnosis, and how they stand',
    tag: 'region',
    hasId: true,
    query: shapes.viewQueries.diagnosis,
    answers: { 200: shapes.diagnosisView },
    isTable: true,
  })
  server.get('/regions/:id/diagnosis-view', { schema }, async (request, reply) => {
    const wanted = read(shapes.viewQueries.diagnosis, request.query)
    const questionnaire = published(wanted.questionnaire)
    const isOperator = readsAll(request, 'diagnosis')
    const { region, view } = await inRegion(options, request, (tx, region) =>
      diagnosisView(tx, { region, questionnaire, now: options.now(), isOperator }),
    )
    if (wantsCsv(request, wanted.format)) return csv(reply, 'diagnosis', diagnosisCsv(view, region))
    return { ...view, at: new Date(view.at).toISOString() }
  })
}

function surveyRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary: 'How the region answered the survey, each question with its N; two of them held against each other',
    tag: 'region',
    hasId: true,
    query: shapes.viewQueries.survey,
    answers: { 200: shapes.surveyView },
    isTable: true,
  })
  server.get('/regions/:id/survey-view', { schema }, async (request, reply) => {
    const wanted = read(shapes.viewQueries.survey, request.query)
    const questionnaire = published('survey')
    const cross = crossOf(questionnaire, wanted)
    if (typeof cross === 'string') throw new Problem(422, 'No such table', NO_TABLE[cross], { reason: cross })
    const { region, view } = await inRegion(options, request, async (tx, region) => {
      const round = await roundNamed(tx, wanted.round)
      return surveyView(tx, { region, questionnaire, now: options.now(), cross, round })
    })
    if (wantsCsv(request, wanted.format)) return csv(reply, 'survey', surveyCsv(view, region))
    return { ...view, at: new Date(view.at).toISOString() }
  })
}

function statisticsRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary: 'The region’s alerts by industry, per PC, by stage and kind, by month and by firm',
    tag: 'region',
    hasId: true,
    query: shapes.viewQueries.statistics,
    answers: { 200: shapes.statistics },
    isTable: true,
  })
  server.get('/regions/:id/statistics', { schema }, async (request, reply) => {
    const { format } = read(shapes.viewQueries.statistics, request.query)
    const seesAll = readsAll(request, 'alerts')
    const { region, view } = await inRegion(options, request, (tx, region) =>
      statisticsView(tx, { region, now: options.now(), seesAll }),
    )
    if (wantsCsv(request, format)) {
      // Whose they are stands in the table as well.
      await noteLook(options, request, reply, view)
      return csv(reply, 'statistics', statisticsCsv(view, region))
    }
    return { ...view, at: new Date(view.at).toISOString() }
  })
}

/** The same tables as on the page behind the link. */
function programmeRoute(server: FastifyInstance, options: AdminOptions): void {
  const { db, now, calendar } = options
  const schema = described({
    summary: 'The report of the programme, table by table; small numbers of results and answers hidden from a chamber',
    tag: 'region',
    hasId: true,
    query: shapes.viewQueries.programme,
    answers: { 200: shapes.programme },
    isTable: true,
  })
  server.get('/regions/:id/programme', { schema }, async (request, reply) => {
    const regionId = idIn(request.params)
    requireRegion(request, regionId)
    const { version: which, format } = read(shapes.viewQueries.programme, request.query)
    const counting = { seesAll: readsAll(request, 'alerts'), which, isMadeUp: false, now: now(), calendar }
    return db.transaction({ kind: 'system' }, async (tx) => {
      const region = await findRegion(tx, regionId)
      const report = region && (await programmeReport(tx, { region, ...counting }))
      if (!report) throw new Problem(404, 'Not found', region ? NO_VERSION : 'There is no such region.')
      if (wantsCsv(request, format)) return csv(reply, 'programme', programmeCsv(report))
      const { title, madeUp, notes, tables } = report
      const shown = tables.map(({ heading, columns, rows, note = '' }) => ({
        ...{ heading, columns, rows: rows.map(({ cells }) => cells), note },
      }))
      const head = { region: { id: region.id, name: region.name }, at: new Date(now()).toISOString() }
      return { ...head, title, madeUp, notes, tables: shown }
    })
  })
}

const NO_VERSION = 'The report of this programme has no such version.'

function linkRoute(server: FastifyInstance, options: AdminOptions): void {
  const schema = described({
    summary:
      'A link to the region’s figures as a page and as a picture; it shows what the chamber sees, whoever has it',
    tag: 'region',
    hasId: true,
    query: shapes.viewQueries.link,
    answers: { 200: shapes.viewLink },
  })
  server.get('/regions/:id/view-link', { schema }, async (request) => {
    const wanted = read(shapes.viewQueries.link, request.query)
    const { region, view: round } = await inRegion(options, request, async (tx, { id }) => {
      const versions = wanted.version === undefined ? [] : await reportVersions(tx, id)
      if (wanted.version !== undefined && !versions.some(({ version }) => version === wanted.version))
        throw new Problem(404, 'Not found', NO_VERSION)
      return roundNamed(tx, wanted.round)
    })
    // A link has whole seconds.
    const expiresAt = Math.floor((options.now() + REGION_LINK_LIFE_MS) / 1_000) * 1_000
    const isWhole = wanted.whole === 'yes'
    if (isWhole) requireNeed(request, { verb: 'read', datum: 'alerts' })
    const month = wanted.month ?? monthBefore(options.now(), region.timezone)
    if (wanted.about === 'month' && !isReported(month, region, options.now()))
      throw new Problem(404, 'Not found', 'That month is not over.')
    const subject = round ? roundSubject(round.id) : subjectOf(region.id, { ...wanted, isWhole, month })
    return {
      url: options.links.to(subject, wanted.about === 'introduction' && !round ? 'pdf' : 'page', expiresAt),
      pdfUrl: options.links.to(subject, 'pdf', expiresAt),
      pictureUrl: options.links.to(subject, 'png', expiresAt),
      expiresAt: new Date(expiresAt).toISOString(),
    }
  })
}

const subjectOf = (
  regionId: string,
  {
    about,
    questionnaire,
    isWhole,
    version,
    month,
  }: z.infer<typeof shapes.viewQueries.link> & {
    isWhole: boolean
    month: string
  },
): string =>
  about === 'introduction'
    ? regionId.replace(/^region/, about)
    : about === 'diagnosis'
      ? regionSubject(regionId, questionnaire)
      : about === 'month'
        ? monthSubject(regionId, month)
        : wholeSubject(about, regionId, { isWhole, version })

/** In the region's scope: another region's is not there. */
async function roundNamed(tx: Tx, id: string | undefined): Promise<SurveyRound | undefined> {
  const round = id === undefined ? undefined : await findRound(tx, id)
  if (id !== undefined && !round) throw new Problem(404, 'Not found', 'There is no such round.')
  return round
}

const NO_TABLE = {
  'unknown-question': 'Name two different questions of the survey that have choices, such as row=s15 and column=s16.',
  'row-of-several': 'The question in the rows must have one answer each: name it as the column instead.',
}

async function inRegion<T>(
  { db }: AdminOptions,
  request: FastifyRequest,
  look: (tx: Tx, region: Region) => Promise<T>,
): Promise<{ region: Region; view: T }> {
  const regionId = idIn(request.params)
  requireRegion(request, regionId)
  return db.transaction({ kind: 'region', regionId }, async (tx) => {
    const region = await findRegion(tx, regionId)
    if (!region) throw new Problem(404, 'Not found', 'There is no such region.')
    return { region, view: await look(tx, region) }
  })
}

function published(id: string) {
  const questionnaire = currentOf(id)
  if (!questionnaire) throw new Error(`no version of ${id} is published`)
  return questionnaire
}

const wantsCsv = ({ headers }: FastifyRequest, format: 'json' | 'csv' | undefined): boolean =>
  format === undefined ? /\btext\/csv\b/.test(headers.accept ?? '') : format === 'csv'

const csv = (reply: FastifyReply, name: string, text: string): FastifyReply =>
  reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`).send(text)
