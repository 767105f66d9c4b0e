import { correction, generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import { html, type Markup } from './html.ts'

/** Modules of white that a reader needs on each side. */
const QUIET = 4

export function qrSvg(link: string): Markup {
  const code = generate(link, { minCorrectionLevel: correction.M })
  const side = code.size + 2 * QUIET
  return html`<svg viewBox="${-QUIET} ${-QUIET} ${side} ${side}" role="img" aria-label="QR"><path d="${toSvgPath(code)}"/></svg>`
}
