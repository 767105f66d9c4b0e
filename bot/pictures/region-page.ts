import { barsSvg } from './region-bars.ts'
import type { RegionSheet, Row, Table } from './region-sheet.ts'
import { escaped, page } from './result-page.ts'

/** A region's figures as a page of its own, for a phone and for paper. */
export async function regionPage(sheet: RegionSheet, picture: { label: string; url: string }): Promise<string> {
  return page(sheet.locale, sheet.title, [
    `<style>${STYLE}</style>`,
    `<header><h1>${escaped(sheet.title)}</h1><p>${escaped(sheet.region)}</p><p class="faint">${escaped(sheet.date)}</p></header>`,
    ...(sheet.madeUp === '' ? [] : [`<p class="score">${escaped(sheet.madeUp)}</p>`]),
    ...sheet.notes.map((note) => `<p class="faint">${escaped(note)}</p>`),
    ...(sheet.means ? [`<figure aria-hidden="true">${await barsSvg(sheet.means)}</figure>`] : []),
    ...(sheet.means ? [`<p class="print"><a href="${escaped(picture.url)}">${escaped(picture.label)}</a></p>`] : []),
    ...sheet.tables.map(table),
  ])
}

function table({ heading, columns, rows }: Table): string {
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')
  return `<section><h2>${escaped(heading)}</h2><table><tr>${head}</tr>${rows.map(row).join('')}</table></section>`
}

function row({ cells: [first = '', ...others], share, isApart }: Row): string {
  // Of a border, which is printed where a background is not.
  const bar = share === null ? '' : `<span class="bar" style="width:${Math.round(share * 100)}%"></span>`
  const cells = others.map((cell) => `<td>${escaped(cell)}</td>`).join('')
  return `<tr${isApart ? ' class="apart"' : ''}><th scope="row">${escaped(first)}${bar}</th>${cells}</tr>`
}

const STYLE = `
.bar { display: block; border-top: 6px solid #0072b2; }
.apart .bar { border-top: 6px dotted #4b5563; }
.apart { font-style: italic; }
section { break-inside: avoid; }
td { width: 5.5em; }
`
