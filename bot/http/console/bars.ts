import { html, type Markup } from './html.ts'

export interface Bar {
  label: string
  value: number
  /** The value as people read it. */
  says: string
}

const ROW = 34
const LABEL = 120
const BAR = 190
const WIDTH = LABEL + BAR + 110

/** Bars of one measure, as a picture that needs no script; what is below zero is empty. Whoever cannot see it hears what each says. */
export function bars(title: string, rows: readonly Bar[]): Markup {
  const most = Math.max(1, ...rows.map(({ value }) => Math.abs(value)))
  const lengthOf = (value: number): number => Math.round((Math.abs(value) / most) * BAR)
  const drawn = rows.map(({ label, value, says }, place) => {
    const middle = place * ROW + ROW / 2
    return html`<text x="${LABEL - 10}" y="${middle + 5}" text-anchor="end">${label}</text>
<rect x="${LABEL}" y="${middle - 11}" width="${Math.max(1, lengthOf(value))}" height="22" rx="3"${value < 0 && html` class="minus"`}/>
<text x="${LABEL + lengthOf(value) + 8}" y="${middle + 5}" class="value">${says}</text>`
  })
  const heard = rows.map(({ label, says }) => `${label} ${says}`).join('、')
  return html`<svg class="bars" viewBox="0 0 ${WIDTH} ${rows.length * ROW}" role="img" aria-label="${title}：${heard}">${drawn}</svg>`
}
