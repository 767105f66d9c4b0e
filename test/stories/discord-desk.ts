import { expect, vi } from 'vitest'
import type { Component, DiscordMessage } from '#playground/emulators/discord/state.ts'
import type { Story } from './world.ts'

type Channel = 'analysts' | 'desk' | 'operations'

/** The hands and eyes of the staff on Discord. */
export function discordDesk({ playground, settle, made, regionId }: Story) {
  const { control, discord } = playground
  const people = control.discord
  const id = (name: string): string => {
    const user = people.users().find(({ globalName }) => globalName === name)
    if (!user) throw new Error(`nobody called ${name} is on Discord`)
    return user.id
  }
  const cards = (channel: Channel): DiscordMessage[] =>
    people.messages(discord.channels[channel]).filter(({ authorId }) => authorId === discord.botUserId)
  const direct = (name: string): DiscordMessage[] =>
    people.messages(people.directMessage(id(name))).filter(({ authorId }) => authorId === discord.botUserId)
  /** What only this person sees in a channel. */
  const own = (name: string, channel: Channel): DiscordMessage | undefined =>
    people.messages(discord.channels[channel], id(name)).findLast(({ ephemeralTo }) => ephemeralTo !== undefined)

  const press = async (name: string, message: DiscordMessage | undefined, label: string): Promise<void> => {
    const button = message && buttonsOf(message.components).find((one) => one.label === label)
    if (!button) throw new Error(`no button ${label} on: ${message && wordsOf(message)}`)
    const { channelId, id: messageId } = message
    const told = await people.press(id(name), { channel: channelId, messageId, customId: button.customId })
    expect(told.webhookStatus, `${label} was answered`).not.toBeNull()
    await settle()
  }
  /** Over the gateway nothing tells that words were heard: they are answered. */
  const says = async (name: string, text: string): Promise<void> => {
    const had = direct(name).length
    people.post(id(name), { channel: people.directMessage(id(name)), text })
    await vi.waitFor(
      async () => {
        await settle()
        expect(direct(name).length).toBeGreaterThan(had)
      },
      { timeout: 5_000 },
    )
  }

  return {
    id,
    cards: (channel: Channel) => cards(channel).map(wordsOf),
    thread: (channel: Channel) => people.messages(cards(channel).at(-1)?.id ?? '').map(wordsOf),
    buttons: (channel: Channel) => buttonsOf(cards(channel).at(-1)?.components ?? []).map(({ label }) => label),
    presses: (name: string, label: string, channel: Channel = 'analysts') => press(name, cards(channel).at(-1), label),
    /** A finger that is over a button, and may come down late. */
    finger(name: string, label: string, channel: Channel = 'analysts'): () => Promise<void> {
      const {
        channelId,
        id: messageId,
        components,
      } = cards(channel).at(-1) ?? { channelId: '', id: '', components: [] }
      const customId = buttonsOf(components).find((one) => one.label === label)?.customId ?? ''
      return async () => {
        const told = await people.press(id(name), { channel: channelId, messageId, customId })
        expect(told.webhookStatus).not.toBeNull()
        await settle()
      }
    },
    /** A button under what only this person sees. */
    goesOn: (name: string, label: string, channel: Channel = 'analysts') => press(name, own(name, channel), label),
    /** The newest button with this label in what the bot said to this person alone. */
    taps: (name: string, label: string) =>
      press(
        name,
        direct(name).findLast((one) => buttonsOf(one.components).some((button) => button.label === label)),
        label,
      ),
    sees: (name: string, channel: Channel = 'analysts') => wordsOf(own(name, channel)),
    modal: (name: string) => {
      const open = people.modal(id(name))
      return open && { title: open.title, words: wordsOf(open), fields: Object.keys(fieldsOf(open.components)) }
    },
    /** Fills in fields of the open modal and sends it off. */
    async fills(name: string, values: Record<string, string>): Promise<void> {
      const fields = fieldsOf(people.modal(id(name))?.components ?? [])
      const entered = Object.fromEntries(
        Object.entries(values).map(([field, value]) => [fields[field] ?? field, value]),
      )
      const told = await people.submit(id(name), { values: entered })
      expect([told.missing, told.webhookStatus !== null]).toEqual([[], true])
      await settle()
    },
    hears: (name: string) => direct(name).map(wordsOf),
    says,
    async commands(name: string, text: string, channel: Channel = 'analysts'): Promise<void> {
      await people.command(id(name), { command: '/otasuke', text, channel: discord.channels[channel] })
      await settle()
    },
    /** Joins by `/otasuke 参加 CODE` and tells a name. */
    async joins(name: string, role: 'analyst' | 'desk' | 'vendor', vendorId?: string): Promise<void> {
      const { code } = await made('/invites', vendorId === undefined ? { regionId, role } : { role, vendorId })
      const told = await people.command(id(name), {
        command: '/otasuke',
        text: `参加 ${code}`,
        channel: discord.channels.analysts,
      })
      expect(told.webhookStatus).not.toBeNull()
      await settle()
      await says(name, name)
    },
  }
}

/** One line for each text, as a person reads it: without what keeps Discord from reading it as its own. */
function wordsOf(value: unknown): string {
  const words: string[] = []
  visit(value, ({ content, label, value: typed, description }) => {
    for (const text of [content, label, typed, description])
      if (typeof text === 'string' && text !== '') words.push(text)
  })
  return words.join('\n').replaceAll('\\', '').replaceAll('\u2060', '')
}

function buttonsOf(components: readonly Component[]): { label: string; customId: string }[] {
  const buttons: { label: string; customId: string }[] = []
  visit(components, ({ type, label, custom_id }) => {
    if (type === 2) buttons.push({ label: String(label), customId: String(custom_id) })
  })
  return buttons
}

/** Custom ids by the fields' own. */
function fieldsOf(components: readonly Component[]): Record<string, string> {
  const fields: Record<string, string> = {}
  visit(components, ({ type, custom_id }) => {
    const id = String(custom_id)
    if (type === 3 || type === 4) fields[id.slice(id.indexOf(':') + 1)] = id
  })
  return fields
}

function visit(value: unknown, look: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, look)
  else if (typeof value === 'object' && value !== null) {
    look(value as Record<string, unknown>)
    for (const inner of Object.values(value)) visit(inner, look)
  }
}
