import type { Tx } from '#db/door.ts'
import { contactsOf, isOnLine } from '#db/people.ts'
import { arm, disarm } from '#db/timers.ts'
import { nextOpen } from '#engine/calendar/calendar.ts'
import { WRITING_MS } from '#engine/chat.ts'
import type { Text } from '#engine/message.ts'
import { isSection, SECTION_LENGTH_MAX, type Section, sectionWritten } from '#engine/policy.ts'
import { readId, reminderOf } from '#engine/security-action.ts'
import { answer } from '../dialogue/answer.ts'
import { commandMeant } from '../dialogue/listener.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { policyMessage, reminderMessage, type Said, standingMessage, writeMessage } from '../security-action/message.ts'
import { ID, type TellingTap } from '../security-action/tokens.ts'
import {
  drafted,
  note,
  type SecurityActionInput,
  securityActionLane,
  type Way,
  wayOf,
} from '../security-action/work.ts'

interface Outcome {
  way: Way
  says: Said
  /** What the next words are. */
  writing?: string
}

/** A firm goes a step towards its star, or is asked whether it has. */
export async function securityAction(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  // Written by the chat flow, the questionnaire's and the timer below alone.
  const input = job.payload as SecurityActionInput
  const way = await wayOf(tx, { regionId: job.regionId ?? '', firmId: job.firmId ?? '' })
  const { act } = input
  if (act.kind === 'remind') return remind(tx, app, way, input)
  if (act.kind === 'taken-back') return takenBack(tx, app, way, { ...input, messageId: act.messageId })
  const outcome = await work(tx, app, await drafted(tx, way, app), input)
  await remindLater(tx, app, outcome.way, input)
  if (act.kind === 'filled') return
  const { firmId, region } = way
  const { says, writing } = outcome
  await answer(
    tx,
    app,
    { ...way, region, to: input },
    {
      ...says,
      parts: [...(input.before ?? []), ...says.parts],
      asked: [...says.asked, ...(input.resume ? [input.resume] : [])],
      ...(input.endsDialogue && { focus: { over: { firmId, questionnaire: 'security-action', personId: '' } } }),
      ...(writing !== undefined && { writing: { firmId, about: writing, until: app.now + WRITING_MS } }),
    },
  )
}

async function work(tx: Tx, app: FlowContext, way: Way, { act, by, messageId }: SecurityActionInput): Promise<Outcome> {
  const at = { at: app.now, by }
  switch (act.kind) {
    case 'told':
      return standing(await told(tx, way, act.what, at), app, { key: `star.told.${act.what}` })
    case 'not-yet':
      return standing(way, app, { key: 'star.told.not-yet' })
    case 'write':
      return asking(way, app, act.about)
    case 'written':
      return written(tx, app, way, {
        about: act.about,
        text: act.text,
        by,
        from: messageId === undefined ? {} : { messageId },
      })
    case 'stop':
      return standing(way, app, { key: 'star.told.stopped' })
    case 'policy':
      return { way, says: policyMessage(way, app) }
    case 'undo':
      return undone(tx, app, way, by)
    default:
      return standing(way, app)
  }
}

/** An old button, pressed again, does not move the day on which it was told first. */
async function told(tx: Tx, way: Way, kind: TellingTap, at: Parameters<typeof note>[3]): Promise<Way> {
  return way.steps.some((one) => one.kind === kind) ? way : note(tx, way, { kind }, at)
}

const standing = (way: Way, app: FlowContext, ...first: Text[]): Outcome => ({
  way,
  says: before(first, standingMessage(way, app)),
})

const before = (texts: readonly Text[], { parts, asked }: Said): Said => ({
  parts: [...texts.map((text) => ({ kind: 'paragraph' as const, text })), ...parts],
  asked,
})

function asking(way: Way, app: FlowContext, about: string): Outcome {
  if (about !== ID && !(isSection(about) && way.standing.policy)) return standing(way, app)
  return { way, says: writeMessage(way, about), writing: about }
}

