import { finishedOf } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import type { Region } from '#db/regions.ts'
import { questionsOf } from '#engine/dialogue/questionnaire.ts'
import { lastOfEachMonth } from '#engine/dialogue/upkeep.ts'
import type { Param, Part, Text } from '#engine/message.ts'
import { OPERATION } from '../content/questionnaires/operation.ts'
import { answerText } from './ask.ts'
import type { Turn } from './work.ts'

const MONTHS = 12

/** What was answered in each of the last months: whether a firm keeps its protection up shows only over time. */
export async function upkeepParts(tx: Tx, { stored }: Turn, { timezone }: Region): Promise<Part[]> {
  if (stored.session.questionnaire !== OPERATION.id) return []
  const { regionId, firmId, personId } = stored
  const finished = await finishedOf(tx, { regionId, firmId, personId, questionnaire: OPERATION.id })
  const months = lastOfEachMonth(finished, timezone).slice(0, MONTHS)
  const rows = months.map(({ finishedAt, session: { answers } }) => {
    const params: Record<string, Param> = {}
    for (const question of questionsOf(OPERATION)) {
      const answer = answers[question.id]
      if (answer) params[question.id] = answerText(OPERATION, question, answer.value)
    }
    const label: Text = { key: 'dialogue.upkeep.at', params: { at: { at: finishedAt, show: 'date' } } }
    return { label, value: { key: 'dialogue.upkeep.answers', params } }
  })
  const { box } = stored.session.answers
  const isDark = box?.value.kind === 'choice' && box.value.choice === 'off'
  return [
    ...(isDark ? [{ kind: 'paragraph', text: { key: 'dialogue.upkeep.box-off' } } as const] : []),
    { kind: 'heading', text: { key: 'dialogue.upkeep.heading' } },
    { kind: 'facts', rows },
  ]
}
