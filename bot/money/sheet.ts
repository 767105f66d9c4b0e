import type { Tx } from '#db/door.ts'
import { findInvoice } from '#db/invoices.ts'
import { findRegion } from '#db/regions.ts'
import type { Invoice } from '#engine/invoice.ts'
import type { Text } from '#engine/message.ts'
import type { InvoiceSheet } from '../pictures/invoice.ts'
import { showNumber } from '../say/values.ts'
import { type Reader, sayText } from '../say.ts'

export async function invoiceSheetOf(tx: Tx, id: string): Promise<InvoiceSheet | undefined> {
  const stored = await findInvoice(tx, id)
  const region = stored && (await findRegion(tx, stored.regionId))
  return stored && region && sheetFor(stored.invoice, region)
}

/** With everything that a firm needs to deduct the tax: 適格請求書, or the note that takes one back. */
export function sheetFor(invoice: Invoice, reader: Reader): InvoiceSheet {
  const { kind, issuer, number, corrects, total, dueOn } = invoice
  const said = (key: string, params: Exclude<Text, { typed: string }>['params'] = {}): string =>
    sayText({ key: `money.paper.${key}`, params }, reader)
  const days = new Intl.DateTimeFormat(reader.locale, { dateStyle: 'long', timeZone: 'UTC' })
  const day = (iso: string): string => days.format(Date.parse(iso))
  const yen = (value: number): string => said('yen', { yen: showNumber(value, reader) })
  const row = (what: string, value: string) => (value === '' ? [] : [{ what: said(what), value }])
  const isReduced = invoice.lines.some(({ rate }) => rate === 8)
  return {
    ...{ kind: 'invoice', locale: reader.locale, title: said(kind) },
    about: [
      ...row('number', String(number).padStart(6, '0')),
      ...row('issued', day(invoice.issuedOn)),
      ...(corrects === null ? [] : row('corrects', String(corrects).padStart(6, '0'))),
    ],
    to: said('to', { name: { typed: invoice.to } }),
    lead: said(`lead-${kind}`),
    issuer: {
      name: issuer.name,
      lines: [issuer.address, issuer.phone === '' ? '' : said('phone', { phone: { typed: issuer.phone } })].filter(
        (line) => line !== '',
      ),
      registration: issuer.registration === '' ? '' : said('registration', { number: issuer.registration }),
    },
    total: { what: said(`total-${kind}`), value: yen(Math.abs(total)) },
    sum: { what: said(`total-${kind}`), value: yen(Math.abs(total)) },
    pay: dueOn === null ? [] : [...row('due', day(dueOn)), ...row('bank', issuer.bank)],
    columns: { on: said('on'), says: said('says'), rate: said('rate'), yen: said('with-tax') },
    lines: invoice.lines.map((line) => ({
      ...{ on: day(line.on), says: line.rate === 8 ? said('reduced-line', { says: { typed: line.says } }) : line.says },
      ...{ rate: rateText(line.rate, said), yen: yen(line.yen) },
    })),
    sums: invoice.sums.map(({ rate, yen: sum, tax }) => ({
      what: said(rate === 0 ? 'sum-none' : 'sum', { rate }),
      yen: yen(sum),
      tax: rate === 0 ? '' : said('tax', { yen: showNumber(tax, reader) }),
    })),
    notes: [...(isReduced ? [said('reduced')] : []), ...(issuer.registration === '' ? [said('unregistered')] : [])],
  }
}

const rateText = (rate: number, said: (key: string, params: { rate: number }) => string): string =>
  said(rate === 0 ? 'rate-none' : 'rate-of', { rate })
