import type { Json, SlackView } from '../world.ts'
import type { Entered } from './desk.ts'

/** What is typed into a modal and not yet sent: the person's words win over what the app redraws around them. */
export class Drafts {
  #typed = new Map<string, Entered>()
  #waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; work: () => void }>()

  value(view: SlackView, blockId: string, element: Json): Entered {
    const key = keyOf(blockId, element)
    if (this.#typed.has(key)) return this.#typed.get(key) ?? null
    return enteredIn(view.values[blockId]?.[String(element.action_id)])
  }

  type(blockId: string, element: Json, value: Entered): void {
    this.#typed.set(keyOf(blockId, element), value)
  }

  /** Tells the app after the fingers rest, or at once; what rests still goes first, as Slack tells all fields each time. */
  tell(blockId: string, element: Json, afterMs: number, work: () => void): void {
    const key = keyOf(blockId, element)
    clearTimeout(this.#waiting.get(key)?.timer)
    this.#waiting.delete(key)
    if (afterMs > 0) {
      const timer = setTimeout(() => this.#tellNow(key), afterMs)
      return void this.#waiting.set(key, { timer, work })
    }
    for (const waiting of [...this.#waiting.keys()]) this.#tellNow(waiting)
    work()
  }

  #tellNow(key: string): void {
    const waiting = this.#waiting.get(key)
    clearTimeout(waiting?.timer)
    this.#waiting.delete(key)
    waiting?.work()
  }

  hush(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer)
    this.#waiting.clear()
  }

  /** Of fields that still stand in the view, for its submission. */
  values({ view }: SlackView): Record<string, Record<string, Entered>> {
    const values: Record<string, Record<string, Entered>> = {}
    for (const { block_id, element, accessory } of view.blocks)
      for (const part of [element, accessory] as (Json | undefined)[]) {
        if (!part || !block_id) continue
        const key = keyOf(block_id, part)
        if (this.#typed.has(key))
          values[block_id] = { ...values[block_id], [String(part.action_id)]: this.#typed.get(key) ?? null }
      }
    return values
  }
}

const keyOf = (blockId: string, element: Json): string => `${blockId}\n${String(element.action_id)}`

/** Slack's state of an element, as what was entered. */
function enteredIn(state: Json | undefined): Entered {
  if (!state) return null
  const option = state.selected_option as { value?: string } | null | undefined
  if (option) return option.value ?? null
  if (Array.isArray(state.selected_options))
    return (state.selected_options as { value: string }[]).map(({ value }) => value)
  const plain = state.value ?? state.selected_date ?? state.selected_time ?? state.selected_date_time ?? null
  return typeof plain === 'string' || typeof plain === 'number' ? plain : null
}

/** A dispatching text field speaks at each letter or at Enter, as the app asked; anything else when chosen. */
export function isTold(input: Json, element: Json, isOver: boolean): boolean {
  if (input.type === 'input' && input.dispatch_action !== true) return false
  if (isOver) return true
  const { trigger_actions_on: on } = (element.dispatch_action_config ?? {}) as { trigger_actions_on?: string[] }
  return on?.includes('on_character_entered') ?? false
}
