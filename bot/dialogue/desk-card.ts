import { type Action, grantActions } from '#db/actions.ts'
import { lastFinished, openSessionOf, type SessionKey } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import type { Firm } from '#db/firms.ts'
import { lastHeldAt } from '#db/hearings.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { photosOf } from '#db/photos.ts'
import type { Region } from '#db/regions.ts'
import { assuranceOf } from '#engine/diagnosis/assurance.ts'
import { confirmedState, type DiagnosisState } from '#engine/diagnosis/confirmed.ts'
import { applicable, type Questionnaire, questionsOf } from '#engine/dialogue/questionnaire.ts'
import { NOT_STARTED, type Session, valuesOf } from '#engine/dialogue/session.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import { actionOf } from '../action.ts'
import { sectionOf, titleOf } from '../content/questionnaire-texts.ts'
import { findQuestionnaire } from '../content/questionnaires/index.ts'
import type { FlowContext } from '../flow.ts'
import { channelOf } from '../staff-chat.ts'
import { foundIn } from './found.ts'
import { monthsOf, standingParts } from './upkeep.ts'
import { dialogueLane, questionnaireFor } from './work.ts'

const DAY_MS = 86_400_000
const LIFE_DAYS = 30

/** A firm's questionnaire in #desk: how far each section is, and a button that opens it as a form. */
export async function deskCard(
  tx: Tx,
  app: FlowContext,
  key: SessionKey,
  { firm, region }: { firm: Firm; region: Region },
): Promise<OutboxEntry> {
  const { session, questionnaire, id, finishedAt } = await standingOf(tx, key)
  const state = confirmedState(session, { finishedAt, heldAt: await lastHeldAt(tx, key.firmId) })
  const photos = id === undefined ? [] : (await photosOf(tx, id)).filter(({ state }) => state === 'kept')
  const months = key.questionnaire === 'office' ? await monthsOf(tx, key, region.timezone) : []
  const granted: Action[] = []
  const options = sectionOptions(app, key, questionnaire, session, granted)
  await grantActions(tx, granted)
  const subject = dialogueLane(key)
  return {
    id: app.newUuid(),
    regionId: key.regionId,
    firmId: key.firmId,
    subject,
    to: channelOf(app.config, 'desk'),
    priority: 'conversation',
    locale: region.locale,
    stickyKey: subject,
    message: cardMessage(questionnaire, session, firm, [
      stateMark(state),
      ...foundParts(questionnaire, session),
      ...photoParts(questionnaire, photos, app),
      ...standingParts(months),
      ...buttonsFor(options),
    ]),
  }
}

function sectionOptions(
  app: FlowContext,
  key: SessionKey,
  questionnaire: Questionnaire,
  session: Session,
  granted: Action[],
): Option[] {
  const grant = (command: string, of = key.questionnaire): string => {
    const subject = dialogueLane({ ...key, questionnaire: of })
    const { regionId, firmId } = key
    const action = actionOf(app, { regionId, firmId, subject, command, holder: { role: 'desk' }, days: LIFE_DAYS })
    granted.push(action)
    return action.token
  }
  const sections = progressOf(questionnaire, session).map(({ section }) => {
    grant(`submit:${section}`)
    return { label: sectionOf(questionnaire, { id: section }), token: grant(`open:${section}`) }
  })
  const others = key.questionnaire === 'office' ? (['survey', 'setup'] as const) : []
  const mending = others.map((other) => ({
    label: { key: `dialogue.desk.mend.${other}` },
    token: grant('show', other),
  }))
  return [...sections, ...mending]
}

export interface SectionProgress {
  section: string
  all: number
  answered: number
}

/** How far the firm's questionnaire is: of the one that is open, otherwise of the newest that is finished. */
export async function progressIn(tx: Tx, key: SessionKey): Promise<SectionProgress[]> {
  const { questionnaire, session } = await standingOf(tx, key)
  return progressOf(questionnaire, session)
}

