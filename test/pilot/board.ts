import { buttonsOf, wordsOf } from '../stories/words.ts'
import type { Story } from '../stories/world.ts'

export interface Card {
  /** Among the channel's cards, from the first. */
  place: number
  words: string
  labels: readonly string[]
}

type Kept = Card & { edits: number }

/** A channel's cards as the staff reads them. Months leave thousands, so that each is read again only once it has changed. */
export class Board {
  readonly #messages: () => ReturnType<Story['playground']['control']['slack']['messages']>
  readonly #read = new Map<string, Kept>()

  constructor({ playground: { control, slack } }: Story, channel: 'analysts' | 'desk') {
    this.#messages = () => control.slack.messages(slack.channels[channel])
  }

  cards(): Card[] {
    const roots = this.#messages().filter(({ ts, thread_ts: thread }) => thread === undefined || thread === ts)
    return roots.map((message, place) => {
      const { ts, edits } = message
      const before = this.#read.get(ts)
      if (before?.edits === edits) return before
      const labels = buttonsOf(message).map(({ label }) => label)
      const card = { place, edits, words: wordsOf(message), labels }
      this.#read.set(ts, card)
      return card
    })
  }
}
