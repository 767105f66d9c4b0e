import { openSessionOf, type SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { dropPhotos, photosOf, wantPhoto } from '#db/photos.ts'
import type { Input } from '#engine/dialogue/exchange.ts'
import { PHOTOS_MAX, photoQuestion, photosIn, seatOf } from '#engine/dialogue/session.ts'
import { findQuestionnaire } from '../content/questionnaires/index.ts'
import type { FlowContext } from '../flow.ts'
import { keepForItsTime } from '../photo-life.ts'
import { markOf } from './tokens.ts'
import { type DialogueInput, dialogueLane, type Turn } from './work.ts'

/**
 * A photo that is meant for a question is wanted from now on, and said nothing of until it is here. Otherwise what is
 * to be said to its session instead.
 */
export async function wanting(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  said: DialogueInput,
): Promise<Input | 'wanted'> {
  const { input, messageId } = said
  if (input.kind !== 'media' || input.media !== 'photo' || messageId === undefined) return input
  const open = await openSessionOf(tx, key)
  const questionnaire = open && findQuestionnaire(open.session.questionnaire, open.session.version)
  const question = questionnaire && photoQuestion(questionnaire, open.session, said.by)
  if (!question) return input
  const { id, session } = open
  const isAnew = seatOf(session, said.by).reopened === question.id
  const own = (await photosOf(tx, id)).filter((one) => one.question === question.id)
  if (own.filter(({ state }) => state === 'wanted' || !isAnew).length >= PHOTOS_MAX)
    return { kind: 'photo-refused', reason: 'enough' }
  await wantPhoto(tx, {
    ...{ id: app.newId('photo'), regionId: key.regionId, firmId: key.firmId, sessionId: id, question: question.id },
    ...{ account: `${said.by.platform}:${said.by.account}`, messageId, said: { ...said, mark: markOf(id) } },
  })
  return 'wanted'
}

/**
 * Keeps the photo that has come for its time if an answer names it, and not at all if none does. Others that are kept
 * already may not be named yet: several are sent at once, and each comes in a turn of its own.
 */
export async function tidy(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  input: Input,
  turn: Turn | undefined,
): Promise<void> {
  if (input.kind !== 'photo') return
  const { photoId } = input
  if (!turn || !photosIn(turn.stored.session).includes(photoId)) return dropPhotos(tx, [photoId])
  const { regionId, firmId } = key
  await keepForItsTime(tx, app, { photoId, lane: dialogueLane(key), regionId, firmId })
}
