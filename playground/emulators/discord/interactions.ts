import { createPrivateKey, sign } from 'node:crypto'
import { NoSuchThing } from '../no-such-thing.ts'
import { type Delivery, dispatch, nothing } from '../webhook.ts'
import { guildOf, userWire, wire } from './messages.ts'
import { type DiscordSide, newId } from './side.ts'
import {
  type Component,
  type DiscordChannel,
  type DiscordUser,
  findChannel,
  findMessage,
  type OpenModal,
} from './state.ts'

/** Where interactions are told: at an address of the app's, or over its sessions. */
export interface Interactions {
  url: string | null
  /** How many sessions would hear one. */
  sessions: () => number
}

const ANSWER_MS = 3_000

export function press(
  side: DiscordSide,
  to: Interactions,
  user: DiscordUser,
  what: { channel: string; messageId: string; customId: string },
): Promise<Delivery> {
  const channel = placeOf(side, what.channel)
  const message = findMessage(side.state, channel.id, what.messageId)
  if (!message || (message.ephemeralTo ?? user.id) !== user.id) throw new NoSuchThing(`no message ${what.messageId}`)
  const data = { component_type: 2, custom_id: what.customId }
  return tell(side, to, { user, channel, type: 3, data, messageId: message.id })
}

export function command(
  side: DiscordSide,
  to: Interactions,
  user: DiscordUser,
  what: { channel: string; command: string; text?: string | undefined },
): Promise<Delivery> {
  const known = side.state.commands.find(({ name }) => `/${name}` === what.command)
  if (!known) throw new NoSuchThing(`no command ${what.command}`)
  const options = what.text ? [{ name: 'text', type: 3, value: what.text }] : []
  const data = { id: side.state.applicationId, name: known.name, type: 1, options }
  return tell(side, to, { user, channel: placeOf(side, what.channel), type: 2, data, messageId: null })
}

/** Values by the inputs' ids; what is not named keeps what stands in it. Discord checks lengths and what is required itself. */
export async function submit(
  side: DiscordSide,
  to: Interactions,
  user: DiscordUser,
  values: Readonly<Record<string, string | string[]>>,
): Promise<Delivery & { missing: string[] }> {
  const modal = side.state.modals[user.id]
  if (!modal) throw new NoSuchThing(`${user.id} has no open modal`)
  const inputs = inputsOf(modal)
  for (const id of Object.keys(values))
    if (!inputs.some(({ custom_id }) => custom_id === id)) throw new NoSuchThing(`the modal has no ${id}`)
  const entered = inputs.map((input) => ({ input, value: values[String(input.custom_id)] ?? standing(input) }))
  const missing = entered
    .filter(({ input, value }) => !isAllowed(input, value))
    .map(({ input }) => String(input.custom_id))
  if (missing.length > 0) return { ...nothing('answered'), missing }
  const components = modal.components.map((one, at) =>
    one.type === 18
      ? { type: 18, id: at + 1, component: enteredWire(one.component as Component, entered) }
      : { type: one.type, id: at + 1 },
  )
  const data = { custom_id: modal.customId, components }
  const channel = placeOf(side, modal.channelId)
  return { ...(await tell(side, to, { user, channel, type: 5, data, messageId: modal.messageId })), missing }
}

interface Entered {
  input: Component
  value: string | string[]
}

function enteredWire(input: Component, entered: Entered[]): object {
  const value = entered.find((one) => one.input === input)?.value ?? ''
  const { type, custom_id } = input
  return { type, custom_id, ...(type === 3 ? { values: [value].flat().filter((one) => one !== '') } : { value }) }
}

export const inputsOf = ({ components }: OpenModal): Component[] =>
  components.flatMap((one) => (one.type === 18 ? [one.component as Component] : []))

export function standing(input: Component): string | string[] {
  if (input.type === 4) return String(input.value ?? '')
  const options = input.options as { value: string; default?: boolean }[]
  return options.filter((option) => option.default === true).map(({ value }) => value)
}

function isAllowed(input: Component, value: string | string[]): boolean {
  if (input.type === 4) {
    const length = String(value).length
    return length <= Number(input.max_length ?? 4_000) && (input.required === false || length > 0)
  }
  const chosen = [value].flat().filter((one) => one !== '')
  const known = (input.options as { value: string }[]).map((option) => option.value)
  const least = input.required === false ? 0 : Number(input.min_values ?? 1)
  return (
    chosen.every((one) => known.includes(one)) &&
    chosen.length >= least &&
    chosen.length <= Number(input.max_values ?? 1)
  )
}

