import { firmMark } from '../dialogue/tokens.ts'
import { todoLane } from '../todo/tokens.ts'
import { handOver } from './hand-over.ts'
import { sayToken } from './intent.ts'
import { introduce } from './small-talk.ts'
import type { Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 「やること」: the firm's list, and one's own, shown by the one who keeps them. */
export const showTodos = (talk: Talk, chosen?: string): Promise<void> =>
  show(talk, 'list', (firmId) => `say:todos:${firmMark(firmId)}`, chosen)

/** 「在宅のお願い」: what those who work at home were asked; for them it is their own list. */
export const showHomeChecklists = (talk: Talk, chosen?: string): Promise<void> =>
  show(talk, 'home', (firmId) => sayToken('home', firmId), chosen)

async function show(
  talk: Talk,
  command: 'list' | 'home',
  tokenOf: (firmId: string) => string,
  chosen: string | undefined,
): Promise<void> {
  const { person } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, tokenOf)
  const { regionId, firmId } = firm
  const to = {
    lane: todoLane(firmId),
    kind: 'todo-command',
    regionId,
    firmId,
    event: command === 'list' ? 'todos' : 'home',
  }
  await handOver(talk, to, { by: person, said: { command, params: {} }, resume: talk.resume })
}