async function standingOf(tx: Tx, key: SessionKey) {
  const stored = (await openSessionOf(tx, key)) ?? (await lastFinished(tx, key))
  const session = stored?.session ?? NOT_STARTED
  const questionnaire = findQuestionnaire(session.questionnaire, session.version) ?? (await questionnaireFor(tx, key))
  return { session, questionnaire, id: stored?.id, finishedAt: stored?.finishedAt ?? null }
}

/** Of each section that has something to ask: how many of its questions are answered. */
export function progressOf(questionnaire: Questionnaire, session: Session): SectionProgress[] {
  const asking = new Set(applicable(questionnaire, valuesOf(session)))
  return questionnaire.sections
    .map(({ id, questions }) => {
      const open = questions.filter((one) => asking.has(one))
      return { section: id, all: open.length, answered: open.filter((one) => session.answers[one.id]).length }
    })
    .filter(({ all }) => all > 0)
}

const buttonsFor = (options: Option[]): Part[] =>
  options.length > 0 ? [{ kind: 'choice', lasts: 'durable', options }] : []

/** Where somebody of ours looked and found otherwise: what the firm had said, and what is so. */
function foundParts(questionnaire: Questionnaire, session: Session): Part[] {
  const rows = foundIn(questionnaire, session).map(({ short, stated, observed, who, by, at }) => {
    const params = { stated, found: observed, who, at: { at, show: 'date' } as const }
    return { label: short, value: { key: `dialogue.desk.found-by.${by}`, params } }
  })
  const heading: Part = { kind: 'paragraph', text: { key: 'dialogue.desk.found-heading' } }
  return rows.length > 0 ? [heading, { kind: 'facts', rows }] : []
}

const assuranceRow = (session: Session): { label: Text; value: Text } => ({
  label: { key: 'dialogue.desk.assurance.label' },
  value: { key: `dialogue.desk.assurance.${assuranceOf(session)}` },
})

const PHOTO_LINK_MS = 7 * DAY_MS

/** A form takes no photos: those sent on LINE are opened from here, by whoever has the card, for a week. */
function photoParts(
  questionnaire: Questionnaire,
  photos: readonly { id: string }[],
  { link, now }: FlowContext,
): Part[] {
  if (!questionsOf(questionnaire).some(({ kind }) => kind === 'photo')) return []
  const links = photos.map(({ id }, place): Part => {
    const label: Text = { key: 'dialogue.desk.see-photo', params: { nth: place + 1 } }
    return { kind: 'link', label, url: link(id, 'page', now + PHOTO_LINK_MS) }
  })
  return [{ kind: 'paragraph', text: { key: 'dialogue.desk.no-photos' } }, ...links]
}

function cardMessage(questionnaire: Questionnaire, session: Session, { name, phone }: Firm, more: Part[]): Message {
  const title = titleOf(questionnaire)
  const heading: Text = { key: 'dialogue.desk.heading', params: { title, firm: name } }
  const rows = progressOf(questionnaire, session).map(({ section, answered, all }) => ({
    label: sectionOf(questionnaire, { id: section }),
    value: { key: 'dialogue.desk.progress', params: { answered, all } } as Text,
  }))
  const calling: Part = {
    kind: 'facts',
    rows: [
      { label: { key: 'desk.task.phone' }, value: phone ? { typed: phone } : { key: 'desk.task.no-phone' } },
      ...rows,
      ...(questionnaire.id === 'setup' ? [assuranceRow(session)] : []),
    ],
  }
  return { purpose: 'desk-task', fallback: heading, parts: [{ kind: 'heading', text: heading }, calling, ...more] }
}

const stateMark = (state: DiagnosisState): Part => ({
  kind: 'status',
  tone: state === 'finished' || state === 'confirmed' ? 'ok' : 'wait',
  text: { key: `dialogue.desk.state.${state}` },
})
