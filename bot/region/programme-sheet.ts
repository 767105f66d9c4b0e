import type { ApplicationCounts } from '#db/applications.ts'
import type { Shown } from '#engine/diagnosis/hiding.ts'
import type { MeetingCount, MeetingKind } from '#engine/meeting.ts'
import type { RegionSheet, Row, Table } from '../pictures/region-sheet.ts'
import { type Reader, sayText } from '../say.ts'
import { priceTable } from './price-table.ts'
import type { Part, ProgrammeView, Told } from './programme-view.ts'
import { type Said, saidBy } from './said.ts'
import { headOf, row } from './sheet.ts'
import { alertCharts, alertTables, counted } from './statistics-sheet.ts'

/** Of the pilot the notes name where its report contradicts itself. */
const CONTRADICTIONS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** The figures of a programme's report: a page and paper, in which no firm is named, and in nobody's words. */
export function programmeSheet(
  view: ProgrammeView,
  { reader, isMadeUp, isPilot }: { reader: Reader; isMadeUp: boolean; isPilot: boolean },
): RegionSheet {
  const said = saidBy('programme', reader)
  const head = headOf(view, { reader, isMadeUp })
  const alerts = saidBy('statistics', reader)
  return {
    ...head,
    title: said('title'),
    madeUp: isPilot ? said('pilot') : head.madeUp,
    notes: [saidBy('region', reader)('page.note')],
    means: null,
    charts: alertCharts(view.statistics, alerts),
    tables: [
      profile(view, said),
      applications(view, said),
      industries(view, said),
      sizes(view, said),
      meetings(view, said, reader),
      attendees(view, said),
      recruiting(view, said),
      survey(view, said),
      ...alertTables(view.statistics, alerts),
      notices(view, said),
      contacts(view, said, reader),
      visits(view, said, reader),
      parts(view, said),
      telework(view, said),
      closing(view, said),
      changes(view, said),
      priceTable(view, said),
      ...(isPilot ? [contradictions(said)] : []),
    ].filter(({ rows }) => rows.length > 0),
  }
}

const profile = ({ figures }: ProgrammeView, said: Said): Table => ({
  heading: said('profile.heading'),
  columns: ['', said('column.source'), said('column.read')],
  rows: figures.map(({ says, source, readOn }) => row([says, source ?? '', readOn ?? ''], null)),
})

const applications = ({ applications: { applied, started } }: ProgrammeView, said: Said): Table => ({
  heading: said('applications.heading'),
  columns: ['', said('column.companies')],
  rows: [
    row([said('applications.applied'), counted(applied)], null),
    row([said('applications.started'), counted(started)], null),
    row([said('applications.never'), counted(applied - started)], null),
  ],
})

const industries = ({ statistics }: ProgrammeView, said: Said): Table => ({
  heading: said('industries.heading'),
  columns: ['', said('column.companies'), said('column.percent')],
  rows: statistics.industries
    .toSorted((one, other) => other.firms - one.firms)
    .map(({ industry, firms }) =>
      row(
        [industry ?? said('industries.unknown'), counted(firms), whole(firms, statistics.firms)],
        firms / Math.max(1, statistics.firms),
      ),
    ),
})

const sizes = ({ parts: { large }, survey: { questions, respondents } }: ProgrammeView, said: Said): Table => ({
  heading: said('sizes.heading'),
  columns: ['', said('column.companies'), said('column.percent')],
  rows: [
    row([said('sizes.large'), shown(large.count, said), whole(large.count, large.of)], null),
    ...['to-5', 'to-20', 'to-50', 'to-100', 'to-200', 'to-300', 'more'].flatMap((band) => {
      const companies = questions.s2?.choices[band]
      if (companies === undefined) return []
      const told = companies === null ? [said('few')] : [counted(companies), whole(companies, respondents)]
      return [row([said(`sizes.${band}`), ...told], null)]
    }),
  ],
  note: said('sizes.note'),
})

