import type { BoxId, Colour, StepId, Wiring } from '#engine/installation/wiring.ts'

/** What is drawn, printed and moved of one firm's wiring. Every word is in the reader's language already. */
export interface WiringSheet {
  kind: 'wiring'
  locale: string
  title: string
  firm: string
  wiring: Wiring
  /** Which picture: a step from 0, all of it before and after, or the way back. */
  shown: number | 'overview' | 'restore'
  words: WiringWords
}

export interface WiringWords {
  /** The router's maker and model among them. */
  boxes: Readonly<Record<BoxId, string>>
  /** As it is printed on the router: its hole towards the internet, and the others. */
  printed: { wan: string; lan: string }
  colours: Readonly<Record<Colour, string>>
  before: string
  after: string
  /** On the picture itself, as few as will do. */
  marks: Readonly<
    Record<'here' | 'pull' | 'move' | 'lamp' | 'socket' | 'page' | 'sheet' | 'join' | 'copy' | 'wall', string>
  >
  parcel: readonly { colour: Colour | null; isCord: boolean; text: string }[]
  restore: { heading: string; after: string; lines: readonly string[]; alt: string }
  overview: { heading: string; alt: string }
  steps: readonly { id: StepId; heading: string; text: string; alt: string }[]
  /** 「3 / 8」. */
  counted: readonly string[]
  /** Below the page and on the paper: whom to ask. */
  help: string
  print: string
}
