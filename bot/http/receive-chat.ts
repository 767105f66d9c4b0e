import type { Incoming } from '#adapters/adapter.ts'
import type { Db, Tx } from '#db/door.ts'
import { type NewInboxRow, receive } from '#db/inbox.ts'
import { crashPoint } from '../crash-point.ts'

/** Commits what a platform said before it is answered 200. What was stored before changes nothing. */
export async function receiveChat(db: Db, incoming: readonly Incoming[]): Promise<void> {
  // A changed form is answered in the call, and nothing of it is kept.
  const kept = incoming.filter(({ content, userId }) => content.type !== 'form-changed' && userId !== '')
  if (kept.length === 0) return
  crashPoint('inbox-insert')
  await db.transaction({ kind: 'system' }, (tx: Tx) => receive(tx, kept.map(rowOf)))
  crashPoint('inbox-commit')
  db.hint('inbox')
}

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