function meetings({ meetings: all }: ProgrammeView, said: Said, { locale, timezone }: Reader): Table {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone })
  const line = ({ kind, name, place, startsAt, companies, people }: MeetingCount): Row =>
    row(
      [
        said('meetings.line', { kind: said(`meetings.${kind}`), name, place: place ?? said('meetings.web') }),
        // Of what the report gives no day for, none is told.
        kind === 'individual' && companies === null ? '' : day.format(startsAt),
        ...came(companies, people, said),
      ],
      null,
    )
  const total = (kind: MeetingKind): Row[] => {
    const those = all.filter((one) => one.kind === kind && one.companies !== null)
    if (those.length === 0) return []
    const sum = (of: 'companies' | 'people'): number => those.reduce((so, one) => so + (one[of] ?? 0), 0)
    return [
      row(
        [
          said('meetings.total', { kind: said(`meetings.${kind}`) }),
          counted(those.length),
          ...came(sum('companies'), sum('people'), said),
        ],
        null,
      ),
    ]
  }
  return {
    heading: said('meetings.heading'),
    columns: ['', said('column.day'), said('column.companies'), said('column.people')],
    rows: [...all.map(line), ...total('briefing'), ...total('report')],
    note: said('meetings.note'),
  }
}

const came = (companies: number | null, people: number | null, said: Said): string[] =>
  companies === null || people === null ? [said('meetings.unknown')] : [counted(companies), counted(people)]

const attendees = ({ attendees: all }: ProgrammeView, said: Said): Table => ({
  heading: said('attendees.heading'),
  columns: ['', said('column.companies'), said('column.people')],
  rows: all.map(({ kind, companies, people }) =>
    row([said(`attendees.${kind}`), counted(companies), counted(people)], null),
  ),
})

function recruiting({ recruitings: all, applications: { started } }: ProgrammeView, said: Said): Table {
  const reach = (medium: string): number =>
    all.filter((one) => one.medium === medium).reduce((sum, one) => sum + (one.reach ?? 0), 0)
  return {
    heading: said('recruiting.heading'),
    columns: ['', said('column.reach'), said('column.decided'), said('column.percent')],
    rows: [
      ...all.map(({ organisation, medium, reach: told, decided }) =>
        row(
          [
            said('recruiting.line', { organisation, medium: said(`recruiting.${medium}`) }),
            told === null ? '' : counted(told),
            ...(decided === 0 ? ['', ''] : [counted(decided), whole(decided, started)]),
          ],
          null,
        ),
      ),
      row([said('recruiting.total', { medium: said('recruiting.leaflet') }), counted(reach('leaflet')), '', ''], null),
      row(
        [said('recruiting.total', { medium: said('recruiting.mailing-list') }), counted(reach('mailing-list')), '', ''],
        null,
      ),
    ],
  }
}

function survey({ survey: { respondents, questions } }: ProgrammeView, said: Said): Table {
  const { full = 0, part = 0, none = 0 } = questions.s3?.choices ?? {}
  const others = part === null || none === null ? null : part + none
  return {
    heading: said('survey.heading'),
    columns: ['', said('column.companies'), said('column.percent')],
    rows: [
      row([said('survey.respondents'), counted(respondents), ''], null),
      row([said('survey.full'), shown(full, said), whole(full, respondents)], null),
      row([said('survey.others'), shown(others, said), whole(others, respondents)], null),
    ],
  }
}

function notices({ counts, severities, statistics: { alerts } }: ProgrammeView, said: Said): Table {
  const total = counts.notices.reduce((sum, one) => sum + one.notices, 0)
  const remote = total - counts.noticesVisited
  return {
    heading: said('notices.heading'),
    columns: ['', said('column.notices')],
    rows: [
      row([said('notices.total'), counted(total)], null),
      ...(total === 0 ? [] : [row([said('notices.per-notice'), counted(Math.round(alerts / total))], null)]),
      ...(alerts === 0 ? [] : [row([said('notices.share'), `${((100 * total) / alerts).toFixed(2)}%`], null)]),
      row([said('notices.remote'), counted(remote)], null),
      row([said('notices.visited'), counted(counts.noticesVisited)], null),
      row([said('notices.high'), shown(severities.high, said)], null),
      row([said('notices.lower'), shown(severities.lower, said)], null),
    ],
  }
}

function contacts({ contacts: all, perFirmAndMonth, months }: ProgrammeView, said: Said, reader: Reader): Table {
  const total = all.reduce((sum, one) => sum + one.contacts, 0)
  return {
    heading: said('contacts.heading'),
    columns: ['', said('column.contacts'), said('column.percent')],
    rows: [
      ...all.map(({ category, contacts: count }) =>
        row([said(`contacts.${category}`), counted(count), tenth(count, total)], null),
      ),
      row([said('contacts.total'), counted(total), ''], null),
      ...(perFirmAndMonth === null
        ? []
        : [row([said('contacts.per-firm', { months }), perFirmAndMonth.toFixed(2), ''], null)]),
    ],
    note: said('contacts.hours', { hours: sayText({ key: 'converse.desk.hours' }, reader) }),
  }
}

