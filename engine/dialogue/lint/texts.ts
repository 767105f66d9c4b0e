import { folded, numberTyped } from '../../chat.ts'
import { choicesOf, type Question, type Questionnaire, questionsOf } from '../questionnaire.ts'
import type { Finding, Slot, Wording } from './finding.ts'

/** LINE cuts a quick reply's label at 20 UTF-16 units; `short` stands where no more room is either. */
export const LABEL_MAX = 20

export function textFindings(questionnaire: Questionnaire, wording: Wording): Finding[] {
  return [
    ...slotsOf(questionnaire).flatMap((slot) => slotFindings(slot, wording)),
    ...questionsOf(questionnaire).flatMap((question) => wordFindings(question, wording)),
  ]
}

/** Every sentence the questionnaire needs. */
export function slotsOf(questionnaire: Questionnaire): Slot[] {
  return [
    { kind: 'title' },
    { kind: 'intro' },
    ...questionnaire.sections.map(({ id }): Slot => ({ kind: 'section', section: id })),
    ...questionsOf(questionnaire).flatMap((question): Slot[] => [
      ...(['ask', 'short', 'help', 'why'] as const).map((kind) => ({ kind, question })),
      ...choicesOf(question).map(({ id }): Slot => ({ kind: 'choice', question, choice: id })),
      ...(question.kind === 'number' ? [{ kind: 'unit', question, unit: question.unit } as const] : []),
    ]),
  ]
}

function slotFindings(slot: Slot, { locale, said, faultsIn }: Wording): Finding[] {
  const [where, what] = [placeOf(slot), nameOf(slot)]
  const text = said(slot)
  if (text === undefined || text.trim() === '')
    return [{ rule: 'missing-text', where, says: `${what} has no text in ${locale}` }]
  const isLabel = slot.kind === 'choice' || slot.kind === 'short'
  return [
    ...(isLabel && text.length > LABEL_MAX
      ? [
          {
            rule: 'too-long',
            where,
            says: `${what} in ${locale}: “${text}” is ${text.length} long, of ${LABEL_MAX}`,
          } as const,
        ]
      : []),
    ...faultsIn(text).map((fault): Finding => ({ rule: 'not-plain', where, says: `${what} in ${locale}: ${fault}` })),
  ]
}

const placeOf = (slot: Slot): string =>
  'question' in slot ? slot.question.id : slot.kind === 'section' ? slot.section : ''
const nameOf = (slot: Slot): string =>
  slot.kind === 'choice' ? `choice ${slot.choice}` : slot.kind === 'unit' ? `unit ${slot.unit}` : slot.kind

/** What is typed means one answer: not two, not the number of another, not a word that always works. */
function wordFindings(question: Question, { locale, words, reserved }: Wording): Finding[] {
  const taken = new Map<string, string>(reserved.map((word) => [folded(word), 'a word that always works']))
  return choicesOf(question).flatMap(({ id }, at) =>
    [...new Set(words(question, id).map((word) => folded(word) || word))].flatMap((word): Finding[] => {
      const number = numberTyped(word)
      const meaning = number !== undefined && number !== at + 1 ? `choice number ${number}` : taken.get(word)
      taken.set(word, `choice ${id}`)
      if (meaning === undefined) return []
      return [
        { rule: 'ambiguous-words', where: question.id, says: `“${word}” (${locale}) means ${id}, and ${meaning}` },
      ]
    }),
  )
}
