import { openSessionOf, type SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { dropPhotos, photosOf, wantPhoto } from '#db/photos.ts'
import { arm } from '#db/timers.ts'
import type { Input } from '#engine/dialogue/exchange.ts'
import { PHOTOS_MAX, photoQuestion, photosIn, seatOf } from '#engine/dialogue/session.ts'
import { findQuestionnaire } from '../content/questionnaires/index.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
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

const DAY_MS = 86_400_000
/** As long as what is written in a chat: a photo is looked at when a sensor is set up, and when one asks again. */
const KEPT_MS = 365 * DAY_MS

/**
 * Keeps the photo that has come for its time if an answer names it, and not at all if none does. Others that are kept
 * already may not be named yet: several are sent at once, and each comes in a turn of its own.
 */
export async function tidy(
  tx: Tx,
  { now }: FlowContext,
  key: SessionKey,
  input: Input,
  turn: Turn | undefined,
): Promise<void> {
  if (input.kind !== 'photo') return
  if (!turn || !photosIn(turn.stored.session).includes(input.photoId)) return dropPhotos(tx, [input.photoId])
  const { regionId, firmId } = key
  const payload = { photoId: input.photoId }
  const due = { key: `photo:${input.photoId}`, dueAt: now + KEPT_MS, lane: dialogueLane(key), kind: 'photo-expired' }
  await arm(tx, { ...due, payload, regionId, firmId })
}

export async function photoExpired(tx: Tx, job: InboxRow): Promise<void> {
  await dropPhotos(tx, [(job.payload as { photoId: string }).photoId])
}
