import type { FormValues } from '#adapters/adapter.ts'
import { withoutTricks } from '#engine/defang.ts'
import { type ExampleBody, type Likeness, SIZES, yenTyped } from '#engine/example.ts'
import { type Field, type Form, type Part, paragraph, type Text } from '#engine/message.ts'
import { whoText } from './parts.ts'
import { type ExampleFile, likenessOf } from './work.ts'

const TEXT_MAX = 400
const INDUSTRY_MAX = 100
/** A band of its own is chosen; `small` is what several together are shown as. */
const BANDS = SIZES.filter((size) => size !== 'small')

interface Known {
  /** How closely the firm may be described. */
  told: Likeness
  /** What of it is written already elsewhere. */
  happened: string
}

/** What happened and what helped, as whoever helped writes it. */
export function exampleForm(token: string, file: ExampleFile, { told, happened }: Known): Form {
  const { industry, size } = likenessOf(file.firm)
  const body = file.stored?.body ?? { happened: happened.slice(0, TEXT_MAX), helped: '', costYen: undefined }
  const label = (id: string): Text => ({ key: `desk.example.form.${id}` })
  const words = (id: 'happened' | 'helped'): Field => ({
    ...{ id, kind: 'lines', label: label(id), value: body[id], lengthMax: TEXT_MAX },
  })
  return {
    token,
    title: label('title'),
    submit: label('submit'),
    before: [paragraph(label('explain')), ...withheld({ industry, size }, told)],
    fields: [
      { ...{ id: 'industry', kind: 'line', label: label('industry'), value: industry ?? '' }, ...OPTIONAL_INDUSTRY },
      {
        ...{ id: 'size', kind: 'one-of', label: label('size'), value: size ?? 'none' },
        options: [
          ...BANDS.map((value) => ({ value, label: { key: `example.size.${value}` } })),
          { value: 'none', label: label('no-size') },
        ],
      },
      words('happened'),
      words('helped'),
      {
        ...{ id: 'cost', kind: 'line', label: label('cost'), hint: label('cost-hint'), lengthMax: 20 },
        value: body.costYen === undefined ? '' : String(body.costYen),
      },
    ],
  }
}

const OPTIONAL_INDUSTRY = { isOptional: true, lengthMax: INDUSTRY_MAX }

/** Too few firms are alike: said while it is written, and once it is. */
export function withheld(wanted: Likeness, told: Likeness): Part[] {
  if (wanted.industry === told.industry && wanted.size === told.size) return []
  return [paragraph({ key: 'desk.example.withheld', params: { wanted: whoText(wanted), told: whoText(told) } })]
}

/** The cost is no sum where `costYen` is undefined. */
export type Written = Omit<ExampleBody, 'costYen'> & { costYen: number | undefined }

export function writtenIn(values: FormValues): Written {
  const { industry = '', size = '', happened = '', helped = '', cost = '' } = values
  const text = (typed: string, max: number): string => withoutTricks(typed).trim().slice(0, max)
  const named = text(industry, INDUSTRY_MAX)
  return {
    industry: named === '' ? null : named,
    size: BANDS.find((one) => one === size) ?? null,
    happened: text(happened, TEXT_MAX),
    helped: text(helped, TEXT_MAX),
    costYen: yenTyped(cost),
    source: null,
  }
}
