const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/** Cuts at a grapheme, with an ellipsis, to at most `lengthMax` UTF-16 units: what most platforms count. */
export function shortened(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > lengthMax - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** Platforms refuse empty text; a space that shows nothing stands for it. */
export const orBlank = (text: string): string => (text.trim() === '' ? '\u3000' : text)

/** Halves of characters and control characters show nothing, and are refused by some that keep or carry the text. */
const readable = (text: string): string => text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '')

/** Remembers what had to be cut, in words for the log. */
export class Fitting {
  readonly degraded: string[] = []
  readonly #share: number

  /** Texts may be only so long a share of what they might be, where all together would be too much. */
  constructor(share = 1) {
    this.#share = share
  }

  text(what: string, text: string, lengthMax: number): string {
    const clean = readable(text)
    const length = Math.ceil(lengthMax * this.#share)
    const fitting = shortened(orBlank(clean), length)
    if (fitting.length < clean.length) this.degraded.push(`${what} cut from ${text.length} to ${length}`)
    return fitting
  }

  first<Item>(what: string, items: readonly Item[], countMax: number): Item[] {
    if (items.length > countMax) this.degraded.push(`${what} cut from ${items.length} to ${countMax}`)
    return items.slice(0, countMax)
  }
}
