import { dayOf } from '#engine/calendar/calendar.ts'
import { monthParam } from '../../health/texts.ts'
import { bars } from './bars.ts'
import type { Screen } from './frame.ts'
import { html, type Markup } from './html.ts'
import { figures } from './import.ts'
import type { Body, Visit } from './visit.ts'

const MONTHS = 6

/** What a chamber is asked about first (R-122): who has joined, what it costs, and what came of it. */
export async function overviewScreen(visit: Visit): Promise<Screen> {
  const { say } = visit
  const body = html`<p>${say('overview.lead')}</p>${await joined(visit)}${await cost(visit)}${await outcome(visit)}`
  return { title: say('nav.overview'), body }
}

const get = async ({ ask, session }: Visit, path: string): Promise<Body> =>
  (await ask('GET', `/regions/${session.regionId}/${path}`)).body

const section = (title: string, ...content: readonly (Markup | false)[]): Markup =>
  html`<section><h2>${title}</h2>${content}</section>`

/** How far the companies came that asked; and why those never started that did not. */
async function joined(visit: Visit): Promise<Markup> {
  const { say } = visit
  const { steps, applied, started, stopped } = await get(visit, 'funnel')
  const firms = (count: number): string => say('overview.companies', { count })
  const rows = steps.map(({ state, companies }: Body) => ({
    ...{ label: say(`overview.step.${state}`), value: companies, says: firms(companies) },
  }))
  const reasons = stopped.map(
    ({ code, companies }: Body) => html`<li>${say(`overview.stopped.${code}`)}：${firms(companies)}</li>`,
  )
  return section(
    say('overview.joined'),
    figures([
      [say('overview.applied'), firms(applied)],
      [say('overview.started'), firms(started)],
    ]),
    bars(say('overview.joined'), rows),
    reasons.length > 0 && html`<h3>${say('overview.why-not')}</h3><ul>${reasons}</ul>`,
  )
}

/** What a firm is reckoned to cost, and what each month left to the chamber, by its book. */
async function cost(visit: Visit): Promise<Markup> {
  const { say, region, now } = visit
  const yen = (value: number): string => say('invoices-page.amount', { yen: Math.round(value) })
  const price = await get(visit, 'price')
  const last = dayOf(region, now).toPlainYearMonth()
  const months = Array.from({ length: MONTHS }, (_, at) => last.subtract({ months: MONTHS - 1 - at }).toString())
  const statements: Body[] = visit.mayCall('GET /regions/:id/statement')
    ? await Promise.all(months.map((month) => get(visit, `statement?month=${month}`)))
    : []
  const left = ({ items }: Body): number => items.find(({ party }: Body) => party === 'chamber')?.total ?? 0
  const isEmpty = statements.every(({ items }) => items.length === 0)
  const rows = statements.map((statement, at) => ({
    label: say('invoices-page.month', { at: monthParam(months[at] ?? '') }),
    ...{ value: left(statement), says: yen(left(statement)) },
  }))
  return section(
    say('overview.cost'),
    html`<p>${say('overview.cost-says')}</p>`,
    figures([
      [say('overview.each'), yen(price.perFirm.sum)],
      [say('overview.break-even', { count: price.firms }), yen(price.priceYen)],
    ]),
    rows.length > 0 &&
      html`<h3>${say('overview.left')}</h3>${isEmpty ? html`<p>${say('overview.empty')}</p>` : bars(say('overview.left'), rows)}`,
  )
}

/** Small numbers are hidden by whoever counts them. */
async function outcome(visit: Visit): Promise<Markup> {
  const { say } = visit
  const [summary, visits, talks] = await Promise.all([
    get(visit, 'summary'),
    get(visit, 'visits'),
    get(visit, 'consultation-months'),
  ])
  const shown = (count: number | null, what: string): string =>
    count === null ? say('overview.hidden') : say(`overview.${what}`, { count })
  const all = (items: Body[], what: string): number => items.reduce((sum, one) => sum + (one[what] ?? 0), 0)
  return section(
    say('overview.outcome'),
    figures([
      [say('overview.open'), shown(summary.firmsWithOpenCase, 'companies')],
      [say('overview.talks'), shown(all(talks.items, 'consultations'), 'times')],
      [say('overview.visits'), shown(all(visits.items, 'visits'), 'times')],
    ]),
    html`<p><a href="/console/reports">${say('overview.more')}</a></p>`,
  )
}
