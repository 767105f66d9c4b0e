import { firmMark } from '../dialogue/tokens.ts'
import { todoLane } from '../todo/tokens.ts'
import { handOver } from './hand-over.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 「やること」: the firm's list, and one's own, shown by the one who keeps them. */
export async function showTodos(talk: Talk, chosen?: string): Promise<void> {
  const { person } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => `say:todos:${firmMark(firmId)}`)
  const { regionId, firmId } = firm
  const to = { lane: todoLane(firmId), kind: 'todo-command', regionId, firmId, event: 'todos' }
  await handOver(talk, to, { by: person, said: { command: 'list', params: {} }, resume: talk.resume })
}
