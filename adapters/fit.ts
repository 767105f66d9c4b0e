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

/** Remembers what had to be cut, in words for the log. */
export class Fitting {
  readonly degraded: string[] = []

  text(what: string, text: string, lengthMax: number): string {
    const fitting = shortened(orBlank(text), lengthMax)
    if (fitting.length < text.length) this.degraded.push(`${what} cut from ${text.length} to ${lengthMax}`)
    return fitting
  }

  first<Item>(what: string, items: readonly Item[], countMax: number): Item[] {
    if (items.length > countMax) this.degraded.push(`${what} cut from ${items.length} to ${countMax}`)
    return items.slice(0, countMax)
  }
}
