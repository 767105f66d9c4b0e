import type { Marks } from './how-marks.ts'
import type { PicturedWay } from './how-scenes.ts'

/** How one thing is done, in two lines and in two drawings. Every word is in the reader's language already. */
export interface HowSheet {
  kind: 'how'
  locale: string
  way: PicturedWay
  title: string
  lines: readonly [string, string]
  /** What stands on the screens and beside them, as few as will do. */
  marks: Marks
}
