import type { KnownBlock } from '@slack/types'
import type { Message } from '#engine/message.ts'
import type { Rendered } from '../adapter.ts'
import { Fitting } from '../fit.ts'
import { blocksOf, fitEscaped, LIMIT } from './blocks.ts'
import { entities } from './safe-text.ts'

/** Slack advises 4,000 characters for a notification's text, and refuses an edit with more. */
const FALLBACK_MAX = 3_000
/** Not documented: with more characters in all its blocks together a message is refused (slackapi/bolt-js#2509). */
const BLOCK_CHARS_MAX = 13_000

export function render(message: Message<string>): Rendered {
  for (let share = 1; ; share /= 2) {
    const fitting = new Fitting(share)
    const blocks = atMost(LIMIT.blocks, blocksOf(message.parts, fitting), fitting)
    if (charsOf(blocks) > BLOCK_CHARS_MAX) continue
    const text = fitEscaped(message.fallback, FALLBACK_MAX, fitting, entities)
    return { payload: { text, ...(blocks.length > 0 ? { blocks } : {}) }, degraded: fitting.degraded }
  }
}

/** The buttons stand at the end and must never be what is cut away. */
function atMost(countMax: number, blocks: KnownBlock[], fitting: Fitting): KnownBlock[] {
  if (blocks.length <= countMax) return blocks
  const actions = fitting.first('choices', blocks.filter(isActions), countMax)
  const others = blocks.filter((block) => !isActions(block))
  return [...fitting.first('blocks', others, countMax - actions.length), ...actions]
}

const isActions = ({ type }: KnownBlock): boolean => type === 'actions'

/** Everything that people read in them. */
function charsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [name, inner]) => sum + (name === 'text' && typeof inner === 'string' ? inner.length : charsOf(inner)),
    0,
  )
}
