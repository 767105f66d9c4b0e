import type { Message } from '#engine/message.ts'
import type { Rendered } from '../adapter.ts'
import { Fitting } from '../fit.ts'
import { type Component, componentsOf, LIMIT } from './components.ts'

/** A message of components: `IS_COMPONENTS_V2`. It can be edited only as one. */
export const WITH_COMPONENTS = 1 << 15

export interface Payload {
  flags: number
  components: Component[]
  /** Whatever is written, nobody is notified by it. */
  allowed_mentions: { parse: [] }
}

export function render(message: Message<string>): Rendered {
  for (let share = 1; ; share /= 2) {
    const fitting = new Fitting(share)
    const parts = componentsOf(message.parts, fitting)
    const components = atMost(
      LIMIT.components,
      parts.length > 0 ? parts : componentsOf([{ kind: 'paragraph', text: message.fallback }], fitting),
      fitting,
    )
    if (charsOf(components) > LIMIT.text) continue
    const payload: Payload = { flags: WITH_COMPONENTS, components, allowed_mentions: { parse: [] } }
    return { payload, degraded: fitting.degraded }
  }
}

/** The buttons stand at the end and must never be what is cut away. */
function atMost(countMax: number, components: Component[], fitting: Fitting): Component[] {
  const rows = components.filter((one) => one.type === 1)
  const others = components.filter((one) => one.type !== 1)
  const roomMax = countMax - rows.reduce((sum, row) => sum + sizeOf(row), 0)
  if (others.length <= roomMax) return components
  return [...fitting.first('components', others, roomMax), ...rows]
}

/** A row counts with all that stands in it. */
const sizeOf = (component: Component): number => (component.type === 1 ? 1 + component.components.length : 1)

const charsOf = (components: readonly Component[]): number =>
  components.reduce((sum, one) => sum + (one.type === 10 ? one.content.length : 0), 0)
