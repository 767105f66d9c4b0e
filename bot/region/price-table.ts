import { ASSUMED, breakEvenPrice, costPerFirm, firmsToBreakEven, sumOfCost, type Work } from '#engine/price.ts'
import type { Table } from '../pictures/region-sheet.ts'
import type { ProgrammeView } from './programme-view.ts'
import type { Said } from './said.ts'
import { row } from './sheet.ts'
import { counted } from './statistics-sheet.ts'

/** What the year's budget of many allows, and the two prices that the service's criteria know of. */
const PRICES = [4_166, 6_000, 10_000] as const
const SIZES = [10, 30, 71, 150] as const

type Worked = Pick<ProgrammeView, 'perFirmAndMonth' | 'months' | 'counts' | 'visits'>

/** What a firm of the region really needed in a month. */
export function workOf({ perFirmAndMonth, months, counts, visits: all }: Worked): Work {
  const firmMonths = Math.max(1, counts.firms * Math.max(1, months))
  return {
    contacts: perFirmAndMonth ?? 0,
    notices: counts.notices.reduce((sum, one) => sum + one.notices, 0) / firmMonths,
    visits: all.reduce((sum, one) => sum + one.visits, 0) / firmMonths,
  }
}

/** What that costs, and with how many firms, or at what price, it is paid for. */
export function priceTable(view: ProgrammeView, said: Said): Table {
  const cost = costPerFirm(workOf(view), ASSUMED)
  const each = sumOfCost(cost)
  const yen = (value: number): string => said('price.yen', { yen: counted(Math.round(value)) })
  return {
    heading: said('price.heading'),
    columns: ['', said('column.value')],
    rows: [
      ...(Object.keys(cost) as (keyof typeof cost)[]).map((name) =>
        row([said(`price.${name}`), yen(cost[name])], null),
      ),
      row([said('price.each'), yen(each)], null),
      row([said('price.fixed'), yen(ASSUMED.fixedYen)], null),
      ...SIZES.map((firms) =>
        row([said('price.at-firms', { firms }), yen(breakEvenPrice(firms, each, ASSUMED))], null),
      ),
      ...PRICES.map((asked) => {
        const firms = firmsToBreakEven(asked, each, ASSUMED)
        const line = said('price.at-price', { yen: counted(asked) })
        return row([line, firms === null ? said('price.never') : said('price.firms', { firms })], null)
      }),
    ],
    note: said('price.note', {
      hour: counted(ASSUMED.yenPerHour),
      contact: ASSUMED.deskMinutesPerContact,
      notice: ASSUMED.analystMinutesPerNotice,
      visit: counted(ASSUMED.yenPerVisit),
    }),
  }
}
