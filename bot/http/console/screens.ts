import { WATCHABLE, type Watchable } from '#engine/health-check.ts'
import { watchableText } from '../../health/texts.ts'
import { csvOf } from '../../region/csv.ts'
import { standingsOf } from './firms.ts'
import { button, field, hidden, pager, type Screen, select, table } from './frame.ts'
import { html, type Markup } from './html.ts'
import { figures } from './import.ts'
import { monthOption, monthsOf } from './invoices.ts'
import { qrSvg } from './qr.ts'
import type { Body, Visit } from './visit.ts'

type Query = Readonly<Record<string, string>>

/** What waits, and the numbers that have moved. */
export async function startScreen(visit: Visit): Promise<Screen> {
  const { say } = visit
  const { total, counts } = await standingsOf(visit)
  const tasks: Markup[] = []
  const task = (isDue: boolean, to: string, key: string, params = {}): void => {
    if (isDue) tasks.push(html`<li><a href="${to}">${say(`start.${key}`, params)}</a></li>`)
  }
  task(total === 0 && visit.mayCall('POST /firm-imports'), '/console/import', 'import')
  if (visit.mayCall('GET /firm-imports')) {
    const { body } = await visit.ask('GET', '/firm-imports?limit=20')
    const waiting = body.items.filter((one: Body) => one.ranAt === null).length
    const [first] = body.items.filter((one: Body) => one.ranAt === null)
    task(waiting > 0, `/console/import/${first?.id}`, 'lists', { lists: waiting })
  }
  task(counts.new > 0 && visit.mayCall('POST /invite-sheets'), '/console/invites', 'invite', { firms: counts.new })
  task(counts.invited > 0, '/console/firms?standing=invited', 'invited', { firms: counts.invited })
  task(counts.joined > 0, '/console/firms?standing=joined', 'joined', { firms: counts.joined })
  if (visit.mayCall('GET /vendors')) {
    const { body } = await visit.ask('GET', '/vendors?limit=200')
    const working = body.items.filter((one: Body) => one.isActive).length
    task(working === 0, '/console/vendors', 'vendor')
  }
  if (visit.mayCall('GET /consultations')) {
    const open = await openConsultations(visit)
    task(open.length > 0, '/console/desk', 'desk', { consultations: open.length })
  }
  const rows = (['new', 'invited', 'joined', 'watched', 'leaving'] as const).map(
    (one) => [say(`standing.${one}`), counts[one]] as const,
  )
  const body = html`<section><h2>${say('start.tasks')}</h2>${tasks.length === 0 ? html`<p>${say('start.nothing')}</p>` : html`<ul class="tasks">${tasks}</ul>`}</section>
<section><h2>${say('start.figures')}</h2>${figures([[say('start.all'), total], ...rows])}</section>`
  return { title: say('start.title'), body }
}

const SHEET_SIZE = 24

const sheets = async (visit: Visit, { import: list = '', page = '1' }: Query, size: number): Promise<Body> => {
  const wanted = new URLSearchParams({
    ...{
      regionId: visit.session.regionId,
      size: String(size),
      page: /^\d{1,5}$/.test(page) && page !== '0' ? page : '1',
    },
    ...(list !== '' && { importId: list }),
  })
  return (await visit.ask('GET', `/invite-sheets?${wanted}`)).body
}

export async function invitesScreen(visit: Visit, query: Query): Promise<Screen> {
  const { say } = visit
  const list = query.import ?? ''
  const of = list === '' ? '' : `?import=${encodeURIComponent(list)}`
  const [{ total }, { counts }] = await Promise.all([sheets(visit, query, 1), standingsOf(visit)])
  const body = html`<p>${say('invites.lead')}</p>
${list !== '' && html`<p>${say('invites.of-list')} <a href="/console/invites">${say('invites.of-all')}</a></p>`}
${figures([
  [say('invites.good'), total],
  [say('invites.without'), counts.new],
])}
${
  counts.new > 0 &&
  html`<form method="post" action="/console/invites">${hidden(visit, list === '' ? {} : { import: list })}
${select(
  say('invites.days'),
  'days',
  ['14', '30', '60', '90'].map((value) => ({ value, label: say('days', { days: Number(value) }) })),
  '30',
)}
<p class="field"><button>${say('invites.make')}</button></p></form>`
}
${total > 0 && html`<ul class="next"><li><a href="/console/invites/sheet${of}">${say('invites.print')}</a></li><li><a href="/console/invites.csv${of}">${say('invites.csv')}</a></li></ul>`}`
  return { title: say('invites.title'), body }
}

