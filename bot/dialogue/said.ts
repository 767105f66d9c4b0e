import type { Said } from '#engine/dialogue/exchange.ts'
import { choicesOf, type Questionnaire } from '#engine/dialogue/questionnaire.ts'
import type { Place } from '#engine/dialogue/session.ts'
import type { Option, Part, Text } from '#engine/message.ts'
import { choiceOf, helpOf, introOf, sectionOf, titleOf, whyOf } from '../content/questionnaire-texts.ts'
import { answerText, asking, limitsOf } from './ask.ts'
import { reopenToken } from './tokens.ts'

/** What is said back, in one message: a reply costs nothing, and two messages would be read as two matters. */
export function saying(
  questionnaire: Questionnaire,
  says: readonly Said[],
  mark: string,
): { parts: Part[]; asked: Option[] } {
  const parts: Part[] = []
  let options: Option[] = []
  for (const said of says) {
    if (said.kind === 'ask') {
      if (said.is === 'first') parts.push({ kind: 'paragraph', text: introOf(questionnaire) })
      const asked = asking(questionnaire, said, mark)
      parts.push(...asked.parts)
      options = [...options, ...asked.options]
      continue
    }
    parts.push(...textsOf(questionnaire, said).map((text): Part => ({ kind: 'paragraph', text })))
    if (said.kind === 'answered-by-other')
      options.push({ label: { key: 'dialogue.button.reopen' }, token: reopenToken(mark, said.question.id) })
  }
  return { parts, asked: options }
}

function textsOf(questionnaire: Questionnaire, said: Exclude<Said, { kind: 'ask' }>): Text[] {
  const title = titleOf(questionnaire)
  switch (said.kind) {
    case 'noted':
    case 'corrected':
      return [
        { key: `dialogue.${said.kind}`, params: { answer: answerText(questionnaire, said.question, said.value) } },
      ]
    case 'not-understood':
      return notUnderstood(said)
    case 'refused':
      return [refusal(questionnaire, said)]
    case 'answered-by-other':
      return [
        {
          key: 'dialogue.answered-by-other',
          params: { who: said.name, answer: answerText(questionnaire, said.question, said.value) },
        },
      ]
    case 'photo-taken':
      return [{ key: 'dialogue.photo-taken', params: { count: said.count } }]
    case 'photo-refused':
      return [{ key: `dialogue.photo-refused.${said.reason}` }]
    case 'help':
      return [helpOf(questionnaire, said.question)]
    case 'why':
      return [whyOf(questionnaire, said.question)]
    case 'where':
      return [where(questionnaire, said.place)]
    case 'media':
      return [{ key: `dialogue.media.${said.media}` }]
    case 'paused':
    case 'nudge':
    case 'rest':
      return [{ key: `dialogue.${said.kind}`, params: { title, left: said.left } }]
    case 'finished':
      return [{ key: 'dialogue.finished', params: { title } }]
    default:
      return [{ key: `dialogue.${said.kind}` }]
  }
}

const EXAMPLES = { number: 'number', text: 'text', moment: 'moment', photo: 'photo' } as const

function notUnderstood({ question, how }: Extract<Said, { kind: 'not-understood' }>): Text[] {
  const plain: Text = { key: 'dialogue.not-understood.plain' }
  if (how !== 'example') return [how === 'plain' ? plain : { key: `dialogue.not-understood.${how}` }]
  const kind = question.kind in EXAMPLES ? EXAMPLES[question.kind as keyof typeof EXAMPLES] : 'choice'
  return [plain, { key: `dialogue.not-understood.example-${kind}` }]
}

export function refusal(
  questionnaire: Questionnaire,
  { reason, question }: Pick<Extract<Said, { kind: 'refused' }>, 'reason' | 'question'>,
): Text {
  const key = `dialogue.refused.${reason}`
  if (question.kind === 'number') return { key, params: limitsOf(question) }
  if (question.kind === 'text') return { key, params: { max: question.lengthMax } }
  const exclusive = choicesOf(question).find(({ isExclusive }) => isExclusive)
  return exclusive ? { key, params: { exclusive: choiceOf(questionnaire, question, exclusive.id) } } : { key }
}

const BAR = 10

function where(questionnaire: Questionnaire, { section, number, total, answered, all }: Place): Text {
  const full = all === 0 ? BAR : Math.round((answered / all) * BAR)
  const bar = '■'.repeat(full) + '□'.repeat(BAR - full)
  return {
    key: 'dialogue.where',
    params: { section: sectionOf(questionnaire, { id: section }), number, total, bar, answered, all },
  }
}
