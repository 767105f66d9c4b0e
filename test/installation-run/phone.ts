import { type Button, buttonsOf, wordsOf } from '../stories/words.ts'
import type { Story } from '../stories/world.ts'

export interface Shown {
  words: string
  buttons: readonly Button[]
}

/** What one person sees and presses on LINE, and nothing else. */
export class Phone {
  readonly #story: Story
  readonly userId: string
  #seen = 0
  /** Taps and words since the parcel came. */
  turns = 0

  constructor(story: Story, displayName: string) {
    this.#story = story
    this.userId = story.playground.control.line.addUser({ displayName }).userId
  }

  #all(): Shown[] {
    const { items } = this.#story.playground.control.line.chat(this.userId)
    return items
      .filter(({ from }) => from === 'bot')
      .map(({ message }) => ({ words: wordsOf(message), buttons: buttonsOf(message) }))
  }

  /** What came since the last look. */
  fresh(): Shown[] {
    const all = this.#all()
    const fresh = all.slice(this.#seen)
    this.#seen = all.length
    return fresh
  }

  /** Whether it ever showed this. */
  has(words: string): boolean {
    return this.#all().some((shown) => shown.words.includes(words))
  }

  /** The newest button with this label; false where none was ever shown. */
  async taps(label: string): Promise<boolean> {
    const button = this.#all()
      .flatMap(({ buttons }) => buttons)
      .findLast((one) => one.label === label)
    if (!button) return false
    this.turns++
    await this.#story.playground.control.line.tap(this.userId, button.data, label)
    await this.#story.settle()
    return true
  }

  async says(...texts: string[]): Promise<void> {
    this.turns++
    for (const text of texts) {
      await this.#story.playground.control.line.text(this.userId, text)
      await this.#story.settle()
    }
  }
}
