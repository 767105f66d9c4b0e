import type { Choice, Question } from '#engine/dialogue/questionnaire.ts'

/** What several questionnaires have in common. */

type Points = { done: number; part: number; not: number; unknown: number }

/** The official points of the self-check. */
export const FULL: Points = { done: 4, part: 2, not: 0, unknown: -1 }
/** For an item that is one of two halves. */
export const HALF: Points = { done: 2, part: 1, not: 0, unknown: -1 }

/** How a measure stands. `unused` comes last, so that the other four keep their numbers in every question. */
function standing({ done, part, not, unknown }: Points): Choice[] {
  return [
    { id: 'done', points: done },
    { id: 'part', points: part },
    { id: 'not', points: not },
    { id: 'unknown', points: unknown, isUnknown: true },
  ]
}

/** A measure that is asked for and scored. */
export function measure(id: string, axis: string, topic: string, points = FULL): Question {
  return { id, kind: 'single', isRequired: true, sensitivity: 'open', axes: [axis], topic, choices: standing(points) }
}

/** The same about something that a firm may not have: not to use it counts as done. */
export function measureIfUsed(id: string, axis: string, topic: string): Question {
  const choices = [...standing(FULL), { id: 'unused', points: FULL.done }]
  return { id, kind: 'single', isRequired: true, sensitivity: 'open', axes: [axis], topic, choices }
}

/** Choices that say nothing but their names. */
export const choices = (...ids: string[]): Choice[] => ids.map((id) => ({ id }))

export const UNKNOWN: Choice = { id: 'unknown', isUnknown: true }
/** Where several may be chosen, this one stands alone. */
export const UNKNOWN_ALONE: Choice = { id: 'unknown', isUnknown: true, isExclusive: true }
export const NONE_ALONE: Choice = { id: 'none', isExclusive: true }
