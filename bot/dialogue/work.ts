import type { Platform } from '#adapters/adapter.ts'
import { lastFinished, openSessionOf, type SessionKey, type StoredSession, saveSession } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { type NewInboxRow, receive } from '#db/inbox.ts'
import { dropPhotos } from '#db/photos.ts'
import { findRegion, loadRules, type Region } from '#db/regions.ts'
import type { Input, Said } from '#engine/dialogue/exchange.ts'
import { pathOf } from '#engine/dialogue/migration.ts'
import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import {
  apply,
  isOfFirm,
  NOT_STARTED,
  photosIn,
  type Respondent,
  type Session,
  type SessionEvent,
} from '#engine/dialogue/session.ts'
import { step } from '#engine/dialogue/step.ts'
import { monthOf } from '#engine/dialogue/upkeep.ts'
import type { Option } from '#engine/message.ts'
import { rulesFrom } from '#engine/region-rules.ts'
import { currentOf, findQuestionnaire, isDraft, MIGRATIONS } from '../content/questionnaires/index.ts'
import type { FlowContext } from '../flow.ts'
import { beginRow } from '../order/begin.ts'
import { listenerFor } from './listener.ts'
import { handOnResponsible } from './responsible.ts'
import { isScored, keepScore } from './scores.ts'
import { markOf } from './tokens.ts'
import { isMonthly } from './upkeep.ts'

/** Somebody's word in a questionnaire, as the chat, a form or a timer hands it on; authority was checked there. */
export interface DialogueInput {
  questionnaire: string
  /** Whose answers where each person fills their own; '' where they are the firm's. */
  personId: string
  by: Respondent & { platform: Platform; account: string; userId: string }
  input: Input
  /** Of the session that a button belongs to; without it the one that is open. */
  mark?: string
  /** A finished questionnaire is begun anew. */
  isAnew?: boolean
  /** A password was typed and masked: it is said so. */
  hadSecret?: boolean
  /** Which reminder this is, of those a timer sends. */
  nth?: number
  /** By which typed words are found again when they are taken back. */
  messageId?: string
  /** The way back to the questionnaire that this one came between. */
  resume?: Option
  replyToken?: string
  /** Epoch ms. */
  replyUntil?: number
}

export const dialogueLane = ({ firmId, questionnaire, personId }: SessionKey): string =>
  `dialogue:${firmId}:${questionnaire}:${personId}`

/** One transaction's work on one session: what it was, what happens to it, and what is said of that. */
export interface Turn {
  stored: StoredSession
  questionnaire: Questionnaire
  events: SessionEvent[]
  says: Said[]
}

/** Loads, lets the engine decide, saves. Undefined when there is nothing that this input could be about. */
export async function takeTurn(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  region: Region,
  said: DialogueInput,
): Promise<Turn | undefined> {
  const open = (await openSessionOf(tx, key)) ?? (await toCorrect(tx, key, said))
  if (!open && !(await mayBegin(tx, app, key, region, said))) return undefined
  const isOld = open && said.mark !== undefined && said.mark !== markOf(open.id)
  const input: Input = isOld ? { kind: 'begin' } : said.input
  const before = open ?? newSession(app, key)
  const isLeftOver = isMonthly(key) && isOfOtherMonth(before.startedAt, app, region)
  const asked = await questionnaireFor(tx, key)
  const ready = open ? prepared(before, asked, said, app) : started(before, asked, said, app)
  const { stored, events } = isLeftOver ? emptied(ready, said, app) : ready
  const questionnaire = findQuestionnaire(stored.session.questionnaire, stored.session.version)
  if (!questionnaire)
    throw new Error(`${stored.id} is of ${key.questionnaire} ${stored.session.version}, which is not there`)
  const turn = step(questionnaire, stored.session, input, respondent(said), listenerFor(questionnaire, region, app.now))
  const stepped = turn.events.map((event) => withMessage(event, said))
  const finishedAt = turn.session.state === 'finished' ? (stored.finishedAt ?? app.now) : null
  const after = { ...stored, session: turn.session, finishedAt }
  const all = [...events, ...stepped]
  await saveSession(tx, after, all)
  await dropPhotos(tx, namedNoLonger(before.session, turn.session))
  if (finishedAt !== null && isScored(questionnaire)) await keepScore(tx, after)
  if (questionnaire.id === 'office' && turn.events.some(({ kind }) => kind === 'finished'))
    await handOnResponsible(tx, after, respondent(said), app.now)
  if (questionnaire.id === 'setup' && turn.events.some(({ kind }) => kind === 'finished'))
    await receive(tx, [wiringKnown(after, respondent(said), app.now)])
  return { stored: after, questionnaire, events: all, says: isOld ? [{ kind: 'old-button' }, ...turn.says] : turn.says }
}

