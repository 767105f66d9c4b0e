import type { PersonRef } from '#engine/case.ts'
import { CARRY_REASONS, DECLINE_REASONS, type Dispatch, type Visit } from '#engine/dispatch.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { VISIT_CHECKLISTS, VISIT_MINUTES } from '../content/visit-checklists.ts'
import type { DispatchWork } from './work.ts'

const row = (label: string, value: Text) => ({ label: { key: `visit.row.${label}` }, value })
const yen = (amount: number): Text => ({ key: 'visit.yen', params: { yen: amount } })
const button = (name: string): Text => ({ key: `visit.button.${name}` })
const categoryText = (category: string): Text => ({ key: `visit.category.${category}` })
const choice = (options: Option[]): Part => ({ kind: 'choice', lasts: 'durable', options })

const headed = (heading: Text, parts: Part[]): Message => ({
  purpose: 'follow-up',
  fallback: heading,
  parts: [{ kind: 'heading', text: heading }, ...parts],
})

/** What stands in a chat of somebody whose job it is no longer. */
export const goneMessage = (): Message => {
  const text: Text = { key: 'visit.told.gone' }
  return { purpose: 'follow-up', fallback: text, parts: [paragraph(text)] }
}

const money = ({ terms }: Dispatch) => [
  row('cost', yen(terms.costYen)),
  row('limit', yen(terms.limitYen)),
  row('self-pay', yen(terms.selfPayYen)),
]

/** What it costs before anybody leaves: the tap is the consent to these very amounts. */
export function consentMessage(work: DispatchWork, personId: string): Message {
  const { dispatch } = work
  const tap = (command: string) => work.tap(command, { personId }, { request: dispatch.request })
  return headed({ key: 'visit.ask.heading' }, [
    {
      kind: 'facts',
      rows: [
        row('category', categoryText(dispatch.need.category)),
        row('reason', { typed: dispatch.need.reason }),
        ...money(dispatch),
      ],
    },
    paragraph({ key: 'visit.ask.nobody' }),
    paragraph({ key: 'visit.ask.insurer' }),
    choice([work.option(button('agree'), tap('agree'), 'primary'), work.option(button('refuse'), tap('refuse'))]),
  ])
}

/** Whoever lives there decides whether their address is given away. */
export function homeMessage(work: DispatchWork, personId: string, address: string): Message {
  const tap = (command: string) => work.tap(command, { personId }, { request: work.dispatch.request })
  return headed({ key: 'visit.home.heading' }, [
    { kind: 'facts', rows: [row('address', { typed: address })] },
    paragraph({ key: 'visit.home.who' }),
    paragraph({ key: 'visit.home.gone' }),
    choice([
      work.option(button('home-agree'), tap('home-agree'), 'primary'),
      work.option(button('home-refuse'), tap('home-refuse')),
    ]),
  ])
}

/** Where and what, and not whose: that is for whoever goes. */
export function offerMessage(work: DispatchWork, vendorId: string, until: number): Message {
  const { need } = work.dispatch
  return headed({ key: 'visit.offer.heading' }, [
    {
      kind: 'facts',
      rows: [
        row('area', { typed: need.municipality }),
        row('category', categoryText(need.category)),
        row('skill', { key: `visit.skill.${need.skill}` }),
        row('until', { key: 'visit.moment', params: { at: { at: until } } }),
      ],
    },
    paragraph({ key: 'visit.offer.first' }),
    choice([
      work.option(button('take'), work.ofVendor(vendorId, 'take'), 'primary'),
      ...DECLINE_REASONS.map((reason) =>
        work.option(button(`decline-${reason}`), work.ofVendor(vendorId, 'decline', { reason })),
      ),
    ]),
  ])
}

/** Whose it is and where: only for whoever has won. */
export function jobMessage(work: DispatchWork, address: string | undefined): Message {
  const { dispatch, file, firmName } = work
  const { need } = dispatch
  return headed({ key: 'visit.job.heading' }, [
    {
      kind: 'facts',
      rows: [
        row('firm', firmName),
        row('phone', file.firm?.phone ? { typed: file.firm.phone } : { key: 'visit.none' }),
        row('address', address ? { typed: address } : { key: 'visit.by-phone' }),
        ...(need.home ? [row('at-home', { typed: need.home.name })] : []),
        row('category', categoryText(need.category)),
        row('reason', { typed: need.reason }),
        ...(need.parts ? [row('parts', { typed: need.parts })] : []),
      ],
    },
  ])
}

