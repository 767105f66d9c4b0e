import { type Condition, choicesOf, type Question, type Questionnaire, questionsOf } from '../questionnaire.ts'
import { canHold, namedIn } from '../reach.ts'
import type { Finding } from './finding.ts'

/** Questions nobody is ever asked, and conditions, or parts of them, that decide nothing. */
export function branchFindings(questionnaire: Questionnaire): Finding[] {
  return questionsOf(questionnaire).flatMap((question, at) => {
    if (question.when === undefined) return []
    const misnamed = nameFindings(question, question.when, questionnaire, at)
    return [...misnamed, ...outcomeFindings(question, question.when, questionnaire, misnamed.length > 0)]
  })
}

function nameFindings({ id }: Question, when: Condition, questionnaire: Questionnaire, at: number): Finding[] {
  const questions = questionsOf(questionnaire)
  return namedIn(when).flatMap(({ question: named, is }): Finding[] => {
    const place = questions.findIndex((one) => one.id === named)
    const found = questions[place]
    if (!found) return [{ rule: 'unknown-name', where: id, says: `its condition names ${named}, which is no question` }]
    if (place >= at)
      return [{ rule: 'later-question', where: id, says: `its condition is about ${named}, not asked yet` }]
    const known = choicesOf(found).map((choice) => choice.id)
    return is
      .filter((choice) => !known.includes(choice))
      .map((choice) => ({
        rule: 'unknown-name',
        where: id,
        says: `its condition names ${choice}, no choice of ${named}`,
      }))
  })
}

function outcomeFindings(
  { id }: Question,
  when: Condition,
  questionnaire: Questionnaire,
  isMisnamed: boolean,
): Finding[] {
  if (!canHold(questionnaire, when, id)) return [{ rule: 'unreachable', where: id, says: 'no answers lead to it' }]
  if (!canHold(questionnaire, { not: when }, id))
    return [{ rule: 'always', where: id, says: 'its condition holds whatever is answered: leave it away' }]
  // A part that names nothing was told already.
  if (isMisnamed) return []
  return partsOf(when)
    .filter(({ part, isWanted }) => !canHold(questionnaire, isWanted ? { all: [when, part] } : part, id))
    .map(({ part }) => ({ rule: 'dead-branch', where: id, says: `nothing fulfils ${shown(part)} of its condition` }))
}

interface Part {
  part: Condition
  /** Whether the condition wants it to hold; under a `not` it is enough that it may. */
  isWanted: boolean
}

/** The alternatives of a condition: each has to make a difference. */
function partsOf(condition: Condition, isWanted = true): Part[] {
  if ('all' in condition) return condition.all.flatMap((part) => partsOf(part, isWanted))
  if ('not' in condition) return partsOf(condition.not, !isWanted)
  if ('any' in condition)
    return condition.any.flatMap((part) => [
      ...('question' in part ? [] : [{ part, isWanted }]),
      ...partsOf(part, isWanted),
    ])
  const { question, is } = condition
  return (typeof is === 'string' ? [is] : is).map((choice) => ({ part: { question, is: choice }, isWanted }))
}

/** „s17 is yes and not (s3 is none)“. */
export function shown(condition: Condition): string {
  if ('all' in condition) return condition.all.map(bracketed).join(' and ')
  if ('any' in condition) return condition.any.map(bracketed).join(' or ')
  if ('not' in condition) return `not ${bracketed(condition.not)}`
  return `${condition.question} is ${typeof condition.is === 'string' ? condition.is : condition.is.join(' | ')}`
}

const bracketed = (condition: Condition): string =>
  'all' in condition || 'any' in condition ? `(${shown(condition)})` : shown(condition)
