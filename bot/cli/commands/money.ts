import { BILLING, ENTRY_KINDS, PARTY_KINDS, TAX_RATES } from '#engine/money.ts'
import { type Command, list, number, OF_FIRM, segment, text } from '../command.ts'

const MONTH = { value: 'MONTH', says: 'such as 2026-11', isRequired: true }

/** What a region's months owe, whom, and the invoices of it. */
export const MONEY_COMMANDS: readonly Command[] = [
  {
    words: 'money show',
    operand: 'REGION',
    options: {},
    says: 'what a month costs beside the plans, and who issues the invoices',
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/book` }),
  },
  {
    words: 'money set',
    operand: 'REGION',
    options: {
      package: { value: 'YEN', says: 'for each firm with a plan, each month: chamber to operator', isNumber: true },
      premium: { value: 'YEN', says: 'of that, operator to insurer', isNumber: true },
      'insurer-share': { value: 'PERCENT', says: 'of what a visit costs; the rest is the chamber’s', isNumber: true },
    },
    says: 'set them; what is left out stays',
    request: ({ operand, options }) => ({
      method: 'PUT',
      path: `/regions/${segment(operand)}/book`,
      body: {
        ...{ packageYen: number(options.package), premiumYen: number(options.premium) },
        insurerShare: number(options['insurer-share']),
      },
    }),
  },
  {
    words: 'money issuer',
    operand: 'NAME',
    options: {
      region: { value: 'ID', says: 'the region', isRequired: true },
      bank: { value: 'TEXT', says: 'where to pay', isRequired: true },
      party: { value: BILLING.join('|'), says: 'which of the region’s (chamber)' },
      vendor: { value: 'ID', says: 'where it is one' },
      registration: { value: 'T…', says: '登録番号, T and thirteen digits' },
      address: { value: 'TEXT', says: 'as it stands on the paper' },
      phone: { value: 'TEXT', says: 'as it stands on the paper' },
      due: { value: 'DAYS', says: 'after the end of the month in which one is given (30)', isNumber: true },
    },
    says: 'how one of a region’s parties stands on the invoices that it issues',
    request: ({ operand, options: { region, due, vendor, ...issuer } }) => ({
      method: 'PUT',
      path: `/regions/${segment(text(region) ?? '')}/book`,
      body: { issuer: { name: operand, ...issuer, vendorId: vendor, dueDays: number(due) } },
    }),
  },
  {
    words: 'money close',
    operand: 'REGION',
    options: { month: MONTH },
    says: 'write down what a month owes; again, only what came to light since',
    request: ({ operand, options }) => ({
      method: 'POST',
      path: `/regions/${segment(operand)}/charges`,
      body: options,
    }),
  },
  {
    words: 'money charge',
    operand: 'FIRM',
    options: {
      kind: { value: ENTRY_KINDS.join('|'), says: 'for what', isRequired: true },
      payer: { value: PARTY_KINDS.join('|'), says: 'who pays', isRequired: true },
      payee: { value: PARTY_KINDS.join('|'), says: 'whom', isRequired: true },
      yen: { value: 'N', says: 'with tax', isRequired: true, isNumber: true },
      says: { value: 'TEXT', says: 'as it stands on an invoice', isRequired: true },
      rate: { value: TAX_RATES.join('|'), says: 'of the tax, in percent (10)', isNumber: true },
      on: { value: 'DAY', says: 'on which it was done (today)' },
      vendor: { value: 'ID', says: 'where one pays or is paid' },
    },
    says: 'write down one thing that is owed about a firm',
    request: ({ operand, options: { yen, rate, vendor, ...entry } }) => ({
      method: 'POST',
      path: '/entries',
      body: { firmId: operand, ...entry, yen: number(yen), rate: number(rate), vendorId: vendor },
    }),
  },
  {
    words: 'money reverse',
    operand: 'ENTRY',
    options: {},
    says: 'take back an entry that stands on no invoice',
    request: ({ operand }) => ({ method: 'POST', path: `/entries/${segment(operand)}/reverse` }),
  },
  {
    words: 'money statement',
    operand: 'REGION',
    options: { month: MONTH, firm: OF_FIRM },
    says: 'what each party pays and gets in a month; together they are zero',
    columns: ['party', 'name', 'total', 'lines'],
    request: ({ operand, options: { month, firm } }) => ({
      method: 'GET',
      path: `/regions/${segment(operand)}/statement?${new URLSearchParams({
        ...{ month: text(month) ?? '' },
        ...(firm !== undefined && { firmId: text(firm) ?? '' }),
      })}`,
    }),
  },
  {
    words: 'invoice issue',
    operand: 'REGION',
    options: { month: MONTH, firm: OF_FIRM },
    says: 'bill what is owed up to a month to whoever issues invoices; a firm hears of it on LINE',
    columns: ['number', 'from', 'to', 'total', 'dueOn', 'id', 'paper'],
    request: ({ operand, options: { month, firm } }) => ({
      method: 'POST',
      path: `/regions/${segment(operand)}/invoices`,
      body: { month, firmId: firm },
    }),
  },
  list(
    'invoice',
    'invoices and credit notes, the latest first',
    ['number', 'kind', 'from', 'to', 'total', 'issuedOn', 'dueOn', 'paidOn', 'creditedBy', 'id', 'paper'],
    { firm: OF_FIRM, unpaid: { value: 'yes', says: 'only those that wait for their money' } },
  ),
  {
    words: 'invoice show',
    operand: 'INVOICE',
    options: {},
    says: 'one invoice, with the address of its paper',
    request: ({ operand }) => ({ method: 'GET', path: `/invoices/${segment(operand)}` }),
  },
  {
    words: 'invoice paid',
    operand: 'INVOICE',
    options: { on: { value: 'DAY', says: 'on which the money came (today)' } },
    says: 'write down that the money has come',
    request: ({ operand, options }) => ({
      method: 'PUT',
      path: `/invoices/${segment(operand)}/paid`,
      body: options,
    }),
  },
  {
    words: 'invoice unpaid',
    operand: 'INVOICE',
    options: {},
    says: 'take that back',
    request: ({ operand }) => ({
      method: 'PUT',
      path: `/invoices/${segment(operand)}/paid`,
      body: { on: null },
    }),
  },
  {
    words: 'invoice credit',
    operand: 'INVOICE',
    options: {},
    says: 'take an invoice back by a credit note',
    request: ({ operand }) => ({ method: 'POST', path: `/invoices/${segment(operand)}/credit` }),
  },
]
