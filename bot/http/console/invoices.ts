import { dayOf } from '#engine/calendar/calendar.ts'
import { PARTY_KINDS } from '#engine/money.ts'
import { monthParam } from '../../health/texts.ts'
import { button, hidden, type Screen, select, table } from './frame.ts'
import { html, type Markup } from './html.ts'
import type { Body, Visit } from './visit.ts'

/** What waits for its money, by who pays and who gets it, with the button for when it has come; then what was given last. */
export async function invoicesScreen(visit: Visit): Promise<Screen> {
  const { say } = visit
  const [unpaid, { body: all }] = await Promise.all([unpaidOf(visit), visit.ask('GET', '/invoices?limit=50')])
  const number = {
    head: say('invoices-page.number'),
    cell: (one: Body) => html`<a href="${one.paper}">${one.number}</a>`,
  }
  const from = { head: say('invoices-page.from'), cell: (one: Body) => one.from }
  const to = { head: say('invoices-page.to'), cell: (one: Body) => one.to }
  const rest = [
    { head: say('invoices-page.yen'), cell: (one: Body) => say('invoices-page.amount', { yen: one.total }) },
    { head: say('invoices-page.due'), cell: (one: Body) => dueText(visit, one.dueOn) },
  ]
  const act = (side: string) => {
    const came = (one: Body): Markup =>
      button(visit, `/console/invoices/${one.id}/paid`, say(`invoices-page.done.${side}`), {
        number: String(one.number),
      })
    return visit.mayCall('PUT /invoices/:id/paid') ? [{ head: say('vendors.act'), cell: came }] : []
  }
  const state = (one: Body): string =>
    one.kind === 'credit-note' || one.creditedBy !== null
      ? say('invoices-page.credited')
      : one.paidOn === null
        ? say('invoices-page.open')
        : say('invoices-page.paid-on', { at: { at: Date.parse(one.paidOn), show: 'date' } })
  const section = (side: 'in' | 'out' | 'others', parties: (typeof from)[]): Markup | false => {
    const items: Body[] = unpaid.filter((one: Body) => sideOf(one) === side)
    const yen = items.reduce((sum: number, one: Body) => sum + one.total, 0)
    if (items.length === 0 && side !== 'in') return false
    return html`<section><h2>${say(`invoices-page.unpaid.${side}`, { count: items.length, yen })}</h2>
${items.length === 0 ? html`<p>${say('invoices-page.none')}</p>` : table(say(`invoices-page.unpaid-table.${side}`), [number, ...parties, ...rest, ...act(side)], items)}</section>`
  }
  const body = html`${monthForms(visit)}${section('in', [to])}${section('out', [from])}${section('others', [from, to])}
${all.items.length > 0 && html`<section><h2>${say('invoices-page.all')}</h2>${table(say('invoices-page.all'), [number, from, to, ...rest, { head: say('vendors.state'), cell: state }], all.items)}</section>`}`
  return { title: say('nav.invoices'), body }
}

/** All of them, however many: they are added up. */
async function unpaidOf({ ask }: Visit): Promise<Body[]> {
  const found: Body[] = []
  for (let cursor = ''; ; ) {
    const { body } = await ask('GET', `/invoices?unpaid=true&limit=200${cursor}`)
    found.push(...body.items)
    if (body.nextCursor === null) return found
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
  }
}

/** Seen from the chamber: what comes in, what goes out, and what passes it by. */
const sideOf = ({ payee, payer }: Body): 'in' | 'out' | 'others' =>
  payee === 'chamber' ? 'in' : payer === 'chamber' ? 'out' : 'others'

const dueText = ({ say }: Visit, day: string | null): string =>
  day === null ? '' : say('day', { at: { at: Date.parse(day), show: 'date' } })

/** The month that goes on, and those before: none that has not begun can be chosen. */
export function monthsOf({ region, now }: Visit, count: number): string[] {
  const last = dayOf(region, now).toPlainYearMonth()
  return Array.from({ length: count }, (_, ago) => last.subtract({ months: ago }).toString())
}

export const monthOption = ({ say }: Visit, month: string) => ({
  value: month,
  label: say('invoices-page.month', { at: monthParam(month) }),
})

/** A month is closed, and what it owes is billed: each by itself, in that order. */
function monthForms(visit: Visit): Markup {
  const { say } = visit
  const [, before = ''] = monthsOf(visit, 2)
  const form = (
    act: 'close' | 'issue',
  ): Markup => html`<form method="post" action="/console/invoices/${act}">${hidden(visit)}
${select(
  say(`invoices-page.${act}-month`),
  'month',
  monthsOf(visit, 13).map((month) => monthOption(visit, month)),
  before,
)}<p class="field"><button>${say(`invoices-page.${act}`)}</button></p></form>`
  return html`${
    visit.mayCall('POST /regions/:id/charges') &&
    html`<section><h2>${say('invoices-page.closing')}</h2><p>${say('invoices-page.closing-says')}</p>${form('close')}${form('issue')}
<ul class="next"><li><a href="/console/statements">${say('nav.statements')}</a></li></ul></section>`
  }`
}

/** What each party gets and pays in a month, with its paper. */
export async function statementsScreen(visit: Visit, query: Readonly<Record<string, string>>): Promise<Screen> {
  const { say, session } = visit
  const months = monthsOf(visit, 13)
  const month = months.find((one) => one === query.month) ?? months[1] ?? ''
  const { body: statement } = await visit.ask('GET', `/regions/${session.regionId}/statement?month=${month}`)
  const rows = (statement.items as Body[]).toSorted((one, other) => placeOf(one) - placeOf(other))
  const yen = (value: number): string => say('invoices-page.amount', { yen: value })
  const part = (one: Body, sign: 1 | -1): string =>
    yen(one.lines.reduce((sum: number, line: Body) => sum + Math.max(0, sign * line.yen), 0))
  const columns = [
    {
      head: say('column.name'),
      cell: (one: Body) => html`<a href="${one.paper}">${one.name ?? say(`statements.party.${one.party}`)}</a>`,
    },
    { head: say('statements.came'), cell: (one: Body) => part(one, 1) },
    { head: say('statements.went'), cell: (one: Body) => part(one, -1) },
    { head: say('statements.total'), cell: (one: Body) => yen(one.total) },
  ]
  const chooser = html`<form method="get" action="/console/statements">${select(
    say('statements.month'),
    'month',
    months.map((one) => monthOption(visit, one)),
    month,
  )}<p class="field"><button>${say('statements.show')}</button></p></form>`
  const body = html`<p>${say('statements.lead')}</p>${chooser}
${rows.length === 0 ? html`<p>${say('statements.none')}</p>` : table(say('nav.statements'), columns, rows)}`
  return { title: say('nav.statements'), body }
}

/** Whoever stands between them first, then the firms. */
const placeOf = ({ party }: Body): number => (party === 'firm' ? PARTY_KINDS.length : PARTY_KINDS.indexOf(party))
