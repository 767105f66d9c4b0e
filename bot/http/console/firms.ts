import { FIRM_STANDINGS } from '#db/register.ts'
import { SIZE_BANDS } from '#engine/firm-list.ts'
import { csvOf } from '../../region/csv.ts'
import { field, pager, type Screen, select, table } from './frame.ts'
import { html, type Markup } from './html.ts'
import type { Body, Visit } from './visit.ts'

const PAGE_SIZE = 50
type Query = Readonly<Record<string, string>>

/** `/console/firms` with what is looked for, as an address can say it. */
const asked = ({ q = '', standing = '', order = '' }: Query, page = 1): string =>
  new URLSearchParams({ q, standing, order, ...(page > 1 && { page: String(page) }) }).toString()

const register = async (
  visit: Visit,
  { q = '', standing = '', order = '', page = '1' }: Query,
  size: number,
): Promise<Body> => {
  const wanted = new URLSearchParams({
    ...{ words: q.slice(0, 100).trim(), size: String(size), page: /^\d{1,5}$/.test(page) && page !== '0' ? page : '1' },
    ...((FIRM_STANDINGS as readonly string[]).includes(standing) && { standing }),
    order: order === 'name' ? 'name' : 'newest',
  })
  return (await visit.ask('GET', `/regions/${visit.session.regionId}/firms?${wanted}`)).body
}

export const standingsOf = (visit: Visit): Promise<Body> => register(visit, {}, 1)

export async function firmsScreen(visit: Visit, query: Query): Promise<Screen> {
  const { say } = visit
  const found = await register(visit, query, PAGE_SIZE)
  const { items, total, counts, page, pages } = found
  const any = { value: '', label: say('firms.any') }
  const standings = FIRM_STANDINGS.map((one) => ({
    value: one,
    label: say('firms.of-standing', { standing: { key: `console.standing.${one}` }, firms: counts[one] }),
  }))
  const orders = ['newest', 'name'].map((value) => ({ value, label: say(`firms.order.${value}`) }))
  const body = html`<form class="search" role="search" action="/console/firms">
${field(say('firms.words'), 'q', { type: 'search', value: query.q ?? '', hint: say('firms.words-hint') })}
${select(say('firms.standing'), 'standing', [any, ...standings], query.standing)}
${select(say('firms.order.label'), 'order', orders, query.order)}
<p class="field"><button>${say('firms.search')}</button></p></form>
<p role="status">${say(total === 0 ? 'firms.none' : 'firms.found', { firms: total })}</p>
${total > 0 && table(say('firms.title'), columns(visit), items)}
${pager(visit, { page, pages }, (one) => `/console/firms?${asked(query, one)}`)}
${total > 0 && html`<p><a href="/console/firms.csv?${asked(query)}">${say('firms.csv')}</a></p>`}`
  return { title: say('firms.title'), body }
}

const columns = (visit: Visit) => [
  {
    head: visit.say('column.name'),
    cell: ({ firmId, name, kana }: Body) =>
      html`<a href="/console/firms/${firmId}">${name}</a>${kana && html`<span class="kana">${kana}</span>`}`,
  },
  { head: visit.say('column.municipality'), cell: ({ municipality }: Body) => municipality ?? '―' },
  { head: visit.say('column.phone'), cell: ({ phone }: Body) => phoneLink(phone) },
  { head: visit.say('column.standing'), cell: ({ standing }: Body) => badge(visit, standing) },
]

const badge = ({ say }: Visit, standing: string): Markup =>
  html`<span class="badge ${standing}">${say(`standing.${standing}`)}</span>`

const phoneLink = (phone: string | null): Markup | string =>
  phone === null ? '―' : html`<a href="tel:${phone.replace(/[^\d+]/g, '')}">${phone}</a>`

/** Everything that is found, for a spreadsheet. */
export async function firmsCsv(visit: Visit, query: Query): Promise<string> {
  const { items } = await register(visit, { ...query, page: '1' }, 10_000)
  const heads = [
    'name',
    'kana',
    'corporateNumber',
    'industry',
    'size',
    'pcs',
    'municipality',
    'phone',
    'contactName',
    'mail',
    'standing',
  ]
  const rows = items.map((firm: Body) => [
    ...[firm.name, firm.kana, firm.corporateNumber, firm.industry, sizeOf(visit, firm), firm.pcs, firm.municipality],
    ...[firm.phone, firm.contactName, firm.mail, visit.say(`standing.${firm.standing}`)],
  ])
  return csvOf(
    heads.map((one) => visit.say(`column.${one}`)),
    rows,
    '',
  )
}

const sizeOf = ({ say }: Visit, { employees, sizeBand }: Body): string | null => {
  if (employees !== null) return say('people', { people: employees })
  return SIZE_BANDS.includes(sizeBand) ? say(`size.${sizeBand}`) : null
}

/** What stands in the register of one firm, who is asked there, and how far it has come; nothing of what was found at it. */
export async function firmScreen(visit: Visit, id: string): Promise<Screen | undefined> {
  const { say } = visit
  const { status, body: firm } = await visit.ask('GET', `/firms/${encodeURIComponent(id)}`)
  if (status !== 200) return undefined
  const [contacts, checks] = await Promise.all([
    visit.ask('GET', `/firms/${firm.firmId}/contacts`),
    visit.ask('GET', `/health-checks?firmId=${firm.firmId}&limit=12`),
  ])
  const order = firm.orderState && say(`order.${firm.orderState}`)
  const facts: [string, Markup | string | number | null][] = [
    ['kana', firm.kana],
    ['corporateNumber', firm.corporateNumber],
    ['industry', firm.industry],
    ['size', sizeOf(visit, firm)],
    ['pcs', firm.pcs],
    ['municipality', firm.municipality],
    ['phone', phoneLink(firm.phone)],
    ['contactName', firm.contactName],
    ['mail', firm.mail && html`<a href="mailto:${firm.mail}">${firm.mail}</a>`],
    ['since', say('day', { at: { at: Date.parse(firm.createdAt), show: 'date' } })],
    ['order', order ?? say('firm.no-order')],
  ]
  const people = contacts.body.items ?? []
  const shown = checks.body.items ?? []
  const body = html`<p>${badge(visit, firm.standing)}</p>
<section><h2>${say('firm.register')}</h2><dl>${facts.map(
    ([key, value]) => html`<div><dt>${say(`column.${key}`)}</dt><dd>${value ?? '―'}</dd></div>`,
  )}</dl></section>
<section><h2>${say('firm.people')}</h2>${
    people.length === 0
      ? html`<p>${say('firm.nobody')}</p>`
      : html`<ol>${people.map((one: Body) => html`<li>${say('firm.person', { name: { typed: one.name }, role: { key: `console.role.${one.role}` } })}</li>`)}</ol>`
  }</section>
<section><h2>${say('firm.checks')}</h2>${
    shown.length === 0
      ? html`<p>${say('firm.no-checks')}</p>`
      : html`<ul>${shown.map((one: Body) => html`<li>${one.month}</li>`)}</ul>`
  }<p class="faint">${say('firm.consent')}</p></section>
<p><a href="/console/firms">${say('firm.back')}</a></p>`
  return { title: firm.name, body }
}
