import { barsSvg } from './region-bars.ts'
import { chartSvg } from './region-chart.ts'
import type { RegionSheet, Row, Table } from './region-sheet.ts'
import { escaped, page } from './result-page.ts'

/** A region's figures as a page of its own, for a phone and for paper. */
export async function regionPage(sheet: RegionSheet, { picture, pdf }: Others): Promise<string> {
  return page(sheet.locale, sheet.title, [
    `<style>${STYLE}</style>`,
    `<header><h1>${escaped(sheet.title)}</h1><p>${escaped(sheet.region)}</p><p class="faint">${escaped(sheet.date)}</p></header>`,
    ...(sheet.madeUp === '' ? [] : [`<p class="score">${escaped(sheet.madeUp)}</p>`]),
    ...sheet.notes.map((note) => `<p class="faint">${escaped(note)}</p>`),
    ...(sheet.means ? [`<figure aria-hidden="true">${await barsSvg(sheet.means)}</figure>`] : []),
    ...(await Promise.all(
      sheet.charts.map(async (one) => `<figure aria-hidden="true">${await chartSvg(one)}</figure>`),
    )),
    ...[picture, pdf].filter((one) => one !== null).map(link),
    ...sheet.tables.map(table),
  ])
}

/** The same on paper, and as a picture where there is something to draw. */
export interface Others {
  picture: Other | null
  pdf: Other
}
type Other = { label: string; url: string }

const link = ({ label, url }: Other): string => `<p class="print"><a href="${escaped(url)}">${escaped(label)}</a></p>`

function table({ heading, columns, rows, note }: Table): string {
  const heads = columns.map((column) => (column === '' ? '<td></td>' : `<th scope="col">${escaped(column)}</th>`))
  const head = columns.every((column) => column === '') ? '' : `<tr>${heads.join('')}</tr>`
  // On a phone many columns have to share what little room there is.
  const wide = columns.length > 3 ? ' class="wide"' : ''
  return `<section><h2>${escaped(heading)}</h2><table${wide}>${head}${rows.map((one) => row(one, columns.length)).join('')}</table>${note ? `<p class="faint">${escaped(note)}</p>` : ''}</section>`
}

/** Of fewer cells than the table has columns, the last one takes the room of the others. */
function row({ cells, share, isApart }: Row, columns: number): string {
  const percent = Math.round((share ?? 0) * 100)
  // Of a border, which is printed where a background is not.
  const bar = percent === 0 ? '' : `<span class="bar" style="width:${percent}%"></span>`
  const wide = columns > cells.length ? ` colspan="${columns - cells.length + 1}"` : ''
  const shown = cells.map((cell, place) => {
    const room = place === cells.length - 1 ? wide : ''
    // What is part of the row above begins with a space, on every line of it.
    const part = cell.startsWith('　') ? ' class="part"' : ''
    return place === 0
      ? `<th scope="row"${part}${room}>${escaped(cell.trimStart())}${bar}</th>`
      : `<td${room}>${escaped(cell)}</td>`
  })
  return `<tr${isApart ? ' class="apart"' : ''}>${shown.join('')}</tr>`
}

const STYLE = `
h1, h2 { word-break: auto-phrase; }
.bar { display: block; border-top: 6px solid #0072b2; }
.apart .bar { border-top: 6px dotted #4b5563; }
.apart { font-style: italic; }
section { break-inside: avoid; }
td, * + th { width: 5em; text-align: right; white-space: nowrap; }
.part { padding-left: 1.8em; }
@media (max-width: 600px) { td, * + th { width: auto; } * + th { white-space: normal; min-width: 3em; } .wide td, .wide * + th { white-space: normal; word-break: normal; overflow-wrap: normal; padding: 4px; min-width: 2em; } .wide th:first-child { min-width: 7em; } }
@media print { main { columns: 2; column-gap: 2em; } header, .score, .faint { column-span: all; } figure svg { width: 100%; } h2 { margin-top: 0; } section { padding-bottom: 1.2em; } }
`
