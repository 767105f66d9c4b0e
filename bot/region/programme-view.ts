import { type ApplicationCounts, applicationCounts, applicationsIn } from '#db/applications.ts'
import { countConsultations, openedIn } from '#db/consultations.ts'
import { countVisits } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { monthsOfJoining } from '#db/firms.ts'
import { attendeeKinds, meetingCounts } from '#db/meetings.ts'
import { type Change, type ProgrammeCounts, programmeCounts, surveyChanges, surveyCounts } from '#db/programme.ts'
import { type RecruitingCount, recruitingCounts } from '#db/recruitings.ts'
import type { Region } from '#db/regions.ts'
import { pathsIn } from '#db/security-actions.ts'
import { funnelOf } from '#engine/application.ts'
import type { Calendar } from '#engine/calendar/calendar.ts'
import { CATEGORIES, type Category } from '#engine/consultation.ts'
import { deskMonths } from '#engine/consultation-figures.ts'
import { type Shown, shownOf } from '#engine/diagnosis/hiding.ts'
import { VISIT_CATEGORIES, type VisitCategory } from '#engine/dispatch.ts'
import type { AttendeeKind, MeetingCount } from '#engine/meeting.ts'
import type { Figure } from '#engine/programme.ts'
import { toldIn } from '#engine/security-action.ts'
import { standingOf } from '../recruiting/standing.ts'
import { programmeOf } from './programme.ts'
import { type StatisticsView, statisticsView } from './statistics-view.ts'

/**
 * Everything that the report of a programme tells. What is a result or an answer is null where it would tell of few
 * companies; who came, what the desk was asked, visits and the region's own totals are told to everybody.
 */
export interface ProgrammeView {
  region: { id: string; name: string }
  at: number
  /** Of the region's profile, those that are published. */
  figures: readonly Figure[]
  statistics: StatisticsView
  applications: Omit<ApplicationCounts, 'stopped'>
  counts: ProgrammeCounts
  /** Notices of severity high, and of the others. */
  severities: { high: Shown; lower: Shown }
  meetings: MeetingCount[]
  attendees: { kind: AttendeeKind; companies: number; people: number }[]
  recruitings: RecruitingCount[]
  survey: { respondents: number; questions: Readonly<Record<string, SurveyShare>> }
  /** 相談件数/社/月 over all months; null before the first. */
  perFirmAndMonth: number | null
  months: number
  contacts: { category: Category; contacts: number }[]
  visits: { category: VisitCategory; visits: number }[]
  /** Of all firms; of those that started; of those that were diagnosed. */
  parts: Readonly<
    Record<'large' | 'ledgers' | 'ledgersWithAddress' | 'asDesigned' | 'stars' | 'continuing' | 'teleworking', Part>
  >
  changes: { question: string; companies: number; before: Told; after: Told }[]
}

/** Of those who were asked and said something. */
export interface SurveyShare {
  answered: Shown
  choices: Readonly<Record<string, Shown>>
}
export interface Part {
  count: Shown
  of: number
}
/** How many said that they are aware, and how many said nothing. */
export interface Told {
  aware: Shown
  unanswered: Shown
}

/** What shows whether people have become aware of more: 知っている, and 心配している. */
const AWARE: Readonly<Record<string, readonly string[]>> = { s5: ['yes'], s11: ['strong', 'some'] }
const QUESTIONS = ['s2', 's3', 's17', 't1', 'e1', 'e2']

interface Wanted {
  region: Region
  now: number
  calendar: Calendar
  seesAll: boolean
}

