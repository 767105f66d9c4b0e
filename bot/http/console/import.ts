import { FIRM_COLUMNS } from '#engine/firm-list.ts'
import { titleOf } from '../../firm-import/list.ts'
import { csvOf } from '../../region/csv.ts'
import { button, hidden, type Screen, table } from './frame.ts'
import { html, type Markup } from './html.ts'
import type { Body, Visit } from './visit.ts'

/** More would make the page longer than anybody reads; the rest is in the file. */
const FAULTS_SHOWN = 100
const LISTS_SHOWN = 10

export async function importScreen(visit: Visit): Promise<Screen> {
  const { say } = visit
  const { body: lists } = await visit.ask('GET', `/firm-imports?limit=${LISTS_SHOWN}`)
  const taken = lists.items.filter((one: Body) => one.ranAt !== null)
  const body = html`<p>${say('import.lead')}</p>
<ol class="steps"><li><a href="/console/import/template.csv">${say('import.template')}</a></li><li>${say('import.fill')}</li><li>${say('import.send')}</li></ol>
<form method="post" enctype="multipart/form-data" action="/console/import">${hidden(visit)}
<p class="field"><label for="file">${say('import.file')}</label><span class="hint" id="file-hint">${say('import.file-hint')}</span>
<input id="file" name="file" type="file" accept=".csv,text/csv" aria-describedby="file-hint" required></p>
<p class="field"><button>${say('import.look')}</button></p></form>
<details><summary>${say('import.columns')}</summary><ul>${FIRM_COLUMNS.map(
    (column) => html`<li><strong>${titleOf(column)}</strong> ${say(`import.column.${column}`)}</li>`,
  )}</ul></details>
<section><h2>${say('import.before')}</h2>${taken.length === 0 ? html`<p>${say('import.none-before')}</p>` : listsTable(visit, taken)}</section>`
  return { title: say('import.title'), body }
}

const listsTable = (visit: Visit, lists: Body[]): Markup =>
  table(
    visit.say('import.before'),
    [
      {
        head: visit.say('import.when'),
        cell: (one: Body) => html`<a href="/console/import/${one.id}">${dayOf(visit, one.ranAt)}</a>`,
      },
      { head: visit.say('import.made'), cell: (one: Body) => visit.say('firm-count', { firms: one.made }) },
      {
        head: visit.say('import.taken-back'),
        cell: (one: Body) => visit.say('firm-count', { firms: one.takenBack ?? 0 }),
      },
    ],
    lists,
  )

const dayOf = ({ say }: Visit, at: string): string => say('day', { at: { at: Date.parse(at), show: 'date-time' } })

/** A list as it stands: what it would make, what is wrong, and the one button that does it; or what it has made, and the way back. */
export async function listScreen(visit: Visit, id: string): Promise<Screen | undefined> {
  const { say } = visit
  const { status, body: list } = await visit.ask('GET', `/firm-imports/${encodeURIComponent(id)}`)
  if (status !== 200) return undefined
  const body = list.ranAt === null ? checkedBody(visit, list) : ranBody(visit, list)
  return { title: say(list.ranAt === null ? 'import.checked' : 'import.done'), body }
}

function checkedBody(visit: Visit, { id, lines, fresh, known, faulty, faults, ignored }: Body): Markup {
  const { say } = visit
  const label =
    faulty === 0 ? say('import.run', { firms: fresh }) : say('import.run-right', { firms: fresh, lines: faulty })
  return html`${figures([
    [say('import.lines'), lines],
    [say('import.fresh'), fresh],
    [say('import.known'), known],
    [say('import.faulty'), faulty],
  ])}
${ignored.length > 0 && html`<p>${say('import.ignored', { columns: { typed: ignored.join('、') } })}</p>`}
${fresh > 0 ? button(visit, `/console/import/${id}/run`, label, faulty > 0 ? { skips: 'yes' } : {}, 'main') : html`<p>${say('import.nothing')}</p>`}
${faults.length > 0 && faultsOf(visit, id, faults)}
<p><a href="/console/import">${say('import.other')}</a></p>`
}

function faultsOf(visit: Visit, id: string, faults: Body[]): Markup {
  const { say } = visit
  return html`<section><h2>${say('import.faults')}</h2>
<p>${say('import.faults-lead')} <a href="/console/import/${id}/faults.csv">${say('import.faults-csv')}</a></p>
${table(
  say('import.faults'),
  [
    { head: say('import.line'), cell: ({ line }: Body) => say('import.line-number', { line }) },
    { head: say('import.read'), cell: ({ read }: Body) => (read === '' ? '―' : html`<code>${read}</code>`) },
    { head: say('import.says'), cell: ({ says }: Body) => says },
  ],
  faults.slice(0, FAULTS_SHOWN),
)}
${faults.length > FAULTS_SHOWN && html`<p>${say('import.more', { faults: faults.length - FAULTS_SHOWN })}</p>`}</section>`
}

export async function faultsCsv(visit: Visit, id: string): Promise<string | undefined> {
  const { status, body } = await visit.ask('GET', `/firm-imports/${encodeURIComponent(id)}`)
  if (status !== 200) return undefined
  const heads = ['line', 'read', 'says'].map((one) => visit.say(`import.${one}`))
  return csvOf(
    heads,
    body.faults.map(({ line, read, says }: Body) => [line, read, says]),
    '',
  )
}

function ranBody(visit: Visit, { id, made, known, faulty, takenBack }: Body): Markup {
  const { say } = visit
  return html`${figures([
    [say('import.made'), made],
    [say('import.known'), known],
    [say('import.left-out'), faulty],
    ...(takenBack === null ? [] : [[say('import.taken-back'), takenBack] as [string, number]]),
  ])}
<ul class="next"><li><a href="/console/invites?import=${id}">${say('import.to-invites')}</a></li><li><a href="/console/firms">${say('import.to-firms')}</a></li></ul>
${made > (takenBack ?? 0) && html`<section><h2>${say('import.undo-title')}</h2><p>${say('import.undo-lead')}</p>${button(visit, `/console/import/${id}/undo`, say('import.undo'))}</section>`}`
}

export const figures = (rows: readonly (readonly [string, string | number])[]): Markup =>
  html`<dl class="figures">${rows.map(([what, count]) => html`<div><dt>${what}</dt><dd>${count}</dd></div>`)}</dl>`