function visits({ visits: all, counts: { firms } }: ProgrammeView, said: Said, reader: Reader): Table {
  const total = all.reduce((sum, one) => sum + one.visits, 0)
  return {
    heading: said('visits.heading'),
    columns: ['', said('column.visits'), said('column.percent')],
    rows: [
      ...all.map(({ category, visits: count }) =>
        row([sayText({ key: `visit.category.${category}` }, reader), counted(count), tenth(count, total)], null),
      ),
      row([said('visits.total'), counted(total), ''], null),
      row([said('visits.per-firm'), '', whole(total, firms)], null),
    ],
  }
}

const parts = ({ parts: all }: ProgrammeView, said: Said): Table => ({
  heading: said('parts.heading'),
  columns: ['', said('column.companies'), said('column.of'), said('column.percent')],
  rows: (['ledgers', 'ledgersWithAddress', 'asDesigned', 'stars', 'continuing'] as const).map((name) =>
    partRow(said(`parts.${name}`), all[name], said, tenth),
  ),
})

const telework = ({ parts: all, survey: { respondents, questions } }: ProgrammeView, said: Said): Table => ({
  heading: said('telework.heading'),
  columns: ['', said('column.companies'), said('column.of'), said('column.percent')],
  rows: [
    partRow(said('telework.survey'), { count: questions.s17?.choices.yes ?? 0, of: respondents }, said, whole),
    partRow(said('telework.diagnosis'), all.teleworking, said, whole),
    row([said('telework.answered'), shown(questions.t1?.answered ?? 0, said), '', ''], null),
  ],
})

function closing({ survey: { questions } }: ProgrammeView, said: Said): Table {
  return {
    heading: said('closing.heading'),
    columns: ['', said('column.companies'), said('column.of'), said('column.percent')],
    rows: (['e1', 'e2'] as const).flatMap((question) => {
      const { answered = 0, choices = {} } = questions[question] ?? {}
      const { very = 0, rather = 0 } = choices
      if (answered === 0) return []
      const count = very === null || rather === null ? null : very + rather
      return answered === null
        ? [row([said(`closing.${question}`), said('few')], null)]
        : [partRow(said(`closing.${question}`), { count, of: answered }, said, whole)]
    }),
  }
}

const changes = ({ changes: all }: ProgrammeView, said: Said): Table => ({
  heading: said('changes.heading'),
  columns: ['', said('column.before'), said('column.after')],
  rows: all
    .filter(({ companies }) => companies > 0)
    .flatMap(({ question, companies, before, after }) => {
      const line = (of: keyof Told, name: string): Row =>
        row([name, shown(before[of], said), shown(after[of], said)], null)
      return [
        line('aware', said(`changes.${question}`, { companies })),
        { ...line('unanswered', said('changes.unanswered')), isApart: true },
      ]
    }),
})

/** What people said or wrote, as long as it is kept and they agree: never part of what is finished. */
export function saidTables({ stopped, quotes }: Words, reader: Reader): Table[] {
  const said = saidBy('programme', reader)
  const reasons = {
    heading: said('stopped.heading'),
    columns: ['', said('column.companies')],
    rows: stopped.map(({ because, companies }) => row([because, counted(companies)], null)),
  }
  const quoted = {
    heading: said('quotes.heading'),
    columns: [''],
    rows: quotes.map((words) => row([words], null)),
    note: said('quotes.note'),
  }
  return [reasons, quoted].filter(({ rows }) => rows.length > 0)
}

export interface Words {
  /** Why companies that applied never started; told to whoever sees everything. */
  stopped: ApplicationCounts['stopped']
  quotes: readonly string[]
}

const contradictions = (said: Said): Table => ({
  heading: said('contradictions.heading'),
  columns: [''],
  rows: CONTRADICTIONS.map((nth) => row([said(`contradictions.${nth}`)], null)),
})

const partRow = (name: string, { count, of }: Part, said: Said, percent: (count: Shown, of: number) => string): Row =>
  row(count === null ? [name, said('few')] : [name, counted(count), counted(of), percent(count, of)], null)

const shown = (count: Shown, said: Said): string => (count === null ? said('few') : counted(count))
const whole = (count: Shown, of: number): string =>
  count === null || of === 0 ? '' : `${Math.round((100 * count) / of)}%`
const tenth = (count: Shown, of: number): string =>
  count === null || of === 0 ? '' : `${Math.round((1_000 * count) / of) / 10}%`
