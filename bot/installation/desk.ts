import { consultationsOf } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import type { NewInboxRow } from '#db/inbox.ts'
import type { Relay } from '#engine/chat.ts'
import { type Classification, isHeld, isOpen, type Matter } from '#engine/consultation.ts'
import type { Text } from '#engine/message.ts'
import { consultationLane } from '../consultation/lanes.ts'
import type { FlowContext } from '../flow.ts'
import type { Speaking } from '../speaking.ts'

interface Call {
  /** Of the row that led to it, so that it is told once. */
  cause: number
  regionId: string
  firmId: string
  by: Speaking
  matter: Matter
  kind: Classification
  about: Text
}

/**
 * A person is needed: the consultation of whoever asks is opened, or goes on, with where they stand; what they write and the
 * photos that they send go there from now on. Rows to be received in the system's scope, because a chat belongs to no firm.
 */
export async function deskCalled(tx: Tx, app: FlowContext, call: Call): Promise<NewInboxRow[]> {
  const { cause, regionId, firmId, by, matter, kind, about } = call
  const open = (await consultationsOf(tx, by.personId)).find(
    (one) => one.firmId === firmId && one.consultation.matter === matter && isOpen(one.consultation),
  )
  const id = open?.id ?? app.newId('consultation')
  const relay: Relay = { id, firmId, matter, since: app.now, isHeld: open !== undefined && isHeld(open.consultation) }
  const { platform, account, userId } = by
  return [
    {
      ...{ lane: consultationLane(id), kind: 'consultation', account: 'installation', eventId: `desk:${cause}` },
      ...{ regionId, firmId, payload: { command: 'call', matter, kind, about, by }, at: app.now },
    },
    {
      ...{ lane: `chat:${platform}:${account}:${userId}`, kind: 'chat-consultation', account: 'installation' },
      ...{ eventId: `relay:${cause}`, regionId: null, firmId: null, at: app.now },
      payload: { platform, account, userId, relay, isOver: false },
    },
  ]
}
