import { lastFinished } from '#db/dialogues.ts'
import { enter } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { responsibilityOf } from '#db/responsibilities.ts'
import { sensorsOf } from '#db/sensors.ts'
import { type Part, paragraph } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { watchOf } from '#engine/watch.ts'
import { type FirmResult, resultOfSession } from '../dialogue/result.ts'
import { firstMeasures, goalTexts, weakTexts } from '../dialogue/result-message.ts'
import { linkParts } from '../dialogue/sheet.ts'
import { formToken } from '../dialogue/tokens.ts'
import { noticesAndCases } from './firm-standing.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** なにを, どこまで, 大丈夫？: one question each, answered for this very firm at any time. */
export type Concern = 'what' | 'goal' | 'safe'

export async function answer(talk: Talk, concern: Concern): Promise<void> {
  if (talk.firms.length === 0) return introduce(talk)
  const isOneOfSeveral = talk.firms.length > 1
  for (const { regionId, firmId, role } of talk.firms) {
    const heading = { key: `result.${concern}.heading` }
    const name = isOneOfSeveral ? ((await findFirm(talk.tx, firmId))?.name ?? '') : ''
    const named = { key: 'result.of-firm', params: { about: heading, firm: name } }
    talk.show({ kind: 'heading', text: isOneOfSeveral ? named : heading })
    const done = await lastFinished(talk.tx, { regionId, firmId, questionnaire: 'office', personId: '' })
    if (concern === 'safe') talk.show(...(await safeParts(talk, firmId)))
    if (!readsFirmResult(role)) talk.say({ key: 'result.for-leaders' })
    else if (!done) talk.show(...howToBegin(firmId))
    else {
      const parts = partsAbout(concern, await resultOfSession(talk.tx, done))
      const [, ...links] = linkParts(done, talk.app)
      talk.show(...parts, ...links.slice(0, 1))
    }
    await enter(talk.tx, { kind: 'system' })
  }
}

/** Without a finished diagnosis there is nothing to say but how to begin: one tap. */
const howToBegin = (firmId: string): Part[] => [
  paragraph({ key: 'result.not-yet' }),
  {
    kind: 'choice',
    lasts: 'durable',
    options: [{ label: { key: 'dialogue.button.begin' }, token: formToken('office', 'begin', firmId) }],
  },
]

function partsAbout(concern: Concern, { questionnaire, result }: FirmResult): Part[] {
  switch (concern) {
    case 'what':
      return [...weakTexts(questionnaire, result).map(paragraph), ...firstMeasures(questionnaire, result.proposals)]
    case 'goal':
      return [
        paragraph({ key: 'result.points', params: { points: result.score.points, max: result.score.max } }),
        ...goalTexts(questionnaire, result).map(paragraph),
      ]
    case 'safe':
      return [...firstMeasures(questionnaire, result.proposals)]
  }
}

/** What waits for an answer, what we look into, and whether we hear what there is to hear. */
async function safeParts(talk: Talk, firmId: string): Promise<Part[]> {
  const hasResponsible = (await responsibilityOf(talk.tx, firmId)) !== undefined
  const watch = watchOf(await sensorsOf(talk.tx, firmId), hasResponsible)
  return [...(await noticesAndCases(talk.tx, firmId)), paragraph({ key: `converse.safe.${watch}` })]
}
