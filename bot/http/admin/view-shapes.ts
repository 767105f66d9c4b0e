import { z } from 'zod'
import { ASSUMED, type Assumptions } from '#engine/price.ts'

/** The region's views, as `/admin/docs` shows them; null stands for what is hidden. */
const id = z.string()
const count = z.int().min(0).nullable()
const share = z.number().min(0).max(1).nullable()
const head = {
  region: z.strictObject({ id, name: z.string() }),
  questionnaire: z.strictObject({ id, version: z.string(), title: z.string() }),
  at: z.iso.datetime(),
}

const mean = z
  .strictObject({
    firms: z.int(),
    points: z.number(),
    axes: z.array(
      z.strictObject({
        axis: z.string(),
        name: z.string(),
        share: z.number().min(0).max(1),
        isWeak: z.boolean().describe('Below the mean of all axes'),
      }),
    ),
  })
  .nullable()

export const diagnosisView = z.strictObject({
  ...head,
  funnel: z.strictObject({
    firms: z.int(),
    members: z.int().describe('Firms with somebody in the chat'),
    started: count,
    sections: z.array(z.strictObject({ section: z.string(), title: z.string(), firms: count })),
    finished: count,
  }),
  standing: z
    .array(
      z.strictObject({
        section: z.string(),
        question: z.string(),
        short: z.string(),
        firms: count.describe('Firms that have not finished and stand before this question'),
        stopped: count.describe('Of these, without a word for a day; told to the operator alone'),
      }),
    )
    .describe('The drop-off by question'),
  all: mean.describe('Null while fewer than five firms have finished'),
  industries: z.array(z.strictObject({ industry: z.string().nullable(), mean })),
  downgraded: z
    .array(z.strictObject({ question: z.string(), short: z.string(), of: z.int(), firms: count, share }))
    .describe('Firms that turned out to have less than they had said'),
})

const answer = z.strictObject({ choice: z.string(), label: z.string(), firms: count, share })
const question = z.strictObject({
  question: z.string(),
  section: z.string(),
  sectionTitle: z.string(),
  ask: z.string(),
  isMulti: z.boolean(),
  firms: count.describe('N: who was asked it'),
  answers: z.array(answer).describe('`unknown` and `unanswered` stand last and count for no other answer'),
  downgraded: z.strictObject({ firms: count, share }),
})
const cross = z
  .strictObject({
    row: z.string(),
    rowAsk: z.string(),
    column: z.string(),
    columnAsk: z.string(),
    firms: count,
    columns: z.array(z.strictObject({ choice: z.string(), label: z.string() })),
    rows: z.array(
      z.strictObject({
        choice: z.string(),
        label: z.string(),
        firms: count,
        cells: z.array(z.strictObject({ firms: count, share: share.describe('Of the row’s firms') })),
      }),
    ),
  })
  .nullable()

export const surveyView = z.strictObject({
  ...head,
  round: z.strictObject({ id, name: z.string() }).nullable(),
  firms: count.describe('N: who has answered anything, a guest of a round as one firm'),
  questions: z.array(question),
  cross,
})

const figure = { alerts: count, share }
export const statistics = z.strictObject({
  region: head.region,
  at: head.at,
  firms: z.int(),
  pcs: z.int(),
  alerts: z.int(),
  perFirm: z.number().nullable(),
  withoutPcs: z.int().describe('Firms with no known number of PCs: in no figure per PC'),
  perPc: z.number().nullable(),
  industries: z.array(
    z.strictObject({
      industry: z.string().nullable(),
      firms: z.int(),
      pcs: count,
      withoutPcs: z.int(),
      ...figure,
      perPc: z.number().nullable(),
      rank: z.int().nullable(),
    }),
  ),
  stages: z.array(
    z.strictObject({
      stage: z.string(),
      name: z.string(),
      ...figure,
      kinds: z.array(z.strictObject({ kind: z.string(), name: z.string(), ...figure, firms: count })),
    }),
  ),
  months: z.array(z.strictObject({ month: z.string(), ...figure })),
  ranking: z
    .array(
      z.strictObject({
        firmId: id,
        name: z.string(),
        industry: z.string().nullable(),
        pcs: z.int().nullable(),
        alerts: z.int(),
      }),
    )
    .describe('The thirty firms with the most alerts; empty for whoever may not know whose they are'),
  places: z
    .array(z.strictObject({ from: z.int(), to: z.int(), alerts: z.int(), share: z.number().nullable() }))
    .describe('The same without names, five firms and more at a time'),
  correlation: z
    .strictObject({
      n: z.int(),
      pearson: z.number().nullable(),
      spearman: z.number().nullable(),
      relation: z.string(),
      says: z.string(),
    })
    .describe('Of PCs and alerts, firm by firm'),
  pairs: z
    .array(z.tuple([z.int(), z.int()]))
    .readonly()
    .describe('PCs and alerts of each firm; empty for whoever may not know of single firms'),
})

