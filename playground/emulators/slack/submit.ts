import { isAccepted } from '../webhook.ts'
import { type SlackWebhooks, tell } from './delivery.ts'
import { closing, fieldErrors, submission } from './interactions.ts'
import type { SlackSide } from './side.ts'
import type { SlackUser, SlackView, ViewObject } from './state.ts'
import { addView, closeAll, closeView, isStackFull, replaceView, viewRefusal } from './views.ts'

/** What the person sees after pressing the button of a modal. */
export interface Submitted {
  responseAction: 'closed' | 'errors' | 'update' | 'push' | 'clear' | 'failed'
  /** By block id. */
  errors?: Record<string, string>
  /** Why Slack shows its own apology. */
  reason?: string
  webhookStatus: number | null
  ackMs: number
}

export async function submit(
  side: SlackSide,
  webhooks: SlackWebhooks,
  user: SlackUser,
  view: SlackView,
): Promise<Submitted> {
  const local = fieldErrors(view)
  if (Object.keys(local).length > 0) return showErrors(side, view, local, { webhookStatus: null, ackMs: 0 })
  const delivery = await tell(side, webhooks, submission(side, user, view))
  const told = { webhookStatus: delivery.status, ackMs: delivery.ackMs }
  if (!isAccepted(delivery)) return { responseAction: 'failed', reason: delivery.outcome, ...told }
  return follow(side, view, delivery.text, told)
}

type Told = Pick<Submitted, 'webhookStatus' | 'ackMs'>

function follow(side: SlackSide, view: SlackView, text: string, told: Told): Submitted {
  const answer = parsed(text)
  if (answer === undefined) return failed(side, 'the answer is not JSON', told)
  switch (answer.response_action) {
    case undefined:
      closeView(side, view)
      return { responseAction: 'closed', ...told }
    case 'clear':
      closeAll(side, view.userId)
      return { responseAction: 'clear', ...told }
    case 'errors':
      return appErrors(side, view, answer.errors, told)
    case 'update':
    case 'push':
      return nextView(side, view, answer.response_action, answer.view, told)
    default:
      return failed(side, `unknown response_action ${String(answer.response_action)}`, told)
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return undefined
  }
}

/** Errors stand beside input blocks; one for any other block breaks the whole answer. */
function appErrors(side: SlackSide, view: SlackView, errors: unknown, told: Told): Submitted {
  if (typeof errors !== 'object' || errors === null || Object.keys(errors).length === 0)
    return failed(side, 'errors are missing', told)
  const inputs = new Set(view.view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id))
  const strangers = Object.keys(errors).filter((blockId) => !inputs.has(blockId))
  if (strangers.length > 0) return failed(side, `errors for no input: ${strangers.join(', ')}`, told)
  return showErrors(side, view, errors as Record<string, string>, told)
}

function showErrors(side: SlackSide, view: SlackView, errors: Record<string, string>, told: Told): Submitted {
  view.errors = errors
  side.world.stream.tell({ kind: 'view.updated', userId: view.userId, view })
  return { responseAction: 'errors', errors, ...told }
}

function nextView(side: SlackSide, view: SlackView, action: 'update' | 'push', next: unknown, told: Told): Submitted {
  const refusal = viewRefusal(side, next, action === 'update' ? view : undefined)
  if (refusal) return failed(side, JSON.stringify(refusal), told)
  if (action === 'push' && isStackFull(side, view.userId)) return failed(side, 'push_limit_reached', told)
  if (action === 'update') replaceView(side, view, next as ViewObject)
  else addView(side, view.userId, next as ViewObject)
  return { responseAction: action, ...told }
}

/** The person reads that something went wrong and the modal stays; the record keeps why. */
function failed(side: SlackSide, reason: string, told: Told): Submitted {
  side.world.transcript.enter({ platform: 'slack', kind: 'act', route: 'bad-answer', reason })
  return { responseAction: 'failed', reason, ...told }
}

/** The cross in the corner: the app hears of it when it asked to. */
export async function close(side: SlackSide, webhooks: SlackWebhooks, user: SlackUser, view: SlackView): Promise<void> {
  const envelope = closing(side, user, view, false)
  closeView(side, view)
  if (view.view.notify_on_close) await tell(side, webhooks, envelope)
}
