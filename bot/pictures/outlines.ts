/**
 * The words of a picture as outlines. What draws reads its fonts anew for every letter, 0.15 ms each, while most words are
 * the same on all the pictures of a month; each is therefore turned into outlines once, and drawing takes a quarter of the
 * time.
 */
const TEXT =
  /<text x="(?<x>[\d.]+)" y="(?<y>[\d.]+)" (?<look>font-size[^>]*?) fill="(?<fill>[^"]+)"(?<anchor>[^>]*)>(?<words>[^<]*)<\/text>/g

interface Font {
  family: string
  regular: string
  bold: string
}

/** So many words are remembered, about 4 MB; the names of firms push the oldest out. */
const KEPT_MAX = 2_000
const kept = new Map<string, string>()

/** The same picture; only texts as `TEXT` has them, without children, are outlined. */
export async function outlined(svg: string, { family, regular, bold }: Font): Promise<string> {
  const { Resvg } = await import('@resvg/resvg-js')
  const outlinesOf = (look: string, words: string): string => {
    const key = `${look} ${words}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const alone = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1" font-family="${family}"><text ${look}>${words}</text></svg>`
    // Reading both would take twice as long.
    const fontFiles = [look.includes('font-weight="bold"') ? bold : regular]
    const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: family }
    const outlines = [...new Resvg(alone, { font }).toString().matchAll(/ d="([^"]+)"/g)]
      .map(([, line = '']) => `<path d="${rounded(line)}"/>`)
      .join('')
    for (const [oldest] of kept) if (kept.size >= KEPT_MAX) kept.delete(oldest)
    kept.set(key, outlines)
    return outlines
  }
  return svg.replace(TEXT, (...found) => {
    const { x, y, look, fill, anchor, words } = found.at(-1) as Record<string, string>
    return `<g transform="translate(${x} ${y})" fill="${fill}">${outlinesOf(`${look}${anchor}`, words ?? '')}</g>`
  })
}

/** Hundredths of a pixel are more than anybody sees. */
const rounded = (line: string): string =>
  line.replace(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100))
