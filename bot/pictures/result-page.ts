import type { RadarAxis } from './radar.ts'
import { radarSvg } from './radar.ts'
import type { Sheet } from './sheet.ts'

/** The sheet as a page of its own: no script, nothing from elsewhere, for a phone and for paper. */
export async function resultPage(sheet: Sheet, pdf: { label: string; url: string }): Promise<string> {
  const radar = await radarSvg(sheet.radar)
  return page(sheet.locale, sheet.title, [
    `<header><h1>${escaped(sheet.title)}</h1><p>${escaped(sheet.firm)}</p><p class="faint">${escaped(sheet.date)}</p></header>`,
    `<section class="score"><p><strong>${escaped(sheet.score.points)}</strong> ${escaped(sheet.score.of)}</p><p>${escaped(sheet.band)}</p>${paragraphs(sheet.progress)}</section>`,
    `<figure aria-hidden="true">${radar}</figure>`,
    axes(sheet),
    ...sheet.answers.map(({ heading, lines }) => `<section><h2>${escaped(heading)}</h2>${paragraphs(lines)}</section>`),
    measures(sheet),
    `<footer class="faint">${paragraphs(sheet.notes)}</footer>`,
    `<p class="print"><a href="${escaped(pdf.url)}">${escaped(pdf.label)}</a></p>`,
  ])
}

/** A page that shows nothing of anybody: a heading and what to do. */
export const plainPage = (locale: string, heading: string, lines: readonly string[]): string =>
  page(locale, heading, [`<header><h1>${escaped(heading)}</h1></header>`, paragraphs(lines)])

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const SIGNS = new Map(Object.entries(ENTITIES).map(([sign, entity]) => [entity, sign]))
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
/** What `escaped` has written, as it was. */
export const unescaped = (written: string): string =>
  written.replace(/&[#\w]+;/g, (entity) => SIGNS.get(entity) ?? entity)

const paragraphs = (lines: readonly string[]): string => lines.map((line) => `<p>${escaped(line)}</p>`).join('')

/** What the picture shows, for whoever cannot see it. */
function axes({ radar, figures, national }: Sheet): string {
  const shownIn = (['own', 'goal', 'others'] as const).filter((of) => radar.legend[of] !== '')
  const columns = shownIn.map((of) => radar.legend[of])
  const cells = (axis: RadarAxis): string => shownIn.map((of) => `<td>${shown(axis[of])}</td>`).join('')
  const rows = radar.axes.map((axis) => `<tr><th scope="row">${escaped(axis.label)}</th>${cells(axis)}</tr>`)
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')
  return `<details><summary>${escaped(figures)}</summary><table><tr><td></td>${head}</tr>${rows.join('')}</table>${countrywide(national)}</details>`
}

/** What is known of the whole country, item by item; it is not of the picture's kind, and stands apart. */
function countrywide({ heading, rows }: Sheet['national']): string {
  if (rows.length === 0) return ''
  const cells = rows.map(
    ({ what, share }) => `<tr><th scope="row">${escaped(what)}</th><td>${escaped(share)}</td></tr>`,
  )
  return `<p>${escaped(heading)}</p><table>${cells.join('')}</table>`
}

const shown = (value: number | null): string => (value === null ? '―' : `${Math.round(value)}%`)

function measures({ measures: { heading, rows } }: Sheet): string {
  if (rows.length === 0) return ''
  const items = rows.map(
    ({ what, cost, time }) =>
      `<li>${escaped(what)}<br><span class="tag">${escaped(cost)}</span> <span class="tag">${escaped(time)}</span></li>`,
  )
  return `<section><h2>${escaped(heading)}</h2><ol>${items.join('')}</ol></section>`
}

export const page = (locale: string, title: string, body: readonly string[]): string => `<!doctype html>
<html lang="${escaped(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>
${body.join('\n')}
</main></body>
</html>
`

const STYLE = `
body { margin: 0; background: #f3f4f6; color: #1f2937; font: 17px/1.7 "BIZ UDPGothic", "Hiragino Sans", "Noto Sans JP", "Yu Gothic UI", sans-serif; overflow-wrap: anywhere; word-break: auto-phrase; line-break: strict; text-wrap: pretty; }
main { max-width: 640px; margin: 0 auto; padding: 16px; background: #fff; }
h1 { font-size: 1.3em; margin: 0; line-height: 1.4; }
h2 { font-size: 1.1em; margin: 1.4em 0 .2em; color: #0b4f7d; }
p { margin: .3em 0; }
figure { margin: 0 -16px; }
figure svg { width: 100%; height: auto; }
.score { background: #eff6ff; padding: 8px 16px; margin: 12px 0; font-weight: bold; }
.score strong { font-size: 2em; color: #0b4f7d; }
.faint { color: #4b5563; font-size: .88em; }
.signature { margin-top: 2em; text-align: right; }
.tag { display: inline-block; border: 1px solid #cbd5e1; border-radius: 4px; padding: 0 8px; margin-right: 4px; font-size: .88em; }
li { margin: .5em 0; }
table { border-collapse: collapse; width: 100%; font-size: .88em; }
th, td { border-bottom: 1px solid #cbd5e1; padding: 4px 8px; text-align: left; font-weight: normal; }
a { color: #1d4ed8; }
:focus-visible { outline: 3px solid #1d4ed8; outline-offset: 2px; }
@media print { body { background: #fff; font-size: 11pt; } main { padding: 0; max-width: none; } figure { margin: 0; } figure svg { width: 60%; } .print, details { display: none; } }
`
