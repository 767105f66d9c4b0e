import { shown } from '#engine/dialogue/lint/branches.ts'
import { type Choice, choicesOf, type Question, type Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { askOf, choiceOf, helpOf, introOf, sectionOf, titleOf, unitOf, whyOf } from '../content/questionnaire-texts.ts'
import { type Reader, sayText } from '../say.ts'

/** A questionnaire to be read from beginning to end: what is asked, when, and what an answer counts. */
export function questionnaireShown(questionnaire: Questionnaire, reader: Reader): string {
  const { id, version, answeredBy, sections } = questionnaire
  const title = sayText(titleOf(questionnaire), reader)
  const who = answeredBy === 'firm' ? 'once for the firm' : 'by each person'
  return [
    `${title} (${id} ${version}, answered ${who})`,
    sayText(introOf(questionnaire), reader),
    ...sections.flatMap((section) => [
      '',
      `# ${sayText(sectionOf(questionnaire, section), reader)}`,
      ...section.questions.flatMap((question) => ['', ...questionLines(questionnaire, question, reader)]),
    ]),
  ].join('\n')
}

function questionLines(questionnaire: Questionnaire, question: Question, reader: Reader): string[] {
  const marks = [
    question.kind,
    ...(question.isRequired ? [] : ['may be skipped']),
    ...(question.sensitivity === 'open' ? [] : [question.sensitivity]),
    ...(question.axes ?? []),
  ]
  return [
    `${question.id}  ${sayText(askOf(questionnaire, question), reader)}  [${marks.join(', ')}]`,
    ...(question.when === undefined ? [] : [`    if ${shown(question.when)}`]),
    `    ? ${sayText(helpOf(questionnaire, question), reader)}`,
    `    > ${sayText(whyOf(questionnaire, question), reader)}`,
    ...choicesOf(question).map((choice, at) => choiceLine(questionnaire, question, choice, at, reader)),
    ...limitLines(question, reader),
  ]
}

function choiceLine(
  questionnaire: Questionnaire,
  question: Question,
  { id, points, isExclusive }: Choice,
  at: number,
  reader: Reader,
): string {
  const label = sayText(choiceOf(questionnaire, question, id), reader)
  const marks = [id, ...(points === undefined ? [] : [`${points} points`]), ...(isExclusive ? ['stands alone'] : [])]
  return `    ${at + 1}. ${label}  (${marks.join(', ')})`
}

function limitLines(question: Question, reader: Reader): string[] {
  switch (question.kind) {
    case 'number':
      return [`    ${question.min} to ${question.max} ${sayText(unitOf(question.unit), reader)}`]
    case 'text': {
      const { lengthMin = 1, lengthMax, shape, startsWith } = question
      const first = startsWith === undefined ? '' : `, the first ${startsWith}`
      return [`    ${lengthMin} to ${lengthMax} ${shape ?? 'characters'}${first}`]
    }
    default:
      return []
  }
}
