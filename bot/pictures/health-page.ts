import type { HealthRow, HealthSheet } from './health-sheet.ts'
import { escaped, page } from './result-page.ts'

/** A month's health check as a page of its own: no script, nothing from elsewhere, for a phone and for paper. */
export function healthPage(sheet: HealthSheet, pdf: { label: string; url: string }): string {
  const { title, heading, firm, date, first, comment, findings, figures, meaning, unseen, trend } = sheet
  return page(sheet.locale, `${title} ${heading}`, [
    `<style>${STYLE}</style>`,
    `<header><h1>${escaped(heading)}</h1><p>${escaped(firm)}</p><p class="faint">${escaped(date)}</p></header>`,
    `<section class="score ${sheet.tone}"><p class="sign" aria-hidden="true">${escaped(sheet.sign)}</p><p><strong>${escaped(sheet.letter)}</strong></p>${lines([sheet.reason, sheet.compared, sheet.middle])}${what(sheet, sheet.explained)}</section>`,
    section(first.heading, lines([first.text])),
    ...(comment ? [section(comment.heading, lines([comment.text]))] : []),
    section(findings.heading, rows(findings.rows, sheet)),
    section(figures.heading, rows(figures.rows, sheet)),
    section(trend.heading, trendList(trend)),
    section(unseen.heading, list(unseen.lines)),
    section(meaning.heading, list(meaning.lines)),
    `<p class="print"><a href="${escaped(pdf.url)}">${escaped(pdf.label)}</a></p>`,
  ])
}

const section = (heading: string, body: string): string => `<section><h2>${escaped(heading)}</h2>${body}</section>`

const lines = (texts: readonly string[]): string =>
  texts.flatMap((text) => (text === '' ? [] : [`<p>${escaped(text)}</p>`])).join('')

const list = (texts: readonly string[]): string =>
  `<ul>${texts.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>`

const what = ({ what: word }: HealthSheet, explained: string): string =>
  `<details><summary>${escaped(word)}</summary><p>${escaped(explained)}</p></details>`

const rows = (all: readonly HealthRow[], sheet: HealthSheet): string =>
  all
    .map(
      ({ label, value, isFound, explained, task }) =>
        `<div class="row${isFound ? ' found' : ''}"><h3>${escaped(label)}</h3><p>${isFound ? '● ' : ''}${escaped(value)}</p>${lines([task])}${what(sheet, explained)}</div>`,
    )
    .join('')

function trendList({ months, legend }: HealthSheet['trend']): string {
  const all = months.map(({ month, sign }) => `<div><dt>${escaped(month)}</dt><dd>${escaped(sign)}</dd></div>`)
  return `<dl class="trend">${all.join('')}</dl><p class="faint">${escaped(legend)}</p>`
}

const STYLE = `
.score strong { font-size: 1.25em; }
.sign { font-size: 4em; font-weight: bold; line-height: 1; margin: 0; }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; column-gap: 1em; border-top: 1px solid #cbd5e1; padding: .6em 0; break-inside: avoid; }
.row > p:first-of-type { margin-left: auto; }
.row > p ~ p, .row > details { flex-basis: 100%; }
.row h3 { font-size: 1em; margin: 0; }
.row p { margin: .2em 0; }
.found > p:first-of-type { font-weight: bold; }
.trend { display: grid; grid-template-columns: repeat(6, 1fr); gap: .5em 0; text-align: center; }
.trend dd { margin: 0; font-weight: bold; }
@media (min-width: 36em), print { .trend { grid-template-columns: repeat(12, 1fr); } }
`
