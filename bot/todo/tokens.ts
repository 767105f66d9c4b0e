import type { Action } from '#db/actions.ts'
import type { ListKey, Todo, TodoStep } from '#engine/todo.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'

/** A list is looked at for longer than a notice: a tap after this is told to take the newest message. */
const LIFE_DAYS = 120

export const todoLane = (firmId: string): string => `todos:${firmId}`

/** Makes the buttons of a firm's to-dos: opaque tokens, to be granted in the transaction that shows them. */
export interface TodoTaps {
  step(todo: Todo, step: TodoStep): string
  show(todo: Todo): string
  undo(todo: Todo): string
  /** 「頼む」: for whoever leads the firm. */
  askHome(leader: ListKey): string
  granted: Action[]
}

export function todoTaps(app: FlowContext): TodoTaps {
  const granted: Action[] = []
  const tap = (todo: Todo, command: string, revision: number | null): string => {
    const { regionId, firmId, personId } = todo
    const action = actionOf(app, {
      ...{ regionId, firmId, subject: todoLane(firmId), command: `${command}:${todo.id}`, revision, days: LIFE_DAYS },
      ...(revision !== null && { params: { revision } }),
      holder: personId === '' ? { role: 'member' } : { personId },
    })
    granted.push(action)
    return action.token
  }
  return {
    granted,
    /** Good for as long as the offer is: what has become of the to-do meanwhile is decided at the tap. */
    step: (todo, step) => tap(todo, step, todo.round),
    show: (todo) => tap(todo, 'show', null),
    undo: (todo) => tap(todo, 'undo', todo.revision),
    askHome({ regionId, firmId, personId }) {
      const doing = { subject: todoLane(firmId), command: 'ask-home', days: LIFE_DAYS, holder: { personId } }
      const action = actionOf(app, { regionId, firmId, ...doing })
      granted.push(action)
      return action.token
    },
  }
}