export async function inviteSheetScreen(visit: Visit, query: Query): Promise<Screen> {
  const { say, region } = visit
  const { items, total, page, pages } = await sheets(visit, query, SHEET_SIZE)
  const list = query.import ? `import=${encodeURIComponent(query.import)}&` : ''
  const cards = items.map(
    ({ firm, code, link, expiresAt }: Body) => html`<li><h2>${say('invites.for', { firm: { typed: firm } })}</h2>
${link && html`<div class="qr">${qrSvg(link)}</div><p>${say('invites.scan')}</p>`}<p class="code">${code}</p>
<p class="faint">${say('invites.until', { at: { at: Date.parse(expiresAt), show: 'date' } })} ${region.name}</p></li>`,
  )
  const body = html`<p class="screen">${say('invites.print-hint', { codes: total })}</p>
${pager(visit, { page, pages }, (one) => `/console/invites/sheet?${list}page=${one}`)}<ul class="cards">${cards}</ul>`
  return { title: say('invites.sheet'), body, isSheet: true }
}

export async function invitesCsv(visit: Visit, query: Query): Promise<string> {
  const { items } = await sheets(visit, query, 10_000)
  const heads = [
    visit.say('column.name'),
    visit.say('invites.code'),
    visit.say('invites.link'),
    visit.say('invites.end'),
  ]
  const rows = items.map(({ firm, code, link, expiresAt }: Body) => [firm, code, link, String(expiresAt).slice(0, 10)])
  return csvOf(heads, rows, '')
}

export const VENDOR_DAYS = ['mon-fri', 'mon-sat', 'mon-sun'] as const
export const SKILL_NAMES = ['incident', 'network', 'pc'] as const

export async function vendorsScreen(visit: Visit): Promise<Screen> {
  const { say } = visit
  const { body: vendors } = await visit.ask('GET', '/vendors?limit=200')
  const act = (one: Body): Markup =>
    button(
      visit,
      `/console/vendors/${one.id}/${one.isActive ? 'suspend' : 'resume'}`,
      say(`vendors.${one.isActive ? 'suspend' : 'resume'}`),
      { name: one.name },
    )
  const rows = table(
    say('vendors.title'),
    [
      { head: say('column.vendor'), cell: (one: Body) => one.name },
      { head: say('vendors.areas'), cell: (one: Body) => one.areas.join('、') },
      {
        head: say('vendors.skills'),
        cell: (one: Body) => one.skills.map((skill: string) => say(`skill.${skill}`)).join('、'),
      },
      {
        head: say('vendors.state'),
        cell: (one: Body) =>
          html`<span class="badge ${one.isActive ? 'joined' : 'leaving'}">${say(`vendors.${one.isActive ? 'active' : 'suspended'}`)}</span>`,
      },
      { head: say('vendors.act'), cell: act },
    ],
    vendors.items,
  )
  const skills = SKILL_NAMES.map(
    (one) =>
      html`<label class="check"><input type="checkbox" name="skill-${one}" value="yes"> ${say(`skill.${one}`)}</label>`,
  )
  const body = html`${vendors.items.length === 0 ? html`<p>${say('vendors.none')}</p>` : rows}
<section><h2>${say('vendors.add')}</h2><form method="post" action="/console/vendors">${hidden(visit)}
${field(say('column.vendor'), 'name', { isNeeded: true })}
${field(say('vendors.areas'), 'areas', { hint: say('vendors.areas-hint'), isNeeded: true })}
<fieldset><legend>${say('vendors.skills')}</legend>${skills}</fieldset>
${select(
  say('vendors.days'),
  'days',
  VENDOR_DAYS.map((value) => ({ value, label: say(`vendor-days.${value}`) })),
)}
${field(say('vendors.from'), 'from', { type: 'time', value: '09:00', isNeeded: true })}${field(say('vendors.to'), 'to', { type: 'time', value: '18:00', isNeeded: true })}
${field(say('column.phone'), 'phone', { type: 'tel' })}${field(say('column.mail'), 'mail', { type: 'email' })}
<p class="field"><button>${say('vendors.add')}</button></p></form></section>`
  return { title: say('vendors.title'), body }
}

