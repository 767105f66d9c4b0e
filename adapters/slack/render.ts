import type { Message } from '#engine/message.ts'
import type { Rendered } from '../adapter.ts'
import { Fitting } from '../fit.ts'
import { blocksOf, LIMIT } from './blocks.ts'
import { entities } from './safe-text.ts'

/** Slack advises 4,000 characters for a notification's text. */
const FALLBACK_MAX = 3_000

export function render(message: Message<string>): Rendered {
  const fitting = new Fitting()
  const all = blocksOf(message.parts, fitting)
  // The buttons stand at the end and must never be what is cut away.
  const actions = all.filter((block) => block.type === 'actions')
  const others = all.filter((block) => block.type !== 'actions')
  const blocks =
    all.length <= LIMIT.blocks ? all : [...fitting.first('blocks', others, LIMIT.blocks - actions.length), ...actions]
  const text = entities(fitting.text('fallback', message.fallback, FALLBACK_MAX))
  return { payload: { text, ...(blocks.length > 0 ? { blocks } : {}) }, degraded: fitting.degraded }
}
