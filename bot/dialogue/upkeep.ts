import { finishedOf, type SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { questionsOf } from '#engine/dialogue/questionnaire.ts'
import type { Session } from '#engine/dialogue/session.ts'
import { fallenOff, lastOfEachMonth, type Upkeep, upkeepOf } from '#engine/dialogue/upkeep.ts'
import type { Option, Param, Part, Text } from '#engine/message.ts'
import { OPERATION, UPKEEP } from '../content/questionnaires/operation.ts'
import { answerText } from './ask.ts'

const MONTHS = 12

type Place = Pick<SessionKey, 'regionId' | 'firmId'>
type Check = Awaited<ReturnType<typeof finishedOf>>[number]

export const isMonthly = ({ questionnaire }: { questionnaire: string }): boolean => questionnaire === OPERATION.id

/** The answer of each of the last months, the newest first. */
export async function monthsOf(tx: Tx, { regionId, firmId }: Place, timezone: string): Promise<Check[]> {
  const finished = await finishedOf(tx, { regionId, firmId, personId: '', questionnaire: OPERATION.id })
  return lastOfEachMonth(finished, timezone).slice(0, MONTHS)
}

export function chosenOf({ answers }: Pick<Session, 'answers'>): Record<string, string> {
  const chosen = Object.entries(answers).map(([id, { value }]) => [id, value.kind === 'choice' ? value.choice : ''])
  return Object.fromEntries(chosen)
}

export const upkeepIn = (session: Session): Upkeep => upkeepOf(chosenOf(session), UPKEEP)

/** What was answered month by month: whether a firm keeps its protection up shows only over time. */
export function historyParts(months: readonly Check[]): Part[] {
  if (months.length === 0) return []
  const rows = months.map(({ finishedAt, session }) => {
    const params: Record<string, Param> = { upkept: standingText(session) }
    for (const question of questionsOf(OPERATION)) {
      const answer = session.answers[question.id]
      if (answer) params[question.id] = answerText(OPERATION, question, answer.value)
    }
    return { label: dayText(finishedAt), value: { key: 'dialogue.upkeep.answers', params } }
  })
  return [
    { kind: 'heading', text: { key: 'dialogue.upkeep.heading' } },
    { kind: 'facts', rows },
  ]
}

/** The same in a word a month, for the desk. */
export function standingParts(months: readonly Check[]): Part[] {
  if (months.length === 0) return []
  const rows = months.map(({ finishedAt, session }) => ({ label: dayText(finishedAt), value: standingText(session) }))
  return [
    { kind: 'paragraph', text: { key: 'dialogue.upkeep.heading' } },
    { kind: 'facts', rows },
  ]
}

const dayText = (at: number): Text => ({ key: 'dialogue.upkeep.at', params: { at: { at, show: 'date' } } })
const standingText = (session: Session): Text => ({ key: `dialogue.upkeep.standing.${upkeepIn(session)}` })

const HUMAN: Option = { label: { key: 'dialogue.button.human' }, token: 'say:consult' }

/** How a check ends: what is amiss now, a person to talk to where something has fallen off, and the months so far. */
export async function afterCheck(tx: Tx, place: Place, timezone: string): Promise<{ parts: Part[]; asked: Option[] }> {
  const months = await monthsOf(tx, place, timezone)
  const [now, before] = months.map(({ session }) => chosenOf(session))
  const hasFallenOff = now && before ? fallenOff(before, now, UPKEEP).length > 0 : false
  const warnings: Text[] = [
    ...(now?.box === 'off' ? [{ key: 'dialogue.upkeep.box-off' }] : []),
    ...(hasFallenOff ? [{ key: 'dialogue.upkeep.fallen-off' }] : []),
  ]
  return {
    parts: [...warnings.map((text): Part => ({ kind: 'paragraph', text })), ...historyParts(months)],
    asked: hasFallenOff ? [HUMAN] : [],
  }
}
