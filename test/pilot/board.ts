import { type Button, buttonsOf, wordsOf } from '../stories/words.ts'
import type { Named, Story } from '../stories/world.ts'

export interface Card {
  /** Slack's name for it. */
  ts: string
  words: string
  buttons: readonly Button[]
}

export const offers = ({ buttons }: Card, label: string): boolean => buttons.some((one) => one.label === label)

/** A channel's cards as the staff reads them. Months leave thousands, so that each is read again only once it has changed. */
export class Board {
  readonly #story: Story
  readonly #channel: string
  readonly #read = new Map<string, Card & { edits: number }>()

  constructor(story: Story, channel: 'analysts' | 'desk') {
    this.#story = story
    this.#channel = story.playground.slack.channels[channel]
  }

  cards(): Card[] {
    const messages = this.#story.playground.control.slack.messages(this.#channel)
    const roots = messages.filter(({ ts, thread_ts: thread }) => thread === undefined || thread === ts)
    return roots.map((message) => {
      const { ts, edits } = message
      const before = this.#read.get(ts)
      if (before?.edits === edits) return before
      const card = { ts, edits, words: wordsOf(message), buttons: buttonsOf(message) }
      this.#read.set(ts, card)
      return card
    })
  }

  card(ts: string): Card | undefined {
    return this.#read.get(ts)
  }

  /** As it is now. */
  read(ts: string): Card | undefined {
    return this.cards().find((card) => card.ts === ts)
  }

  /** What follows from it is still to be done. */
  async press(name: Named, { ts, buttons }: Card, label: string): Promise<void> {
    const { playground, slack } = this.#story
    const button = buttons.find((one) => one.label === label)
    if (!button) throw new Error(`no button ${label} on the card ${ts}`)
    const { actionId, data: value } = button
    await playground.control.slack.press(slack.id(name), { channel: this.#channel, ts, actionId, value })
  }
}
