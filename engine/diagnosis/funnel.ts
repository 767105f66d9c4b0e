import { applicable, type Questionnaire } from '../dialogue/questionnaire.ts'
import { type Session, valuesOf } from '../dialogue/session.ts'
import { type Shown, shownFalling, shownOf } from './hiding.ts'

/** A session and whose it is. */
export interface FirmSession {
  firmId: string
  /** Of no interest where it is finished. */
  session: Session
  isFinished: boolean
}

/** How far a region's firms have come with a questionnaire: each number is of those in the number before. */
export interface Funnel {
  firms: number
  /** Somebody of the firm is in the chat. */
  members: number
  started: number
  /** Firms that have answered all that a section asks of them, and everything before it. */
  sections: { section: string; firms: number }[]
  finished: number
  standing: Standing[]
}

/** The question before which firms stand that have not finished, and how many of them have stopped there. */
export interface Standing {
  section: string
  question: string
  firms: number
  stopped: number
}

/** Nobody has answered for so long that they have stopped; until then they are in the middle of it. */
const STOPPED_MS = 86_400_000

export function funnelOf(
  questionnaire: Questionnaire,
  sessions: readonly FirmSession[],
  { firms, members, now }: { firms: number; members: number; now: number },
): Funnel {
  const furthest = [...Map.groupBy(sessions, ({ firmId }) => firmId).values()].map((own) =>
    farthest(questionnaire, own),
  )
  const unfinished = furthest.filter(({ isFinished }) => !isFinished)
  return {
    firms,
    members: Math.max(members, furthest.length),
    started: furthest.length,
    sections: questionnaire.sections.map(({ id }, place) => ({
      section: id,
      firms: furthest.filter((one) => sectionsDone(questionnaire, one) > place).length,
    })),
    finished: furthest.length - unfinished.length,
    standing: standing(questionnaire, unfinished, now),
  }
}

/** Where several people of a firm fill their own, the firm is as far as the one who is farthest. */
function farthest(questionnaire: Questionnaire, own: readonly FirmSession[]): FirmSession {
  const [first, ...others] = own
  if (!first) throw new RangeError('a firm without a session')
  const progress = (one: FirmSession): number => sectionsDone(questionnaire, one)
  return others.reduce((best, one) => (progress(one) > progress(best) ? one : best), first)
}

function sectionsDone(questionnaire: Questionnaire, { session, isFinished }: FirmSession): number {
  const { sections } = questionnaire
  if (isFinished) return sections.length
  const next = standsAt(questionnaire, session)
  const open = sections.findIndex(({ questions }) => questions.some(({ id }) => id === next))
  return open < 0 ? sections.length : open
}

/** The first question that applies and has no answer. */
export const standsAt = (questionnaire: Questionnaire, session: Session): string | undefined =>
  applicable(questionnaire, valuesOf(session)).find(({ id }) => session.answers[id] === undefined)?.id

const hasStopped = ({ session: { state, movedAt } }: FirmSession, now: number): boolean =>
  state !== 'open' || now - movedAt >= STOPPED_MS

function standing(questionnaire: Questionnaire, unfinished: readonly FirmSession[], now: number): Standing[] {
  const places = Map.groupBy(unfinished, ({ session }) => standsAt(questionnaire, session) ?? '')
  return questionnaire.sections.flatMap(({ id: section, questions }) =>
    questions.flatMap(({ id: question }) => {
      const there = places.get(question) ?? []
      const stopped = there.filter((one) => hasStopped(one, now)).length
      return there.length > 0 ? [{ section, question, firms: there.length, stopped }] : []
    }),
  )
}

/** The same, for whoever may know of groups only. */
export interface ShownFunnel {
  firms: number
  members: number
  started: Shown
  sections: { section: string; firms: Shown }[]
  finished: Shown
  standing: { section: string; question: string; firms: Shown; stopped: Shown }[]
}

export function withoutFew({ firms, members, started, sections, finished, standing }: Funnel): ShownFunnel {
  const [, first = null, ...told] = shownFalling([members, started, ...sections.map((one) => one.firms), finished])
  return {
    firms,
    members,
    started: first,
    sections: sections.map(({ section }, place) => ({ section, firms: told[place] ?? null })),
    finished: told.at(-1) ?? null,
    // How many stand in a section follows from the numbers above, so each section is a whole of its own. Of those who stand
    // there, how many have stopped would part them again.
    standing: [...Map.groupBy(standing, ({ section }) => section).values()].flatMap((own) => {
      const shown = shownOf(own.map((one) => one.firms))
      return own.map(({ section, question }, place) => ({
        section,
        question,
        firms: shown[place] ?? null,
        stopped: null,
      }))
    }),
  }
}
