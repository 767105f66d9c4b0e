import { escaped, page } from './result-page.ts'
import { panelSvg, stepSvg, wiringSvg } from './wiring-drawing.ts'
import type { WiringSheet } from './wiring-sheet.ts'

/**
 * All steps as a page whose pictures move: a plug goes to its hole, and the cable stays (操作動画, R-053). No script and nothing
 * from elsewhere; whoever wants no movement, or prints it, sees the same pictures standing still.
 */
export const wiringPage = (sheet: WiringSheet, pdf: { label: string; url: string }): string =>
  page(sheet.locale, sheet.title, [
    `<style>${STYLE}</style>`,
    `<header><h1>${escaped(sheet.title)}</h1><p>${escaped(sheet.firm)}</p></header>`,
    ...(['before', 'after'] as const).map(
      (when) => `<section><h2>${escaped(sheet.words[when])}</h2><figure>${panelSvg(sheet, when)}</figure></section>`,
    ),
    ...sheet.words.steps.map(
      ({ heading, text }, place) =>
        `<section class="step" id="s${place + 1}"><h2>${escaped(sheet.words.counted[place] ?? '')}　${escaped(heading)}</h2><p>${escaped(text)}</p><figure>${stepSvg(sheet, place, { isMoving: true, hasHead: false })}</figure></section>`,
    ),
    `<section><h2>${escaped(sheet.words.restore.heading)}</h2><figure>${wiringSvg({ ...sheet, shown: 'restore' })}</figure></section>`,
    `<p>${escaped(sheet.words.help)}</p>`,
    `<p class="print"><a href="${escaped(pdf.url)}">${escaped(pdf.label)}</a></p>`,
  ])

/** Four seconds a round: the old end goes, the plug travels, the cable is there. */
const STYLE = `
.step { break-inside: avoid; }
.plug { offset-rotate: auto; opacity: 0; }
@media screen and (prefers-reduced-motion: no-preference) {
  .plug { animation: travel 4s ease-in-out infinite; }
  .new { animation: appear 4s linear infinite; }
  .gone { animation: vanish 4s linear infinite; }
  .lamp { animation: blink 2s steps(2, jump-none) infinite; }
}
@keyframes travel { 0% { offset-distance: 0%; opacity: 0; } 12% { offset-distance: 0%; opacity: 1; } 62% { offset-distance: 100%; opacity: 1; } 72%, 100% { offset-distance: 100%; opacity: 0; } }
@keyframes appear { 0%, 12% { opacity: .12; } 62%, 100% { opacity: 1; } }
@keyframes vanish { 0%, 12% { opacity: 1; } 55%, 100% { opacity: .12; } }
@keyframes blink { from { fill: #ffffff; } to { fill: #16a34a; } }
`
