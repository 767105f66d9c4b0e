import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { questionsOf } from '#engine/dialogue/questionnaire.ts'
import { type Said, walked } from '#engine/dialogue/walk.ts'
import { chance, isAmong } from './chance.ts'
import { PILOT, TELEWORK, WISHES } from './facts.ts'

/** The survey of respondent n of 90: the first 71 are the pilot's firms, the others guests. What is asked beyond the report is made up. */
export function surveyAnswers(
  survey: Questionnaire,
  n: number,
  { s1, s2 }: { s1: string; s2: string },
  otherwise: Record<string, Said> = {},
): Record<string, Said> {
  const is = (count: number, stride: number): boolean => isAmong(n, { count, of: PILOT.respondents, stride })
  const place = (n * 7) % PILOT.respondents
  const isAtResults = n < 14 || (n >= 71 && n <= 81)
  const nthAtResults = n < 14 ? n : n - 57
  const teleworks = is(TELEWORK.survey, 11)
  const ways: Record<string, Said> = {
    ...{ occasion: isAtResults ? 'result' : n >= 14 && n <= 63 ? 'briefing' : 'meanwhile', s1, s2 },
    s3: place < 13 ? 'full' : place < 60 ? 'part' : 'none',
    s4: [...(is(72, 13) ? ['antivirus'] : []), ...(is(50, 17) ? ['firewall'] : []), ...(is(72, 13) ? [] : ['updates'])],
    's4-firewall': n % 9 === 0 ? 'bought' : 'built-in',
    ...{ s5: is(58, 19) ? 'yes' : 'no', s6: is(63, 23) ? 'yes' : 'no', s7: ['what', 'enough'] },
    s8: place < 38 ? 'price' : place < 60 ? 'function' : place < 72 ? 'visit' : 'advice',
    s9: place < 6 ? 'zero' : place < 39 ? 'to-50k' : place < 66 ? 'to-100k' : 'to-300k',
    s10: is(27, 29) ? 'becoming' : is(86, 29) ? 'no' : 'unknown',
    'scs-what': ['checklist'],
    s11: is(30, 31) ? 'strong' : is(73, 31) ? 'some' : 'little',
    ...{ s12: is(71, 37) ? ['stop'] : ['leak'], s13: is(29, 41) ? 'yes' : 'no', s14: is(71, 37) ? ['stop'] : ['leak'] },
    s15: is(44, 43) ? 'yes' : 'no',
    s16: is(29, 43) ? 'unknown' : is(34, 43) ? 'high' : is(36, 43) ? 'fair' : 'put-off',
    s17: teleworks ? 'yes' : 'no',
    s18: ['what'],
    s19: is(10, 11) ? ['leak'] : ['virus'],
    t1: is(TELEWORK.answered, 11) ? (n % 2 === 0 ? 'told' : 'untold') : 'put-off',
    t2: is(TELEWORK.answered, 11) ? ['home'] : 'put-off',
    e1: nthAtResults < 9 ? 'very' : nthAtResults < 20 ? 'rather' : 'hardly',
    e2: nthAtResults < 8 ? 'very' : nthAtResults < 21 ? 'rather' : 'hardly',
  }
  return walked(survey, (question, choices) => otherwise[question] ?? ways[question] ?? choices.at(-1) ?? '')
}

/** What the first 14, who came to the report meetings, had said at a briefing (架空). */
export const earlierAnswers = (survey: Questionnaire, n: number, firm: { s1: string; s2: string }) =>
  surveyAnswers(survey, n, firm, { occasion: 'briefing', s5: n < 5 ? 'yes' : 'no', s11: n < 8 ? 'some' : 'little' })

/** How likely an item of a field is in place, so that the fields that the report calls strong and weak are so. */
const IN_PLACE: Readonly<Record<string, number>> = {
  ...{ disposal: 0.85, facility: 0.8, rules: 0.8, incident: 0.2, clarity: 0.2, internet: 0.25 },
}

export function officeAnswers(office: Questionnaire, n: number): Record<string, Said> {
  const roll = chance(2020 + n)
  const axisOf = new Map(questionsOf(office).map(({ id, axes }) => [id, axes?.[0] ?? '']))
  const wishes = isAmong(n, { count: WISHES.securityAction, of: PILOT.started, stride: 13 })
  const ways: Record<string, string> = {
    'b-telework': isAmong(n, { count: TELEWORK.diagnosis, of: PILOT.started, stride: 17 }) ? 'yes' : 'no',
    'b-wish': wishes ? (n % 3 === 0 ? 'two' : 'one') : 'none',
  }
  return walked(office, (question, choices) => {
    const way = ways[question]
    if (way !== undefined) return way
    if (!choices.includes('done')) return choices[Math.floor(roll() * choices.length)] ?? ''
    const odds = IN_PLACE[axisOf.get(question) ?? ''] ?? 0.55
    const rolled = roll()
    return rolled < odds ? 'done' : rolled < odds + (1 - odds) / 2 ? 'part' : 'not'
  })
}
