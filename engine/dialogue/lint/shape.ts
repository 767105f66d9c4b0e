import { type Choice, choicesOf, type Question, type Questionnaire, questionsOf } from '../questionnaire.ts'
import type { Finding, Rule } from './finding.ts'

/**
 * LINE shows 13 quick replies. Four are for words that always work (back, later, what is this, a person), and one more
 * where several may be chosen (that is all); and the digits 1–9 are what can be typed for a choice.
 */
export const CHOICES_MAX = { one: 9, several: 8 }
/** The points an item of the self-check may have. */
export const POINTS = { min: -1, max: 4 }
const ID = /^[a-z0-9-]{1,12}$/

/** What can be wrong with questions and choices by themselves. */
export function shapeFindings(questionnaire: Questionnaire): Finding[] {
  const questions = questionsOf(questionnaire)
  return [
    ...repeated([...questions.map(({ id }) => id)]).map(finding('id', 'two questions have this id')),
    ...repeated(questionnaire.sections.map(({ id }) => id)).map(finding('id', 'two sections have this id')),
    ...questions.flatMap((question) => [
      ...idFindings(question),
      ...choiceFindings(question),
      ...pointFindings(question),
      ...boundFindings(question),
    ]),
  ]
}

const finding =
  (rule: Rule, says: string) =>
  (where: string): Finding => ({ rule, where, says })

const repeated = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]

function idFindings(question: Question): Finding[] {
  const ids = choicesOf(question).map(({ id }) => id)
  const unfit = 'an id has at most 12 characters of a-z, 0-9 and -, for buttons carry it'
  return [
    ...(ID.test(question.id) ? [] : [finding('id', unfit)(question.id)]),
    ...ids.filter((id) => !ID.test(id)).map((id) => finding('id', `${id}: ${unfit}`)(question.id)),
    ...repeated(ids).map((id) => finding('id', `two choices are called ${id}`)(question.id)),
  ]
}

function choiceFindings(question: Question): Finding[] {
  if (question.kind === 'yes-no' || !('choices' in question)) return []
  const { id, choices } = question
  const max = question.kind === 'multi' ? CHOICES_MAX.several : CHOICES_MAX.one
  return [
    ...(choices.length > max
      ? [
          finding(
            'too-many-choices',
            `${choices.length} choices; LINE has room for ${max} beside the words that always work`,
          )(id),
        ]
      : []),
    ...(choices.filter(({ isExclusive }) => !isExclusive).length < 2
      ? [finding('too-few-choices', 'there is nothing to choose between')(id)]
      : []),
    ...exclusiveFindings(question, choices),
  ]
}

/** Who may choose several must also be able to say „none of these“, and that goes with nothing else. */
function exclusiveFindings({ id, kind }: Question, choices: readonly Choice[]): Finding[] {
  const wrong = (says: string): Finding[] => [finding('exclusive-choice', says)(id)]
  const exclusive = choices.filter(({ isExclusive }) => isExclusive === true)
  if (kind !== 'multi') return exclusive.length > 0 ? wrong('only one can be chosen: none need exclude the others') : []
  const beside = choices.filter(({ isUnknown, isExclusive }) => isUnknown === true && !isExclusive)
  return [
    ...(exclusive.length === 0 ? wrong('no choice stands alone: „none of these“ cannot be said') : []),
    ...beside.flatMap((choice) => wrong(`${choice.id} can be chosen together with what is known`)),
  ]
}

function pointFindings(question: Question): Finding[] {
  const choices = choicesOf(question)
  const scored = choices.filter(({ points }) => points !== undefined)
  const isOnAxes = (question.axes ?? []).length > 0
  const wrong = (says: string): Finding => finding('points', says)(question.id)
  return [
    ...scored
      .filter(({ points = 0 }) => !Number.isInteger(points) || points < POINTS.min || points > POINTS.max)
      .map(({ id, points }) => wrong(`${id} has ${points} points; ${POINTS.min} to ${POINTS.max} are possible`)),
    ...(scored.length > 0 && scored.length < choices.length
      ? [wrong('some of its choices have points, others not')]
      : []),
    ...(scored.length > 0 && !isOnAxes ? [wrong('it has points, but no axis they count on')] : []),
    ...(scored.length === 0 && isOnAxes ? [wrong('it is on an axis, but has no points')] : []),
  ]
}

function boundFindings(question: Question): Finding[] {
  const wrong = (says: string): Finding[] => [finding('bounds', says)(question.id)]
  switch (question.kind) {
    case 'number':
      return question.min < question.max ? [] : wrong('its least number is not less than its greatest')
    case 'text': {
      const { lengthMin = 1, lengthMax, shape, startsWith = '' } = question
      const isDigits = shape !== 'digits' || /^\d*$/.test(startsWith)
      return lengthMin >= 1 && lengthMin <= lengthMax && startsWith.length <= lengthMax && isDigits
        ? []
        : wrong('no text fits its length and shape')
    }
    default:
      return []
  }
}