export const programme = z.strictObject({
  region: head.region,
  at: head.at,
  title: z.string(),
  madeUp: z.string().describe('What of it is invented; empty where nothing is'),
  notes: z.array(z.string()).readonly().describe('First whether it is finished, when and by whom'),
  tables: z.array(
    z.strictObject({
      heading: z.string(),
      columns: z.array(z.string()).readonly(),
      rows: z.array(z.array(z.string()).readonly()),
      note: z.string(),
    }),
  ),
})

const yen = z.number()
export const price = z.strictObject({
  region: head.region,
  work: z
    .strictObject({ contacts: z.number(), notices: z.number(), visits: z.number() })
    .describe('Of a firm in a month, as it was counted'),
  assumed: z.strictObject(eachAssumed(() => z.int())).describe('What is not counted'),
  perFirm: z
    .strictObject({ desk: yen, analysts: yen, visits: yen, device: yen, insurance: yen, sum: yen })
    .describe('Yen a month with tax'),
  firms: z.int(),
  priceYen: z.int().describe('At which so many firms pay for everything'),
  asked: z
    .strictObject({
      yen: z.int(),
      firms: z.int().nullable().describe('So many pay for everything at that price; null where each costs as much'),
      leftYen: z.int().describe('Of a month with as many firms as above; below 0 somebody else pays'),
    })
    .nullable()
    .describe('The price that was asked about'),
})

export const viewLink = z.strictObject({
  url: z.url(),
  pdfUrl: z.url().describe('The same on paper'),
  pictureUrl: z.url().describe('Its charts; not found while there is nothing to draw'),
  expiresAt: z.iso.datetime(),
})

const format = z.enum(['json', 'csv']).optional().describe('csv: as `Accept: text/csv`, for a spreadsheet')
const questionnaire = z.enum(['office', 'telework']).default('office')
const round = z
  .string()
  .regex(/^\w{1,100}$/)
  .optional()
const questionId = z.string().max(12)
const version = z.coerce.number().int().min(1).max(999_999)

const yenTyped = z.coerce.number().int().min(0).max(100_000_000)

export const viewQueries = {
  diagnosis: z.strictObject({ questionnaire, format }),
  statistics: z.strictObject({ format }),
  programme: z.strictObject({
    version: z
      .union([version, z.enum(['last', 'now'])])
      .default('last')
      .describe('Of those that were finished; without one, and with `now`, what is counted this moment'),
    format,
  }),
  price: z.strictObject({
    yen: yenTyped.optional().describe('A month, of each firm'),
    firms: z.coerce.number().int().min(1).max(1_000_000).optional().describe('As many as there are, without it'),
    ...eachAssumed((usual) => yenTyped.default(usual)),
  }),
  link: z.strictObject({
    about: z
      .enum(['diagnosis', 'statistics', 'programme', 'month', 'introduction'])
      .default('diagnosis')
      .describe('introduction: 紹介資料, as paper alone'),
    whole: z.enum(['yes', 'no']).default('no').describe('yes: with small numbers, too; only the operator may have it'),
    questionnaire,
    round: round.describe('The survey’s figures of this round instead'),
    month: z
      .string()
      .regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
      .optional()
      .describe('Of which month that is over; the last one, without it'),
    version: version.optional().describe('Of the programme’s report; without it the last one that was finished'),
  }),
  survey: z.strictObject({
    row: questionId.default('s15').describe('Held against `column`; a question with one answer'),
    column: questionId.default('s16'),
    round: round.describe('Only who took part in this round; nothing is held against anything then'),
    format,
  }),
}

function eachAssumed<Shape>(shape: (usual: number) => Shape): Record<keyof Assumptions, Shape> {
  return {
    yenPerHour: shape(ASSUMED.yenPerHour),
    deskMinutesPerContact: shape(ASSUMED.deskMinutesPerContact),
    analystMinutesPerNotice: shape(ASSUMED.analystMinutesPerNotice),
    yenPerVisit: shape(ASSUMED.yenPerVisit),
    deviceYen: shape(ASSUMED.deviceYen),
    insuranceYen: shape(ASSUMED.insuranceYen),
    fixedYen: shape(ASSUMED.fixedYen),
  }
}
