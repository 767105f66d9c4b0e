import { type Action, grantActions } from '#db/actions.ts'
import { enter, type Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { askedRows } from './converse/asked.ts'
import type { FlowContext } from './flow.ts'

/** The end of a flow's transaction: buttons are good, chats remember what they are asked, and everything is said. */
export async function settle(
  tx: Tx,
  app: FlowContext,
  { granted = [], says }: { granted?: readonly Action[]; says: readonly OutboxEntry[] },
): Promise<void> {
  await grantActions(tx, [...granted])
  // A chat belongs to no firm.
  await enter(tx, { kind: 'system' })
  await receive(
    tx,
    says.flatMap((entry) => askedRows(entry, app.now)),
  )
  await enqueue(tx, [...says])
}
