import type { Font } from 'fontkit'
import { FONT } from './fonts.ts'
import { unescaped } from './result-page.ts'

/**
 * The words of a picture as outlines. What draws reads its fonts anew for every picture and every letter, while most words are
 * the same on all the pictures of a month; each is therefore turned into outlines once, by fonts that are read once, and
 * drawing takes a quarter of the time.
 */
const TEXT =
  /<text x="(?<x>[\d.]+)" y="(?<y>[\d.]+)" font-size="(?<size>[\d.]+)" font-weight="(?<weight>\w+)" fill="(?<fill>[^"]+)"(?: text-anchor="(?<anchor>\w+)")?>(?<words>[^<]*)<\/text>/g

/** So many words are remembered, about 4 MB; the names of firms push the oldest out. */
const KEPT_MAX = 2_000
const kept = new Map<string, string>()

/** The same picture in our own font; only texts as `TEXT` has them, without children, are outlined. */
export async function outlined(svg: string): Promise<string> {
  const { normal, bold } = await fonts()
  return svg.replace(TEXT, (...found) => {
    const { x, y, size, weight, fill, anchor = 'start', words = '' } = found.at(-1) as Record<string, string>
    const font = weight === 'bold' ? bold : normal
    const outlines = once(`${size} ${weight} ${anchor} ${words}`, () =>
      outlinesOf(font, { words, size: Number(size), anchor }),
    )
    return `<path transform="translate(${x} ${y})" fill="${fill}" d="${outlines}"/>`
  })
}

type Fonts = Record<'normal' | 'bold', Font>
let loaded: Promise<Fonts> | undefined
const fonts = (): Promise<Fonts> => (loaded ??= load())

async function load(): Promise<Fonts> {
  const { open } = await import('fontkit')
  return { normal: await open(FONT.regular), bold: await open(FONT.bold) }
}

function outlinesOf(font: Font, { words, size, anchor }: { words: string; size: number; anchor: string }): string {
  const { glyphs, positions } = font.layout(unescaped(words))
  const scale = size / font.unitsPerEm
  const width = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
  let left = { start: 0, middle: -width / 2, end: -width }[anchor] ?? 0
  const drawn = positions.map(({ xAdvance, xOffset, yOffset }, place) => {
    const [x, y] = [(left + xOffset) * scale, -yOffset * scale]
    left += xAdvance
    return glyphs[place]?.path.transform(scale, 0, 0, -scale, x, y).toSVG() ?? ''
  })
  return drawn.join('')
}

function once(key: string, draw: () => string): string {
  const known = kept.get(key)
  if (known !== undefined) return known
  const drawn = draw()
  for (const [oldest] of kept) if (kept.size >= KEPT_MAX) kept.delete(oldest)
  kept.set(key, drawn)
  return drawn
}
