import { button, type Screen, table } from './frame.ts'
import { html, type Markup } from './html.ts'
import type { Body, Visit } from './visit.ts'

/** What waits for its money, with the button for when it has come; then what was given last. */
export async function invoicesScreen(visit: Visit): Promise<Screen> {
  const { say } = visit
  const [{ body: unpaid }, { body: all }] = await Promise.all([
    visit.ask('GET', '/invoices?unpaid=true&limit=200'),
    visit.ask('GET', '/invoices?limit=50'),
  ])
  const columns = [
    { head: say('invoices-page.number'), cell: (one: Body) => html`<a href="${one.paper}">${one.number}</a>` },
    { head: say('column.name'), cell: (one: Body) => one.to },
    { head: say('invoices-page.yen'), cell: (one: Body) => say('invoices-page.amount', { yen: one.total }) },
    { head: say('invoices-page.due'), cell: (one: Body) => dayOf(visit, one.dueOn) },
  ]
  const came = (one: Body): Markup =>
    button(visit, `/console/invoices/${one.id}/paid`, say('invoices-page.paid'), { number: String(one.number) })
  const state = (one: Body): string =>
    one.kind === 'credit-note' || one.creditedBy !== null
      ? say('invoices-page.credited')
      : one.paidOn === null
        ? say('invoices-page.open')
        : say('invoices-page.paid-on', { at: { at: Date.parse(one.paidOn), show: 'date' } })
  const yen = unpaid.items.reduce((sum: number, one: Body) => sum + one.total, 0)
  const act = visit.mayCall('PUT /invoices/:id/paid') ? [{ head: say('vendors.act'), cell: came }] : []
  const body = html`<section><h2>${say('invoices-page.unpaid', { count: unpaid.items.length, yen })}</h2>
${unpaid.items.length === 0 ? html`<p>${say('invoices-page.none')}</p>` : table(say('invoices-page.unpaid-table'), [...columns, ...act], unpaid.items)}</section>
${all.items.length > 0 && html`<section><h2>${say('invoices-page.all')}</h2>${table(say('invoices-page.all'), [...columns, { head: say('vendors.state'), cell: state }], all.items)}</section>`}`
  return { title: say('nav.invoices'), body }
}

const dayOf = ({ say }: Visit, day: string | null): string =>
  day === null ? '' : say('day', { at: { at: Date.parse(day), show: 'date' } })