/** Once it is known how everything is connected, a box can be on its way. */
const wiringKnown = (
  { id, regionId, firmId }: StoredSession,
  { personId, name }: Respondent,
  at: number,
): NewInboxRow =>
  beginRow(
    { regionId, firmId, account: 'setup', eventId: `order:${id}`, at },
    { by: { personId, name }, isHeard: true },
  )

/** A photo is found by itself. */
const withMessage = (event: SessionEvent, { input, messageId }: DialogueInput): SessionEvent =>
  event.kind === 'answered' && input.kind === 'typed' && messageId !== undefined ? { ...event, messageId } : event

/** Photos of answers that were replaced. */
function namedNoLonger(before: Session, after: Session): string[] {
  const named = photosIn(after)
  return photosIn(before).filter((id) => !named.includes(id))
}

/** Whoever looked for us puts right what is finished; the firm itself begins anew. */
async function toCorrect(tx: Tx, key: SessionKey, { by, input }: DialogueInput): Promise<StoredSession | undefined> {
  return input.kind === 'filled' && !isOfFirm(by) ? lastFinished(tx, key) : undefined
}

/** What is finished is begun anew only by somebody who says so, or in the next month where it is asked monthly. */
async function mayBegin(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  region: Region,
  { input, isAnew }: DialogueInput,
): Promise<boolean> {
  if (input.kind !== 'begin' && input.kind !== 'filled') return false
  const done = isAnew === true ? undefined : await lastFinished(tx, key)
  return done === undefined || (isMonthly(key) && isOfOtherMonth(done.finishedAt ?? 0, app, region))
}

const isOfOtherMonth = (at: number, { now }: FlowContext, { timezone }: Region): boolean =>
  monthOf(at, timezone) !== monthOf(now, timezone)

function emptied({ stored, events }: Prepared, said: DialogueInput, { now }: FlowContext): Prepared {
  const event: SessionEvent = { kind: 'emptied', at: now, by: respondent(said) }
  return { stored: { ...stored, startedAt: now, session: apply(stored.session, event) }, events: [...events, event] }
}

const respondent = ({ by: { personId, name, role } }: DialogueInput): Respondent => ({
  personId,
  name,
  ...(role && { role }),
})

const newSession = (app: FlowContext, { regionId, firmId, personId }: SessionKey): StoredSession => ({
  id: app.newId('dialogue'),
  regionId,
  firmId,
  personId,
  session: NOT_STARTED,
  startedAt: app.now,
  finishedAt: null,
})

/** The version that new sessions of a region are begun with: it decides how many rules its firms pledge. */
export async function questionnaireFor(
  tx: Tx,
  { regionId, questionnaire: id }: Pick<SessionKey, 'regionId' | 'questionnaire'>,
): Promise<Questionnaire> {
  if (id !== 'security-action') return questionnaireOf(id)
  const { pledges } = rulesFrom(await loadRules(tx, regionId))
  return findQuestionnaire(id, `${pledges}-rules`) ?? questionnaireOf(id)
}

/** The newest version. Buttons with other names never come here: the chat knows the questionnaires' names. */
export function questionnaireOf(id: string): Questionnaire {
  const current = currentOf(id)
  if (!current) throw new Error(`no version of the questionnaire ${id} is published`)
  return current
}

/** Nobody is led to a draft. */
const PUBLISHED = MIGRATIONS.filter(({ to }) => !isDraft({ version: to }))

interface Prepared {
  stored: StoredSession
  events: SessionEvent[]
}

function started(
  stored: StoredSession,
  { id: questionnaire, version }: Questionnaire,
  said: DialogueInput,
  app: FlowContext,
): Prepared {
  const event: SessionEvent = { kind: 'started', questionnaire, version, at: app.now, by: respondent(said) }
  return { stored: { ...stored, session: apply(stored.session, event) }, events: [event] }
}

/** Whoever is in the middle of it goes on with the version they know; whoever takes it up again gets the newest. */
function prepared(stored: StoredSession, asked: Questionnaire, said: DialogueInput, { now }: FlowContext): Prepared {
  const { session } = stored
  const isAsked = session.version === asked.version || session.state === 'finished'
  if (isAsked || (session.state === 'open' && said.input.kind !== 'begin')) return { stored, events: [] }
  const events = pathOf(PUBLISHED, session.questionnaire, session.version).map(
    (migration): SessionEvent => ({ kind: 'migrated', migration, at: now, by: respondent(said) }),
  )
  return { stored: { ...stored, session: events.reduce(apply, session) }, events }
}

export async function regionOf(tx: Tx, regionId: string): Promise<Region> {
  const region = await findRegion(tx, regionId)
  if (!region) throw new Error(`region ${regionId} is not there`)
  return region
}
