import type { Tx } from '#db/door.ts'
import type { Region } from '#db/regions.ts'
import { progressIn } from '#db/scores.ts'
import { participantsIn } from '#db/survey-participants.ts'
import { crossTable } from '#engine/diagnosis/cross-table.ts'
import { type Distribution, distributionsOf, questionNamed, UNANSWERED, UNKNOWN } from '#engine/diagnosis/figures.ts'
import { hiddenIn, type Shown } from '#engine/diagnosis/hiding.ts'
import { pathOf, stepsTo } from '#engine/dialogue/migration.ts'
import type { Question, Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { broughtForward, type Session } from '#engine/dialogue/session.ts'
import { type Company, companiesIn } from '#engine/survey-round.ts'
import { askOf, choiceOf, sectionOf, titleOf } from '../content/questionnaire-texts.ts'
import { MIGRATIONS } from '../content/questionnaires/index.ts'
import { sayText } from '../say.ts'

/** How a region's firms answered the survey. */
export interface SurveyView {
  region: { id: string; name: string }
  questionnaire: { id: string; version: string; title: string }
  at: number
  /** The one that it is limited to. */
  round: { id: string; name: string } | null
  /** Who has answered anything at all, each guest as one firm. */
  firms: Shown
  questions: ShownQuestion[]
  cross: ShownCross | null
}

export type ShownQuestion = Omit<Distribution, 'choices' | 'unknown' | 'unanswered' | 'downgraded'> & {
  sectionTitle: string
  ask: string
  answers: ShownAnswer[]
  downgraded: { firms: Shown; share: Shown }
}

export interface ShownAnswer {
  choice: string
  label: string
  firms: Shown
  share: Shown
}

export interface ShownCross {
  row: string
  rowAsk: string
  column: string
  columnAsk: string
  firms: Shown
  columns: { choice: string; label: string }[]
  /** `share` is of the row's firms. */
  rows: { choice: string; label: string; firms: Shown; cells: { firms: Shown; share: Shown }[] }[]
}

interface Wanted {
  region: Region
  questionnaire: Questionnaire
  now: number
  /** Two questions to be held against each other, of the whole region; the first of them has one answer each. */
  cross: { row: Question; column: Question } | undefined
  round?: { id: string; name: string } | undefined
}

/** In the region's scope. */
export async function surveyView(tx: Tx, { region, questionnaire, now, cross, round }: Wanted): Promise<SurveyView> {
  const { sessions, apart } = chosen(await companies(tx, region, questionnaire), round?.id)
  const distributions = distributionsOf(questionnaire, sessions, apart)
  return {
    region: { id: region.id, name: region.name },
    questionnaire: {
      id: questionnaire.id,
      version: questionnaire.version,
      title: sayText(titleOf(questionnaire), region),
    },
    at: now,
    round: round ? { id: round.id, name: round.name } : null,
    firms: isTelling({ sessions, apart }) ? null : sessions.length,
    questions: distributions.map((one) => shownQuestion(questionnaire, one, region)),
    cross: cross && !round ? shownCross(sessions, distributions, { questionnaire, region, cross }) : null,
  }
}

/** In the region's scope: whether even the number of those who answered in a round would tell of few in another, or in none. */
export async function hiddenRounds(tx: Tx, region: Region, questionnaire: Questionnaire): Promise<Set<string>> {
  const all = await companies(tx, region, questionnaire)
  const rounds = new Set(all.flatMap(({ roundId }) => (roundId === null ? [] : [roundId])))
  return new Set([...rounds].filter((roundId) => isTelling(chosen(all, roundId))))
}

async function companies(tx: Tx, region: Region, questionnaire: Questionnaire): Promise<Company[]> {
  const progress = await progressIn(tx, region.id, questionnaire.id, { withAnswers: true })
  const answered = progress.flatMap(({ firmId, session }) => {
    const read = session && asNow(session, questionnaire)
    return read && Object.keys(read.answers).length > 0 ? [{ firmId, session: read }] : []
  })
  return companiesIn(answered, await participantsIn(tx, region.id))
}

/** Answers to an older version count as far as the newer one asks the same. */
function asNow(session: Session, { id, version }: Questionnaire): Session | undefined {
  const steps = stepsTo(pathOf(MIGRATIONS, id, session.version), session.version, version)
  return steps && broughtForward(session, steps)
}

/** Of a round nobody is told so few that those of another, or of none, could be worked out. */
function chosen(all: readonly Company[], roundId: string | undefined): Chosen {
  if (roundId === undefined) return { sessions: all.map(({ session }) => session), apart: [] }
  const groups = Map.groupBy(all, (one) => one.roundId)
  const sessionsOf = (of: string | null): Session[] => (groups.get(of) ?? []).map(({ session }) => session)
  return {
    sessions: sessionsOf(roundId),
    apart: [...groups.keys()].filter((of) => of !== roundId).map(sessionsOf),
  }
}

interface Chosen {
  sessions: Session[]
  apart: Session[][]
}

const isTelling = ({ sessions, apart }: Chosen): boolean =>
  hiddenIn([sessions.length, ...apart.map(({ length }) => length)])[0] === true

function shownQuestion(questionnaire: Questionnaire, one: Distribution, region: Region): ShownQuestion {
  const { choices, unknown, unanswered, downgraded, ...rest } = one
  return {
    ...rest,
    sectionTitle: sayText(sectionOf(questionnaire, { id: one.section }), region),
    ask: sayText(askOf(questionnaire, { id: one.question }), region),
    answers: [...choices, unknown, unanswered].map((cell) => ({
      ...cell,
      label: labelOf(questionnaire, one.question, cell.choice, region),
    })),
    downgraded: { firms: downgraded.firms, share: downgraded.share },
  }
}

const NAMED = new Set<string>([UNKNOWN, UNANSWERED, 'unasked'])

function labelOf(questionnaire: Questionnaire, question: string, choice: string, region: Region): string {
  const key = NAMED.has(choice) ? { key: `region.answer.${choice}` } : choiceOf(questionnaire, { id: question }, choice)
  return sayText(key, region)
}

function shownCross(
  sessions: readonly Session[],
  distributions: readonly Distribution[],
  {
    questionnaire,
    region,
    cross,
  }: { questionnaire: Questionnaire; region: Region; cross: NonNullable<Wanted['cross']> },
): ShownCross | null {
  const of = distributions.find(({ question }) => question === cross.row.id)
  if (!of) return null
  const table = crossTable(questionnaire, sessions, { ...cross, of })
  const label = (question: string, choice: string): string => labelOf(questionnaire, question, choice, region)
  return {
    row: table.row,
    rowAsk: sayText(askOf(questionnaire, { id: table.row }), region),
    column: table.column,
    columnAsk: sayText(askOf(questionnaire, { id: table.column }), region),
    firms: table.firms,
    columns: table.columns.map((choice) => ({ choice, label: label(table.column, choice) })),
    rows: table.rows.map(({ choice, firms, cells }) => ({
      choice,
      label: label(table.row, choice),
      firms,
      cells: cells.map((count) => ({ firms: count, share: count === null || !firms ? null : count / firms })),
    })),
  }
}

/** The two questions that are named, or why they cannot be held against each other. */
export function crossOf(
  questionnaire: Questionnaire,
  { row, column }: { row: string; column: string },
): { row: Question; column: Question } | 'unknown-question' | 'row-of-several' {
  const first = questionNamed(questionnaire, row)
  const second = questionNamed(questionnaire, column)
  if (!first || !second || first === second) return 'unknown-question'
  return first.kind === 'multi' ? 'row-of-several' : { row: first, column: second }
}