/** In the region's scope. */
export async function programmeView(tx: Tx, { region, now, calendar, seesAll }: Wanted): Promise<ProgrammeView> {
  const { id, name, timezone } = region
  const place = { regionId: id, timezone }
  const counts = await programmeCounts(tx, id)
  const { applied, started } = funnelOf((await applicationsIn(tx, id)).map(standingOf))
  const { wishes: continuations } = await applicationCounts(tx, id)
  const applications = { applied, started, wishes: continuations }
  const wishes = (await pathsIn(tx, id)).map(({ sessions }) => toldIn(sessions).wish)
  const months = deskMonths(await openedIn(tx, place), await monthsOfJoining(tx, place), calendar)
  const part = (count: number, of: number): Part => ({
    count: seesAll ? count : (shownOf([count, of - count])[0] ?? null),
    of,
  })
  const continuing = applications.wishes.find(({ wish }) => wish === 'if-price-fits')?.firms ?? 0
  return {
    ...{ region: { id, name }, at: now },
    figures: (await programmeOf(tx, id)).figures.filter(({ isPublished }) => isPublished),
    statistics: await statisticsView(tx, { region, now, seesAll }),
    applications: seesAll ? applications : { ...applications, wishes: [] },
    counts,
    severities: severitiesOf(counts, seesAll),
    meetings: await meetingCounts(tx, id),
    attendees: await attendeeKinds(tx, id),
    recruitings: await recruitingCounts(tx, id),
    survey: await survey(tx, id, seesAll),
    ...{ perFirmAndMonth: meanOf(months.flatMap(({ perFirm }) => perFirm ?? [])), months: months.length },
    contacts: await contacts(tx, place),
    visits: await visits(tx, place),
    parts: {
      large: { count: counts.largeFirms, of: counts.firms },
      ledgers: part(counts.ledgers, counts.firms),
      ledgersWithAddress: part(counts.ledgersWithAddress, counts.firms),
      asDesigned: part(counts.boxesAsDesigned, counts.boxes),
      stars: part(wishes.filter((wish) => wish === 'one' || wish === 'two').length, counts.firms),
      continuing: part(continuing, applications.started),
      teleworking: part(counts.teleworking, counts.diagnosed),
    },
    changes: changesOf(await surveyChanges(tx, id, Object.keys(AWARE)), seesAll),
  }
}

function severitiesOf({ notices }: ProgrammeCounts, seesAll: boolean): ProgrammeView['severities'] {
  const sum = (those: typeof notices): number => those.reduce((so, one) => so + one.notices, 0)
  const exact = [
    sum(notices.filter(({ severity }) => severity === 'high')),
    sum(notices.filter(({ severity }) => severity !== 'high')),
  ]
  const [high = null, lower = null] = seesAll ? exact : shownOf(exact)
  return { high, lower }
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length

async function contacts(tx: Tx, place: { regionId: string; timezone: string }): Promise<ProgrammeView['contacts']> {
  const all = await countConsultations(tx, place)
  return CATEGORIES.map((category) => ({
    category,
    contacts: all.filter((one) => one.category === category).reduce((sum, one) => sum + one.consultations, 0),
  }))
}

async function visits(tx: Tx, place: { regionId: string; timezone: string }): Promise<ProgrammeView['visits']> {
  const all = await countVisits(tx, place)
  return VISIT_CATEGORIES.map((category) => ({
    category,
    visits: all.filter((one) => one.category === category).reduce((sum, one) => sum + one.visits, 0),
  }))
}

/** The choices of a question and silence are a whole of those who answered the survey. */
async function survey(tx: Tx, regionId: string, seesAll: boolean): Promise<ProgrammeView['survey']> {
  const { respondents, answered, choices } = await surveyCounts(tx, regionId, QUESTIONS)
  const questions = QUESTIONS.map((question): [string, SurveyShare] => {
    const said = choices.filter((one) => one.question === question)
    const spoke = answered.find((one) => one.question === question)?.companies ?? 0
    const exact = [...said.map(({ companies }) => companies), respondents - spoke]
    const shown = seesAll ? exact : shownOf(exact)
    return [
      question,
      {
        answered: shown.at(-1) === null ? null : spoke,
        choices: Object.fromEntries(said.map(({ choice }, place) => [choice, shown[place] ?? null])),
      },
    ]
  })
  return { respondents, questions: Object.fromEntries(questions) }
}

function changesOf(changes: readonly Change[], seesAll: boolean): ProgrammeView['changes'] {
  return Object.entries(AWARE).map(([question, aware]) => {
    const those = changes.filter((one) => one.question === question)
    const told = (when: 'before' | 'after'): Told => {
      const said = those.map((one) => one[when])
      const exact = [
        said.filter((one) => one !== null && aware.includes(one)).length,
        said.filter((one) => one === null).length,
      ]
      const [isAware = null, unanswered = null] = seesAll
        ? exact
        : shownOf([...exact, those.length - exact.reduce((sum, one) => sum + one, 0)])
      return { aware: isAware, unanswered }
    }
    return { question, companies: those.length, before: told('before'), after: told('after') }
  })
}
