import { html, type Markup } from './html.ts'
import type { Visit } from './visit.ts'

/** What every page of the console stands in. */
export interface Screen {
  title: string
  body: Markup
  /** For paper: without anything around it. */
  isSheet?: boolean
}

export const NAV = [
  { path: '/console', word: 'start', needs: 'GET /regions/:id/firms' },
  { path: '/console/overview', word: 'overview', needs: 'GET /regions/:id/funnel' },
  { path: '/console/firms', word: 'firms', needs: 'GET /regions/:id/firms' },
  { path: '/console/import', word: 'import', needs: 'POST /firm-imports' },
  { path: '/console/invites', word: 'invites', needs: 'POST /invite-sheets' },
  { path: '/console/vendors', word: 'vendors', needs: 'GET /vendors' },
  { path: '/console/plans', word: 'plans', needs: 'GET /plans' },
  { path: '/console/invoices', word: 'invoices', needs: 'GET /invoices' },
  { path: '/console/statements', word: 'statements', needs: 'GET /regions/:id/statement' },
  { path: '/console/reports', word: 'reports', needs: 'GET /regions/:id/view-link' },
  { path: '/console/desk', word: 'desk', needs: 'GET /consultations' },
  { path: '/console/settings', word: 'settings', needs: 'GET /regions/:id/programme-plan' },
] as const

export function framed(visit: Visit, path: string, { title, body, isSheet = false }: Screen): string {
  const { region, session, say } = visit
  const links = NAV.filter(({ needs }) => visit.mayCall(needs)).map(
    (one) =>
      html`<li><a href="${one.path}"${isHere(one.path, path) && html` aria-current="page"`}>${say(`nav.${one.word}`)}</a></li>`,
  )
  const who = say('who', { name: { typed: session.name }, role: { key: `console.role.${session.role}` } })
  return whole(
    region.locale,
    `${title} — ${region.name}`,
    html`
<a class="skip" href="#main">${say('skip')}</a>
<header class="top"><p class="brand">${say('brand')}<span>${region.name}</span></p>
<p class="who">${who}</p><form method="post" action="/console/leave">${hidden(visit)}<button class="quiet">${say('leave')}</button></form></header>
<nav aria-label="${say('menu')}"><ul>${links}</ul></nav>
<main id="main"${isSheet && html` class="sheet"`}><h1>${title}</h1>${told(visit)}${body}</main>`,
  )
}

export const whole = (locale: string, title: string, body: Markup): string =>
  html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/console/style.css"></head>
<body>${body}</body></html>
`.text

const isHere = (link: string, path: string): boolean =>
  link === '/console' ? path === link : path === link || path.startsWith(`${link}/`)

/** What the form before has made true, and the way back. */
function told(visit: Visit): Markup | null {
  const { said, say } = visit
  if (!said) return null
  const params = Object.fromEntries(
    Object.entries(said.params ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? { typed: value } : value,
    ]),
  )
  const undo = said.undo && button(visit, said.undo.action, say('undo'), said.undo.fields)
  return html`<div class="told${said.isWrong && ' wrong'}" role="${said.isWrong ? 'alert' : 'status'}"><p>${say(said.key, params)}</p>${undo}</div>`
}

export const hidden = ({ csrf }: Visit, fields: Record<string, string> = {}): Markup =>
  html`${Object.entries({ csrf, ...fields }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`

/** A form that is one button. */
export const button = (
  visit: Visit,
  action: string,
  label: string,
  fields: Record<string, string> = {},
  kind = 'quiet',
): Markup =>
  html`<form method="post" action="${action}">${hidden(visit, fields)}<button class="${kind}">${label}</button></form>`

export interface Column<Row> {
  head: string
  cell(row: Row): Markup | string | number | null
}

/** A table that becomes a list of cards on a phone; there each cell says what it is. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  const cells = (row: Row): Markup[] =>
    columns.map(({ head, cell }, place) =>
      place === 0
        ? html`<th scope="row">${cell(row)}</th>`
        : html`<td><span class="head" aria-hidden="true">${head}</span><span>${cell(row)}</span></td>`,
    )
  return html`<table><caption>${caption}</caption><thead><tr>${columns.map(({ head }) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table>`
}

export const field = (
  label: string,
  name: string,
  {
    type = 'text',
    value = '',
    hint = '',
    isNeeded = false,
  }: { type?: string; value?: string; hint?: string; isNeeded?: boolean } = {},
): Markup => html`<p class="field"><label for="${name}">${label}</label>${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
<input id="${name}" name="${name}" type="${type}" value="${value}"${hint && html` aria-describedby="${name}-hint"`}${isNeeded && html` required`}></p>`

export const select = (
  label: string,
  name: string,
  options: readonly { value: string; label: string }[],
  chosen = '',
): Markup =>
  html`<p class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(
    (one) => html`<option value="${one.value}"${one.value === chosen && html` selected`}>${one.label}</option>`,
  )}</select></p>`

/** 「前へ 2 / 200 次へ」; `to` is the address of a page. */
export function pager(
  { say }: Pick<Visit, 'say'>,
  { page, pages }: { page: number; pages: number },
  to: (page: number) => string,
): Markup | null {
  if (pages <= 1) return null
  return html`<nav class="pager" aria-label="${say('pager.label')}">
${page > 1 && html`<a href="${to(page - 1)}" rel="prev">${say('pager.before')}</a>`}
<span>${say('pager.place', { page, pages })}</span>
${page < pages && html`<a href="${to(page + 1)}" rel="next">${say('pager.next')}</a>`}</nav>`
}
