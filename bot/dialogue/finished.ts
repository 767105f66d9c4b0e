import type { StoredSession } from '#db/dialogues.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import type { FlowContext } from '../flow.ts'
import { todoLane } from '../todo/tokens.ts'
import { isScored } from './result.ts'
import type { Turn } from './work.ts'

/** Whether this turn ended a questionnaire that has a score. */
export const hasResult = ({ events, questionnaire }: Turn): boolean =>
  events.some(({ kind }) => kind === 'finished') && isScored(questionnaire)

/** The to-dos are another aggregate: they hear of it in their own lane. */
export async function offerTodos(tx: Tx, { now }: FlowContext, { id, regionId, firmId }: StoredSession): Promise<void> {
  await receive(tx, [
    {
      ...{ lane: todoLane(firmId), kind: 'todo-offer', account: 'todos', eventId: `offer:${id}` },
      ...{ regionId, firmId, payload: { sessionId: id }, at: now },
    },
  ])
}
