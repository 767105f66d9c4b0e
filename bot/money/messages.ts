import type { StoredInvoice } from '#db/invoices.ts'
import type { StoredEntry } from '#db/money.ts'
import type { Region } from '#db/regions.ts'
import { type Message, type Part, paragraph, type Text } from '#engine/message.ts'
import type { FlowContext } from '../flow.ts'
import { monthParam } from '../health/texts.ts'
import { dayParam } from '../region/day.ts'

interface Shown extends Pick<FlowContext, 'now' | 'link'> {
  region: Region
}

const LINK_DAYS = 30
const DAY_MS = 86_400_000

/** What an entry is of, as it stands on an invoice; a vendor's own does not say once more who came. */
export const lineText = ({ kind, month, says, payee }: StoredEntry): Text => ({
  key: `money.line.${payee.kind === 'vendor' ? 'visit-made' : kind}`,
  params: { month: monthParam(month), says: { typed: says } },
})

export const severalText = (entry: StoredEntry, count: number): Text => ({
  key: 'money.line.several',
  params: { what: lineText(entry), count },
})

/** It has come, or what it said is taken back. */
export function invoiceMessage(shown: Shown, stored: StoredInvoice): Message {
  const text = standingText(shown.region, stored, stored.payee.kind === 'vendor' ? 'yours' : 'new')
  return { purpose: 'follow-up', fallback: text, parts: [paragraph(text), ...pageOf(shown, stored)] }
}

/** How it stands with one: what is still to be paid, and until when. */
export const invoiceParts = (shown: Shown, stored: StoredInvoice): Part[] => [
  paragraph(standingText(shown.region, stored, 'open')),
  ...pageOf(shown, stored),
]

/** What is late, all of it at once. */
export function lateMessage(shown: Shown, late: readonly StoredInvoice[]): Message {
  const lines = late.map((one): Text => standingText(shown.region, one, 'late'))
  const heading: Text = { key: 'money.late.heading' }
  const chamber = late[0]?.invoice.issuer.name ?? ''
  return {
    purpose: 'follow-up',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      ...lines.map(paragraph),
      paragraph({ key: 'money.late.paid' }),
      paragraph({ key: 'money.late.ask', params: { chamber: { typed: chamber } } }),
      ...late.slice(0, 1).flatMap((one) => pageOf(shown, one)),
    ],
  }
}

function standingText(
  region: Region,
  { invoice, paidOn, creditedBy }: StoredInvoice,
  open: 'new' | 'open' | 'late' | 'yours',
): Text {
  const { month, total, dueOn, kind } = invoice
  const state = kind === 'credit-note' ? 'note' : creditedBy ? 'credited' : paidOn === null ? open : 'paid'
  const due = dayParam(dueOn ?? invoice.issuedOn, region)
  const params = { month: monthParam(month), yen: Math.abs(total), due, to: { typed: invoice.to } }
  return { key: `money.invoice.${state}`, params }
}

const pageOf = ({ link, now }: Shown, { id, invoice }: StoredInvoice): Part[] => [
  {
    kind: 'link',
    label: { key: `money.button.${invoice.kind}` },
    url: link(id, 'page', now + LINK_DAYS * DAY_MS),
  },
]