export function datesMessage(work: DispatchWork, vendorId: string, dates: readonly number[]): Message {
  const options = dates.map((at) => work.option(dateText(at), work.ofVendor(vendorId, 'date', { at })))
  const back = work.option(button('give-back'), work.ofVendor(vendorId, 'give-back'))
  return headed({ key: 'visit.dates.heading' }, [paragraph({ key: 'visit.dates.two' }), choice([...options, back])])
}

export const dateText = (at: number): Text => ({ key: 'visit.moment', params: { at: { at } } })

/** The amounts stand here once more: whoever chooses a day lets them come. */
export function proposalMessage(work: DispatchWork, personId: string): Message {
  const { dispatch } = work
  const tap = (command: string, params = {}) =>
    work.tap(command, { personId }, { ...params, request: dispatch.request })
  return headed({ key: 'visit.proposal.heading' }, [
    { kind: 'facts', rows: [row('vendor', { typed: dispatch.winner?.name ?? '' }), ...money(dispatch)] },
    choice([
      ...dispatch.dates.map((at) => work.option(dateText(at), tap('choose', { at }), 'primary')),
      work.option(button('other-dates'), tap('other-dates')),
    ]),
  ])
}

/** What has to be looked at, one after the other; then how long it took, and how it ended. */
export function onSiteMessage(work: DispatchWork, vendorId: string): Message {
  const visit = work.dispatch.visits.at(-1)
  const items = VISIT_CHECKLISTS[work.dispatch.need.category]
  const next = items[visit?.checks.length ?? 0]
  if (next !== undefined) {
    const check = (done: number) =>
      work.ofVendor(vendorId, 'check', { item: next, done, visit: work.dispatch.visits.length })
    const params = {
      number: (visit?.checks.length ?? 0) + 1,
      total: items.length,
      what: { key: `visit.check.${next}` },
    }
    return asking({ key: 'visit.checking', params }, [
      work.option(button('done'), check(1), 'primary'),
      work.option(button('not-done'), check(0)),
    ])
  }
  if (visit?.minutes === null)
    return asking(
      { key: 'visit.how-long' },
      VISIT_MINUTES.map((minutes) =>
        work.option(
          { key: 'visit.minutes', params: { count: minutes } },
          work.ofVendor(vendorId, 'minutes', { minutes }),
        ),
      ),
    )
  return asking({ key: 'visit.how-ended' }, [
    work.option(button('finish'), work.ofVendor(vendorId, 'finish', { why: '' }), 'primary'),
    ...CARRY_REASONS.map((why) => work.option(button(`carry-${why}`), work.ofVendor(vendorId, 'finish', { why }))),
  ])
}

const asking = (text: Text, options: Option[]): Message => ({
  purpose: 'follow-up',
  fallback: text,
  parts: [paragraph(text), choice(options)],
})

/** What was done, for the firm to sign with its own name. */
export function finishedMessage(work: DispatchWork, visit: Visit, to: PersonRef): Message {
  const minutes: Text = { key: 'visit.minutes', params: { count: visit.minutes ?? 0 } }
  const checks = visit.checks.map(
    ({ item, isDone }): Text => ({
      key: isDone ? 'visit.checked' : 'visit.not-checked',
      params: { what: { key: `visit.check.${item}` } },
    }),
  )
  return headed({ key: `visit.told.${visit.result ?? 'done'}` }, [
    { kind: 'facts', rows: [row('category', categoryText(visit.category)), row('minutes', minutes)] },
    ...(visit.why ? [paragraph({ key: `visit.why.${visit.why}` })] : []),
    ...(checks.length > 0 ? [{ kind: 'steps', items: checks } satisfies Part] : []),
    choice([
      work.option(
        { key: 'visit.button.sign', params: { name: to.name } },
        work.tap('sign', { personId: to.personId }, { visit: work.dispatch.visits.length }),
        'primary',
      ),
    ]),
  ])
}