interface Words {
  about: string
  text: string
  by: SecurityActionInput['by']
  from: Pick<SecurityActionInput, 'messageId'>
}

async function written(tx: Tx, app: FlowContext, way: Way, words: Words): Promise<Outcome> {
  if (commandMeant(words.text, way.region) === 'stop') return standing(way, app, { key: 'star.told.stopped' })
  if (words.about === ID) return idWritten(tx, app, way, words)
  return isSection(words.about) ? sectionReplaced(tx, app, way, { ...words, about: words.about }) : standing(way, app)
}

async function idWritten(tx: Tx, app: FlowContext, way: Way, { text, by, from }: Words): Promise<Outcome> {
  const read = readId(text)
  if (read.kind === 'refused')
    return { way, says: before([{ key: `star.refused.${read.why}` }], writeMessage(way, ID)), writing: ID }
  const after = await note(tx, way, { kind: 'id', id: read.id, ...from }, { at: app.now, by })
  return standing(after, app, { key: 'star.told.id' })
}

async function sectionReplaced(
  tx: Tx,
  app: FlowContext,
  way: Way,
  { about: section, text, by, from }: Words & { about: Section },
): Promise<Outcome> {
  const words = sectionWritten(text)
  if (words.kind !== 'text') {
    const why: Text = { key: `star.refused.${words.kind}`, params: { max: SECTION_LENGTH_MAX } }
    return { way, says: before([why], writeMessage(way, section)), writing: section }
  }
  const happening = { kind: 'policy-edited' as const, section, text: words.text, ...from }
  const after = await note(tx, way, happening, { at: app.now, by })
  return { way: after, says: before([{ key: 'star.told.edited' }], policyMessage(after, app)) }
}

async function undone(tx: Tx, app: FlowContext, way: Way, by: SecurityActionInput['by']): Promise<Outcome> {
  if (!way.standing.policy?.mayUndo) return { way, says: policyMessage(way, app) }
  const after = await note(tx, way, { kind: 'policy-undone' }, { at: app.now, by })
  return { way: after, says: before([{ key: 'star.told.undone' }], policyMessage(after, app)) }
}

/** Nobody is told: whoever takes a message back does not wait for an answer. */
async function takenBack(
  tx: Tx,
  app: FlowContext,
  way: Way,
  input: SecurityActionInput & { messageId: string },
): Promise<void> {
  const { messageId, by } = input
  const made = way.steps.find((one) => 'messageId' in one && one.messageId === messageId)
  if (!made) return
  const kind = made.kind === 'id' ? 'id-unsent' : 'policy-unsent'
  await remindLater(tx, app, await note(tx, way, { kind, messageId }, { at: app.now, by }), input)
}

async function remind(tx: Tx, app: FlowContext, way: Way, input: SecurityActionInput): Promise<void> {
  const due = reminderOf(way.standing, way.steps)
  // Something was told meanwhile: its own timer stands.
  if (!due || due.at > app.now) return
  const after = await note(tx, way, { kind: 'reminded', of: due.of }, { at: app.now, by: null })
  await remindLater(tx, app, after, input)
  const contacts = (await contactsOf(tx, way.firmId)).filter(isOnLine)
  const to = contacts.find(({ personId }) => personId === input.by.personId) ?? contacts[0]
  if (to) await answer(tx, app, { ...way, to: { by: to } }, reminderMessage(way, due.of))
}

/** One timer for each firm: whatever is told moves it. In hours in which an owner may be reminded. */
async function remindLater(tx: Tx, app: FlowContext, way: Way, { by }: SecurityActionInput): Promise<void> {
  const { regionId, firmId } = way
  const key = securityActionLane(firmId)
  await disarm(tx, key)
  const next = reminderOf(way.standing, way.steps)
  if (!next) return
  const payload: SecurityActionInput = { act: { kind: 'remind' }, by }
  const dueAt = nextOpen(app.calendar, Math.max(next.at, app.now + 1))
  await arm(tx, { key, dueAt, lane: key, kind: 'security-action', payload, regionId, firmId })
}