interface Interaction {
  user: DiscordUser
  channel: DiscordChannel
  type: 2 | 3 | 5
  data: object
  messageId: string | null
}

async function tell(side: DiscordSide, to: Interactions, what: Interaction): Promise<Delivery> {
  const { state, world } = side
  const { user, channel, type, messageId } = what
  const id = newId(side)
  const token = world.random.alphanumeric(120)
  const expiresAt = world.clock.now() + ANSWER_MS
  state.interactions[id] = {
    id,
    token,
    type,
    userId: user.id,
    channelId: channel.id,
    messageId,
    isAnswered: false,
    expiresAt,
  }
  const body = wireOf(side, what, id, token)
  const name = ['', '', 'command', 'component', '', 'modal'][type] ?? ''
  if (to.url !== null) {
    const delivery = await overHttp(side, to.url, name, JSON.stringify(body))
    return state.interactions[id]?.isAnswered ? delivery : { ...delivery, status: null }
  }
  return overGateway(side, to, name, { id, body })
}

/** Signed over time and bytes. */
export function signed(side: DiscordSide, body: string): Record<string, string> {
  const timestamp = String(Math.floor(side.world.wallMs() / 1_000))
  const signature = sign(null, Buffer.from(timestamp + body), createPrivateKey(side.state.privateKeyPem)).toString(
    'hex',
  )
  return {
    'content-type': 'application/json',
    'x-signature-timestamp': timestamp,
    'x-signature-ed25519': signature,
  }
}

const overHttp = (side: DiscordSide, url: string, name: string, body: string): Promise<Delivery> =>
  dispatch(
    side.world,
    { platform: 'discord', name, deadlineMs: ANSWER_MS, expect: 'accept' },
    { url, headers: signed(side, body), body },
  )

/** Told to every session, and answered when the app calls back. */
async function overGateway(
  side: DiscordSide,
  to: Interactions,
  name: string,
  { id, body }: { id: string; body: object },
): Promise<Delivery> {
  const { world, onAnswered } = side
  const began = performance.now()
  const delivery = await new Promise<Delivery>((resolve) => {
    const patience = setTimeout(() => resolve(nothing('late')), ANSWER_MS)
    onAnswered.set(id, () => {
      clearTimeout(patience)
      resolve({ ...nothing('answered'), status: 200 })
    })
    if (to.sessions() === 0) {
      clearTimeout(patience)
      resolve(nothing('unreachable'))
    } else side.dispatch('INTERACTION_CREATE', body)
  })
  onAnswered.delete(id)
  const ackMs = Math.round((performance.now() - began) * 10) / 10
  const { status, outcome } = delivery
  const told = {
    platform: 'discord' as const,
    kind: 'webhook' as const,
    route: name,
    over: 'gateway',
    expect: 'accept',
  }
  world.transcript.enter({ ...told, status, ackMs, outcome, body: JSON.stringify(body) })
  world.stream.tell({ kind: 'webhook', platform: 'discord', name, expect: 'accept', status, ackMs, outcome })
  return { ...delivery, ackMs }
}

function wireOf(
  side: DiscordSide,
  { user, channel, type, data, messageId }: Interaction,
  id: string,
  token: string,
): object {
  const { state } = side
  const message = messageId === null ? undefined : findMessage(state, channel.id, messageId)
  const who =
    channel.type === 1 ? { user: userWire(user) } : { member: { user: userWire(user), permissions: '0', roles: [] } }
  return {
    id,
    application_id: state.applicationId,
    type,
    token,
    version: 1,
    ...guildOf(side, channel),
    channel_id: channel.id,
    channel: { id: channel.id, type: channel.type, name: channel.name },
    ...who,
    data,
    ...(message ? { message: wire(side, message) } : {}),
    locale: 'ja',
    entitlements: [],
    property_of_tomorrow: { hint: 'unknown properties must be ignored' },
  }
}

function placeOf(side: DiscordSide, name: string): DiscordChannel {
  const channel =
    findChannel(side.state, name) ?? side.state.channels.find((each) => each.type === 0 && each.name === name)
  if (!channel) throw new NoSuchThing(`no channel ${name}`)
  return channel
}
