import { lastFinished, noteSheetsRead, type StoredSession } from '#db/dialogues.ts'
import { enter } from '#db/door.ts'
import type { Role } from '#engine/enrolment.ts'
import type { Option } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { resultOfSession } from '../dialogue/result.ts'
import { resultParts } from '../dialogue/result-message.ts'
import { linkParts } from '../dialogue/sheet.ts'
import { listOption } from '../todo/messages.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'

const OWN_RESULT: Option = { label: { key: 'result.button.telework' }, token: 'say:own-result' }

/** 結果: the firm's newest diagnosis, or one's own of work at home, whole. */
export async function showResult(talk: Talk, { isOwn }: { isOwn: boolean }): Promise<void> {
  const { person, firms, tx, app } = talk
  if (!person || firms.length === 0) return introduce(talk)
  const found: Found[] = []
  for (const firm of firms) found.push(await resultsOf(talk, firm, person.personId))
  for (const { firmId, isLeader, office, own } of found) {
    const shown = isOwn ? own : (office ?? own)
    if (!shown) talk.say({ key: isLeader || isOwn ? 'result.not-yet' : 'result.for-leaders' })
    else talk.show(...resultParts(await resultOfSession(tx, shown), linkParts(shown, app)))
    await enter(tx, { kind: 'system' })
    await noteSheetsRead(tx, { firmId, personId: person.personId, at: app.now })
  }
  const options = nextOf(found, isOwn)
  if (options.length > 0) talk.ask({ key: 'result.next' }, options)
}

interface Found {
  firmId: string
  isLeader: boolean
  office: StoredSession | undefined
  /** Where each person is asked for themselves, nobody sees another's. */
  own: StoredSession | undefined
}

async function resultsOf(
  { tx }: Talk,
  { regionId, firmId, role }: { regionId: string; firmId: string; role: Role },
  personId: string,
): Promise<Found> {
  return {
    firmId,
    office: readsFirmResult(role)
      ? await lastFinished(tx, { regionId, firmId, questionnaire: 'office', personId: '' })
      : undefined,
    isLeader: readsFirmResult(role),
    own: await lastFinished(tx, { regionId, firmId, questionnaire: 'telework', personId }),
  }
}

function nextOf(found: readonly Found[], isOwn: boolean): Option[] {
  const [only, ...others] = found
  const hasAny = found.some(({ office, own }) => office || own)
  const hasBoth = found.some(({ office, own }) => office && own)
  return [
    ...(hasAny ? [listOption(others.length === 0 ? only?.firmId : undefined)] : []),
    ...(hasBoth && !isOwn ? [OWN_RESULT] : []),
  ]
}
