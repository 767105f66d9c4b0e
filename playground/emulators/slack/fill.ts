import { NoSuchThing } from '../no-such-thing.ts'
import { type Entered, enteredValue } from './field-values.ts'
import type { Block, SlackView } from './state.ts'

/** What a person fills into several fields of a view before pressing its button. */
export function fill(view: SlackView, values: Record<string, Record<string, Entered>>): void {
  for (const [blockId, fields] of Object.entries(values)) {
    const block = view.view.blocks.find((each) => each.block_id === blockId)
    for (const [actionId, entered] of Object.entries(fields)) {
      const candidates = [
        block?.element,
        block?.accessory,
        ...(Array.isArray(block?.elements) ? block.elements : []),
      ] as (Block | undefined)[]
      const element = candidates.find((each) => each?.action_id === actionId)
      if (!element) throw new NoSuchThing(`the view has no field ${blockId} ${actionId}`)
      view.values[blockId] = { ...view.values[blockId], [actionId]: enteredValue(element, entered) }
    }
  }
}
