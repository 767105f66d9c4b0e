import type { Participant } from '#engine/diagnosis/groups.ts'
import { scoreOf } from '#engine/diagnosis/score.ts'
import { type Questionnaire, questionsOf } from '#engine/dialogue/questionnaire.ts'
import { valuesOf } from '#engine/dialogue/session.ts'
import { chance, sessionFor, walked } from './answered.ts'

/** How likely an item of an axis was in place in the pilot. */
export const PILOT_OFFICE: Readonly<Record<string, number>> = {
  ...{ disposal: 0.85, facility: 0.8, rules: 0.8 },
  ...{ incident: 0.2, clarity: 0.2, internet: 0.25 },
}
export const PILOT_HOME: Readonly<Record<string, number>> = { clarity: 0.2, wireless: 0.25, router: 0.15, device: 0.9 }

/** 71 firms, each of whose items is in place with the chance of its axis. */
export function pilotRegion(questionnaire: Questionnaire, chances: Readonly<Record<string, number>>): Participant[] {
  const roll = chance(2020)
  const axisOf = new Map(questionsOf(questionnaire).map(({ id, axes }) => [id, axes?.[0] ?? '']))
  return Array.from({ length: 71 }, (_, n) => {
    const said = walked(questionnaire, (question, choices) => {
      if (!choices.includes('done')) return choices[0] ?? ''
      const odds = chances[axisOf.get(question) ?? ''] ?? 0.55
      const rolled = roll()
      return rolled < odds ? 'done' : rolled < odds + (1 - odds) / 2 ? 'part' : 'not'
    })
    const score = scoreOf(questionnaire, valuesOf(sessionFor(questionnaire, said)))
    return { firmId: `firm-${n}`, industry: ['製造業', 'サービス業', '建設業'][n % 3] ?? null, score }
  })
}
