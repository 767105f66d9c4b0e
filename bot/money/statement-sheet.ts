import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { entriesOf } from '#db/money.ts'
import { findRegion } from '#db/regions.ts'
import { findVendor } from '#db/vendors.ts'
import { daysOf } from '#engine/health-month.ts'
import type { Text } from '#engine/message.ts'
import { PARTY_KINDS, type Party, type PartyKind, statementsOf } from '#engine/money.ts'
import type { InvoiceSheet } from '../pictures/invoice.ts'
import { sayText } from '../say.ts'
import { bookOf } from './book.ts'

interface Whose {
  /** `2026-11` */
  month: string
  kind: PartyKind
  /** The party’s own, or of whoever there is one of in a region, the region’s. */
  id: string
}

/** What a link speaks of when it shows one party's month: `statement_VENDOR_202611vendor`. */
export const statementSubject = (regionId: string, { month, party }: { month: string; party: Party }): string =>
  `statement_${bare(party.id === '' ? regionId : party.id)}_${month.replace('-', '')}${party.kind}`

/** An id without what it is of. */
const bare = (id: string): string => id.slice(id.indexOf('_') + 1)

const SUBJECT = new RegExp(
  `^statement_(?<id>[0-9a-z]+)_(?<year>\\d{4})(?<month>\\d\\d)(?<kind>${PARTY_KINDS.join('|')})$`,
)

function whoseOf(subject: string): Whose | undefined {
  const { year, month, kind: named, id } = SUBJECT.exec(subject)?.groups ?? {}
  const kind = PARTY_KINDS.find((one) => one === named)
  if (!kind) return undefined
  return { month: `${year}-${month}`, kind, id: `${kind === 'firm' || kind === 'vendor' ? kind : 'region'}_${id}` }
}

/** Whom it is of, in which region; a firm that was erased has no paper any more. */
async function partyOf(
  tx: Tx,
  { kind, id }: Whose,
): Promise<{ party: Party; regionId: string; name: string | null } | undefined> {
  if (kind !== 'firm' && kind !== 'vendor') return { party: { kind, id: '' }, regionId: id, name: null }
  const known = await (kind === 'firm' ? findFirm(tx, id) : findVendor(tx, id))
  return known && { party: { kind, id }, regionId: known.regionId, name: known.name }
}

/** On the paper of an invoice: of each kind and other side one line. No firm stands on the statement of anybody else. */
export async function statementSheetOf(tx: Tx, subject: string): Promise<InvoiceSheet | undefined> {
  const whose = whoseOf(subject)
  const of = whose && (await partyOf(tx, whose))
  const region = of && (await findRegion(tx, of.regionId))
  if (!whose || !of || !region) return undefined
  const { regionId, party, name } = of
  const { month } = whose
  const entries = await entriesOf(tx, { regionId, month, firmId: null })
  const own = statementsOf(entries).find((one) => one.party.kind === party.kind && one.party.id === party.id)
  if (!own) return undefined
  const { issuer } = await bookOf(tx, regionId)
  const said = (key: string, params: Exclude<Text, { typed: string }>['params'] = {}): string =>
    sayText({ key: `money.statement.${key}`, params }, region)
  const yen = (value: number): string => said('yen', { yen: value })
  const to = name ?? said(`party.${party.kind}`)
  const { from, until } = daysOf(month)
  const shown = (iso: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(region.locale, { ...options, timeZone: 'UTC' }).format(Date.parse(iso))
  const day = (iso: string): string => shown(iso, { dateStyle: 'long' })
  const lines = own.lines.map(({ kind, with: other, count, yen: sum }) => ({
    ...{
      on: said(`party.${other}`),
      says: said(`line.${sum < 0 ? 'out' : 'in'}`, { what: { key: `money.statement.kind.${kind}` } }),
    },
    ...{ rate: said('count', { count }), yen: yen(sum) },
  }))
  const [came, went] = [1, -1].map((sign) => own.lines.reduce((sum, line) => sum + Math.max(0, sign * line.yen), 0))
  return {
    ...{
      kind: 'invoice',
      locale: region.locale,
      title: said('title', { month: shown(from, { year: 'numeric', month: 'long' }) }),
    },
    about: [
      { what: said('from'), value: day(from) },
      { what: said('until'), value: day(until) },
    ],
    to: sayText({ key: 'money.paper.to', params: { name: { typed: to } } }, region),
    lead: said('lead'),
    issuer: { name: issuer?.name ?? region.name, lines: issuer ? [region.name] : [], registration: '' },
    total: { what: said(own.total < 0 ? 'total-out' : 'total-in'), value: yen(Math.abs(own.total)) },
    pay: [
      { what: said('came'), value: yen(came ?? 0) },
      { what: said('went'), value: yen(went ?? 0) },
    ],
    columns: {
      on: said('column.with'),
      says: said('column.says'),
      rate: said('column.count'),
      yen: said('column.yen'),
    },
    lines,
    sums: [],
    sum: { what: said('sum'), value: yen(own.total) },
    notes: [said('no-invoice')],
  }
}
