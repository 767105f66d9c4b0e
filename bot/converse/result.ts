import { lastFinished } from '#db/dialogues.ts'
import { enter } from '#db/door.ts'
import { resultOfSession } from '../dialogue/result.ts'
import { resultParts } from '../dialogue/result-message.ts'
import { linkParts } from '../dialogue/sheet.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

/** 結果, なにを, 大丈夫？: the firm's newest diagnosis, in one answer. */
export async function showResult(talk: Talk): Promise<void> {
  if (talk.firms.length === 0) return introduce(talk)
  for (const { regionId, firmId } of talk.firms) {
    const done = await lastFinished(talk.tx, { regionId, firmId, questionnaire: 'office', personId: '' })
    if (!done) talk.say({ key: 'result.not-yet' })
    else talk.show(...resultParts(await resultOfSession(talk.tx, done), linkParts(done, talk.app)))
    await enter(talk.tx, { kind: 'system' })
  }
}
