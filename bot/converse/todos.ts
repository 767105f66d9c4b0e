import { receive } from '#db/inbox.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { todoLane } from '../todo/tokens.ts'
import type { TodoCommand } from '../todo/work.ts'
import { introduce } from './small-talk.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 「やること」: the firm's list, and one's own, shown by the one who keeps them. */
export async function showTodos(talk: Talk, chosen?: string): Promise<void> {
  const { tx, app, incoming, person, resume } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => `say:todos:${firmMark(firmId)}`)
  talk.isHandedOn = true
  const { platform, account, eventId, replyToken, at } = incoming
  const payload: TodoCommand = {
    ...{ command: 'list', params: {} },
    by: { personId: person.personId, name: person.name, ...identityOf(incoming) },
    ...(replyToken !== undefined && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
    ...(resume && { resume }),
  }
  const { regionId, firmId } = firm
  await receive(tx, [
    {
      ...{ lane: todoLane(firmId), kind: 'todo-command', account: `${platform}:${account}` },
      ...{ eventId: `todos:${eventId}`, regionId, firmId, payload, at: app.now },
    },
  ])
}
