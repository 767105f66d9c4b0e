import { openCasesOf } from '#db/cases.ts'
import { readChat } from '#db/chats.ts'
import { lastBegun } from '#db/dialogues.ts'
import { enter, type Tx } from '#db/door.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import { responsibilityOf } from '#db/responsibilities.ts'
import { lastWarningAt } from '#db/warnings.ts'
import { chatStateOf, isOccupied } from '#engine/chat.ts'
import { whomToAsk } from '#engine/monthly.ts'
import { isCoolingDown } from '#engine/warning.ts'
import { isMonthly } from './dialogue/upkeep.ts'
import type { FlowContext } from './flow.ts'

/** What is sent once a month unasked goes to one person of a firm, when it disturbs nothing. */
export async function addressee(tx: Tx, firmId: string): Promise<Contact | undefined> {
  const named = await responsibilityOf(tx, firmId)
  return whomToAsk((await contactsOf(tx, firmId)).filter(isOnLine), named?.responsible.personId)
}

export const hasGraveCase = async (tx: Tx, firmId: string): Promise<boolean> =>
  (await openCasesOf(tx, firmId, 0)).some(({ severity }) => severity === 'high')

/** In the middle of something, or warned of something within the day. Ends in the firm's own scope. */
export const isDisturbed = async (
  tx: Tx,
  app: FlowContext,
  place: Place,
  contact: Contact | undefined,
): Promise<boolean> =>
  isCoolingDown(await lastWarningAt(tx, place.regionId), app.now) || isInTheMiddle(tx, app, place, contact)

interface Place {
  regionId: string
  firmId: string
}

/** A chat belongs to no firm. */
async function isInTheMiddle(
  tx: Tx,
  { now }: FlowContext,
  place: Place,
  contact: Contact | undefined,
): Promise<boolean> {
  if (!contact) return false
  await enter(tx, { kind: 'system' })
  const state = chatStateOf(await readChat(tx, contact))
  const { dialogue } = state
  // Last month's check is none, and what was parked by time is not known to the chat.
  const isOther = dialogue !== null && !isMonthly(dialogue)
  const isWaiting = isOther && (await lastBegun(tx, dialogue))?.session.state === 'open'
  await enter(tx, { kind: 'firm', ...place })
  return isOccupied({ ...state, dialogue: isWaiting ? dialogue : null }, now)
}
