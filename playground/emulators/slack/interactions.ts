import { NoSuchThing } from '../no-such-thing.ts'
import type { Delivery } from '../webhook.ts'
import { type Envelope, type SlackWebhooks, tell } from './delivery.ts'
import { type Entered, enteredValue, isEmpty } from './field-values.ts'
import { findMessage, wire } from './messages.ts'
import { newResponseUrl } from './response-url.ts'
import { newTs, type SlackSide } from './side.ts'
import type { Block, SlackUser, SlackView } from './state.ts'
import { newTrigger, viewWire } from './views.ts'

export interface Press {
  channel: string
  ts: string
  actionId: string
  blockId?: string | undefined
  /** The option chosen in a menu; or, when the button has meanwhile gone, what it carried: a finger may be slower than an edit. */
  value?: string | undefined
}

/** A button or menu of a message. */
export function press(side: SlackSide, webhooks: SlackWebhooks, user: SlackUser, what: Press): Promise<Delivery> {
  const channel = side.state.channels.find((each) => each.id === what.channel)
  const message = findMessage(side.state, what.channel, what.ts)
  if (!channel || !message) throw new NoSuchThing(`no message ${what.ts} in ${what.channel}`)
  const found = elementOf(message.blocks ?? [], what.actionId, what.blockId)
  if (!found && what.value === undefined) throw new NoSuchThing(`the message has no ${what.actionId}`)
  const element = found?.element ?? {
    type: 'button',
    action_id: what.actionId,
    text: { type: 'plain_text', text: '…' },
    value: what.value,
  }
  const action = actionOf(side, element, found?.blockId ?? what.blockId ?? '', what.value ?? null)
  return tell(side, webhooks, {
    kind: 'interactive',
    name: 'block_actions',
    payload: {
      ...person(side, user, 'block_actions'),
      trigger_id: newTrigger(side, user.id, null),
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: channel.id,
        is_ephemeral: message.ephemeralTo !== undefined,
        ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
      },
      channel: { id: channel.id, name: channel.name },
      message: wire(message, true),
      state: { values: {} },
      response_url: newResponseUrl(side, channel.id, user.id, message.ts),
      actions: [action],
    },
  })
}

/** Typing or choosing in a view; the app hears of it when the element is one that dispatches. */
export async function changeField(
  side: SlackSide,
  webhooks: SlackWebhooks,
  user: SlackUser,
  view: SlackView,
  what: { blockId: string; actionId: string; value?: Entered },
): Promise<Delivery | undefined> {
  const found = elementOf(view.view.blocks, what.actionId, what.blockId)
  if (!found) throw new NoSuchThing(`the view has no ${what.blockId} ${what.actionId}`)
  const { element, block } = found
  if (element.type !== 'button')
    view.values[what.blockId] = {
      ...view.values[what.blockId],
      [what.actionId]: enteredValue(element, what.value ?? null),
    }
  if (block.type === 'input' && block.dispatch_action !== true) return undefined
  return tell(side, webhooks, {
    kind: 'interactive',
    name: 'block_actions',
    payload: {
      ...person(side, user, 'block_actions'),
      trigger_id: newTrigger(side, user.id, view.id),
      container: { type: 'view', view_id: view.id },
      view: viewWire(side, view),
      actions: [actionOf(side, element, what.blockId, what.value ?? null)],
    },
  })
}

/** Slack checks required fields and lengths on the screen, before the app hears anything. */
export function fieldErrors(view: SlackView): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const block of view.view.blocks.filter((each) => each.type === 'input')) {
    const element = block.element as Block
    const value = view.values[String(block.block_id)]?.[String(element.action_id)]
    if (!value) continue
    const typed = typeof value.value === 'string' ? value.value : ''
    if (isEmpty(value) && block.optional !== true) errors[String(block.block_id)] = 'required'
    if (typed.length > Number(element.max_length ?? 3000)) errors[String(block.block_id)] = 'too long'
    if (typed && typed.length < Number(element.min_length ?? 0)) errors[String(block.block_id)] = 'too short'
  }
  return errors
}

export function submission(side: SlackSide, user: SlackUser, view: SlackView): Envelope {
  const payload = {
    ...person(side, user, 'view_submission'),
    trigger_id: newTrigger(side, user.id, view.id),
    view: viewWire(side, view),
    response_urls: [],
  }
  return { kind: 'interactive', name: 'view_submission', payload }
}

export function closing(side: SlackSide, user: SlackUser, view: SlackView, isCleared: boolean): Envelope {
  return {
    kind: 'interactive',
    name: 'view_closed',
    payload: { ...person(side, user, 'view_closed'), view: viewWire(side, view), is_cleared: isCleared },
  }
}

function person({ state }: SlackSide, user: SlackUser, type: string): Record<string, unknown> {
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: state.teamId },
    team: { id: state.teamId, domain: state.teamDomain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: state.appId,
    token: state.verificationToken,
    property_of_tomorrow: { hint: 'unknown properties must be ignored' },
  }
}

function elementOf(blocks: Block[], actionId: string, blockId: string | undefined) {
  for (const block of blocks) {
    if (blockId !== undefined && block.block_id !== blockId) continue
    const elements = [block.element, block.accessory, ...(Array.isArray(block.elements) ? block.elements : [])] as (
      | Block
      | undefined
    )[]
    const element = elements.find((each) => each?.action_id === actionId)
    if (element) return { block, element, blockId: String(block.block_id) }
  }
  return undefined
}

function actionOf(side: SlackSide, element: Block, blockId: string, entered: Entered): Record<string, unknown> {
  const shared = { action_id: element.action_id, block_id: blockId, action_ts: newTs(side) }
  if (element.type !== 'button') return { ...enteredValue(element, entered), ...shared }
  const { text, value, style } = element
  return {
    type: 'button',
    ...shared,
    text,
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
  }
}