export async function plansScreen(visit: Visit): Promise<Screen> {
  const { say } = visit
  const { body: plans } = await visit.ask('GET', '/plans?limit=200')
  const offered = plans.items.filter((one: Body) => one.retiredAt === null)
  const part = (one: Watchable): string => say('plans.part', { what: watchableText(one) })
  const retire = (one: Body): Markup =>
    button(visit, `/console/plans/${one.id}/retire`, say('plans.retire'), { name: one.name })
  const rows = table(
    say('plans.title'),
    [
      { head: say('plans.name'), cell: (one: Body) => one.name },
      { head: say('plans.says'), cell: (one: Body) => one.says },
      { head: say('plans.yen'), cell: (one: Body) => say(`plans.price.${one.per}`, { yen: one.yen }) },
      { head: say('plans.unwatched'), cell: (one: Body) => one.unwatched.map(part).join('、') },
      ...(visit.mayCall('DELETE /plans/:id') ? [{ head: say('vendors.act'), cell: retire }] : []),
    ],
    offered,
  )
  const body = html`<p>${say('plans.lead')}</p>${offered.length === 0 ? html`<p>${say('plans.none')}</p>` : rows}
<section><h2>${say('plans.add')}</h2><form method="post" action="/console/plans">${hidden(visit)}
${field(say('plans.name'), 'name', { isNeeded: true })}${field(say('plans.says'), 'says', { hint: say('plans.says-hint'), isNeeded: true })}
${field(say('plans.yen-field'), 'yen', { type: 'number', isNeeded: true })}
${select(
  say('plans.per'),
  'per',
  PRICED.map((value) => ({ value, label: say(`per.${value}`) })),
)}
<fieldset><legend>${say('plans.unwatched')}</legend>${WATCHABLE.map(
    (one) =>
      html`<label class="check"><input type="checkbox" name="unwatched-${one}" value="yes"> ${part(one)}</label>`,
  )}</fieldset>
<p class="field"><button>${say('plans.add')}</button></p></form></section>`
  return { title: say('plans.title'), body }
}

const PRICED = ['month', 'pc-month'] as const

/** Links to the region's figures, good for thirty days; what would tell of 1 to 4 firms is hidden in them. */
export async function reportsScreen(visit: Visit): Promise<Screen> {
  const { say, session } = visit
  const links = await Promise.all(
    (['programme', 'statistics', 'diagnosis', 'introduction'] as const).map(async (about) => {
      const { status, body } = await visit.ask('GET', `/regions/${session.regionId}/view-link?about=${about}`)
      return status === 200
        ? html`<li><a href="${body.url}">${say(`reports.${about}`)}</a><p>${say(`reports.${about}-says`)}</p></li>`
        : null
    }),
  )
  const months = await Promise.all(
    monthsOf(visit, 7)
      .slice(1)
      .map(async (month) => {
        const { body } = await visit.ask('GET', `/regions/${session.regionId}/view-link?about=month&month=${month}`)
        const named = monthOption(visit, month).label
        const paper = html`<a href="${body.pdfUrl}" aria-label="${named} ${say('reports.paper')}">${say('reports.paper')}</a>`
        return html`<li><a href="${body.url}">${named}</a>　${paper}</li>`
      }),
  )
  return {
    title: say('reports.title'),
    body: html`<p>${say('reports.lead')}</p><ul class="next">${links}</ul>
<section><h2>${say('reports.monthly')}</h2><p>${say('reports.monthly-says')}</p><ul class="next">${months}</ul></section>`,
  }
}

async function openConsultations(visit: Visit): Promise<Body[]> {
  const { body } = await visit.ask('GET', '/consultations?limit=200')
  return body.items.filter((one: Body) => one.state !== 'solved')
}

/** Whoever waits for the desk, the longest first; it answers in its thread. */
export async function deskScreen(visit: Visit): Promise<Screen> {
  const { say } = visit
  const open = (await openConsultations(visit)).toSorted((one, other) => one.openedAt.localeCompare(other.openedAt))
  const rows = table(
    say('desk.title'),
    [
      {
        head: say('desk.since'),
        cell: (one: Body) => say('day', { at: { at: Date.parse(one.openedAt), show: 'date-time' } }),
      },
      {
        head: say('desk.who'),
        cell: (one: Body) => (one.firmId ? html`<a href="/console/firms/${one.firmId}">${one.who}</a>` : one.who),
      },
      { head: say('desk.holder'), cell: (one: Body) => one.holder ?? say('desk.nobody') },
    ],
    open,
  )
  return {
    title: say('desk.title'),
    body: html`<p>${say('desk.lead')}</p>${open.length === 0 ? html`<p>${say('desk.none')}</p>` : rows}`,
  }
}
