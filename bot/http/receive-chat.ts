import type { Incoming } from '#adapters/adapter.ts'
import type { Db, Tx } from '#db/door.ts'
import { type NewInboxRow, receive } from '#db/inbox.ts'
import { crashPoint } from '../crash-point.ts'

/** How many there were of each; `passing`: nobody's doing, or answered in the call and not kept. */
export interface Received {
  stored: number
  repeated: number
  passing: number
}

/** Commits what a platform said before it is answered 200. What was stored before changes nothing. */
export async function receiveChat(db: Db, incoming: readonly Incoming[]): Promise<Received> {
  const kept = incoming.filter((one) => isDoneBySomebody(one) && isOurs(one))
  const passing = incoming.length - kept.length
  if (kept.length === 0) return { stored: 0, repeated: 0, passing }
  crashPoint('inbox-insert')
  const stored = await db.transaction({ kind: 'system' }, (tx: Tx) => receive(tx, kept.map(rowOf)), { isUrgent: true })
  crashPoint('inbox-commit')
  db.hint('inbox')
  return { stored, repeated: kept.length - stored, passing }
}

/** Of a message that is gone Discord does not say by whom. */
export const isDoneBySomebody = ({ userId, content }: Incoming): boolean =>
  userId !== '' || content.type === 'message-deleted'

/** A changed form is answered in the call; what people write to each other in a channel or a group is none of our business. */
const isOurs = ({ content, chat }: Incoming): boolean =>
  content.type !== 'form-changed' && (content.type !== 'text' || chat.kind === 'direct')

function rowOf(incoming: Incoming): NewInboxRow {
  const { platform, account, userId, eventId, at } = incoming
  return {
    lane: `chat:${platform}:${account}:${userId}`,
    kind: 'chat',
    account: `${platform}:${account}`,
    eventId,
    regionId: null,
    firmId: null,
    payload: incoming,
    at,
  }
}
