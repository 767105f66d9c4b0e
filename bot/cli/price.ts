import type { z } from 'zod'
import type * as shapes from '../http/admin/view-shapes.ts'
import { inColumns } from './columns.ts'

type Price = z.infer<typeof shapes.price>

/** What a price comes to, as `price` prints it. */
export function priceTable(answer: Readonly<Record<string, unknown>>): string {
  // As `GET /regions/:id/price` answers; a test holds that answer to its shape.
  const { work, assumed, perFirm, firms, priceYen, asked } = answer as unknown as Price
  const per = (count: number, unit: string): string => `${count.toFixed(2)} ${unit}`
  const rows = [
    ['desk', per(work.contacts, `contacts of ${assumed.deskMinutesPerContact} min`), yen(perFirm.desk)],
    ['analysts', per(work.notices, `notices of ${assumed.analystMinutesPerNotice} min`), yen(perFirm.analysts)],
    ['visits', per(work.visits, `of ${yen(assumed.yenPerVisit)}`), yen(perFirm.visits)],
    ['device', '', yen(perFirm.device)],
    ['insurance', '', yen(perFirm.insurance)],
    ['a firm', `an hour at ${yen(assumed.yenPerHour)}`, yen(perFirm.sum)],
    ['the region', 'however many firms', yen(assumed.fixedYen)],
  ]
  return [
    ...inColumns(['a month', 'needed', 'yen'], rows),
    `${firms} firms pay for everything at ${yen(priceYen)}.`,
    ...(asked
      ? [
          `At ${yen(asked.yen)} ${asked.firms === null ? 'no number of firms does' : `${asked.firms} firms do`}; of ${firms} firms ${yen(asked.leftYen)} are left.`,
        ]
      : []),
    '',
  ].join('\n')
}

const yen = (value: number): string => `${Math.round(value).toLocaleString('en')} yen`
