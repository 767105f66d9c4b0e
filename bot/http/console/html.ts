import { escaped } from '../../pictures/result-page.ts'

/** HTML that is safe to send: made by `html` alone. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = Markup | string | number | null | false | undefined | readonly Piece[]

/** Whatever is put in is words, and is escaped; but for what `html` itself has made. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(parts.map((part, place) => part + written(pieces[place])).join(''))

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (piece instanceof Markup) return piece.text
  return Array.isArray(piece) ? piece.map(written).join('') : escaped(String(piece))
}
