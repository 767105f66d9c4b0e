declare module 'fontkit' {
  /** As far as words are drawn with it. */
  export interface Font {
    unitsPerEm: number
    layout(words: string): {
      glyphs: readonly { path: Path }[]
      positions: readonly { xAdvance: number; xOffset: number; yOffset: number }[]
    }
  }
  export interface Path {
    /** `a b c d e f` as SVG's `matrix` has them. */
    transform(a: number, b: number, c: number, d: number, e: number, f: number): Path
    /** What stands in the `d` of an SVG path, in hundredths. */
    toSVG(): string
  }
  export function open(file: string): Promise<Font>
}
