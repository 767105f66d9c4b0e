import fc from 'fast-check'
import type { Field, Form, Message, Option, Part } from '#engine/message.ts'

/** Words as people, sensors and attackers write them, of any length. */
const HOSTILE = [
  '<!channel>',
  '<!here> <@U123> <https://bad.example|見て>',
  '*太字* _斜め_ ~消し~ `code` ```',
  '"}],"type":"box","layout":"vertical"',
  '\0\u0001\u001b[31m',
  '\ud83d',
  '\u202ehtaed\u202c',
  '👨‍👩‍👧‍👦🇯🇵🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  `e${'\u0301'.repeat(400)}`,
  '&lt;&amp;&gt;',
  '{{name}} $t(errors.apology)',
  '> 引用\n> 引用',
  ' \n\t ',
  '',
  '佐々木水産のパソコン',
  'evil\u3002example。com',
]

const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...HOSTILE, 'あ', '&', '"', '👩‍👩‍👧'), fc.integer({ min: 1, max: 12_000 }))
      .map(([piece, length]) => piece.repeat(Math.ceil(length / Math.max(piece.length, 1))).slice(0, length)),
  },
)

const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.constantFrom(
    'http://',
    'https://[',
    'https://ok.example/|<b>',
    'javascript:alert(1)',
    `https://long.example/${'a'.repeat(5_000)}`,
    '',
  ),
  words,
)

const token = fc.stringMatching(/^[A-Za-z0-9_:-]{1,40}$/)
const option: fc.Arbitrary<Option<string>> = fc.record(
  { label: words, token, style: fc.constantFrom('primary' as const, 'danger' as const) },
  { requiredKeys: ['label', 'token'] },
)

const part: fc.Arbitrary<Part<string>> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: words }),
  fc.record({ kind: fc.constant('paragraph' as const), text: words }),
  fc.record({
    kind: fc.constant('facts' as const),
    rows: fc.array(fc.record({ label: words, value: words }), { maxLength: 25 }),
  }),
  fc.record({ kind: fc.constant('steps' as const), items: fc.array(words, { maxLength: 20 }) }),
  fc.record({ kind: fc.constant('image' as const), url, alt: words }),
  fc.record({ kind: fc.constant('link' as const), label: words, url }),
  fc.record({ kind: fc.constant('status' as const), tone: fc.constantFrom('ok', 'wait', 'warn'), text: words }),
  fc.record({ kind: fc.constant('divider' as const) }),
  fc.record({
    kind: fc.constant('choice' as const),
    lasts: fc.constantFrom('now', 'durable'),
    options: fc.array(option, { maxLength: 30 }),
  }),
)

/** Anything a flow could ever want to say, and much that none would. */
export const messages: fc.Arbitrary<Message<string>> = fc.record({
  purpose: fc.constantFrom('notice', 'case-card', 'answer'),
  fallback: words,
  parts: fc.oneof(fc.array(part, { maxLength: 8 }), fc.array(part, { minLength: 40, maxLength: 70 })),
})

const field: fc.Arbitrary<Omit<Field<string>, 'id'>> = fc.record(
  {
    label: words,
    kind: fc.constantFrom('line', 'lines', 'one-of', 'moment'),
    value: fc.oneof(words, fc.integer({ min: 1_700_000_000_000, max: 2_000_000_000_000 })),
    options: fc.uniqueArray(fc.record({ value: token, label: words }), {
      minLength: 1,
      maxLength: 20,
      selector: ({ value }) => value,
    }),
    hint: words,
    isOptional: fc.boolean(),
    lengthMax: fc.integer({ min: 1, max: 9_000 }),
    isLive: fc.boolean(),
  },
  { requiredKeys: ['label', 'kind', 'options'] },
)

export const forms: fc.Arbitrary<Form<string>> = fc.record({
  token,
  title: words,
  submit: words,
  before: fc.array(part, { maxLength: 4 }),
  fields: fc
    .array(field, { minLength: 1, maxLength: 10 })
    .map((fields) => fields.map((one, place) => ({ ...one, id: `field-${place}` }))),
  after: fc.array(part, { maxLength: 60 }),
})

const LONG = '漢'.repeat(5_000)
const many = <T>(one: T): T[] => Array<T>(30).fill(one)
const LARGEST: Part<string>[] = [
  { kind: 'paragraph', text: LONG },
  { kind: 'status', tone: 'warn', text: LONG },
  { kind: 'facts', rows: many({ label: LONG, value: LONG }) },
  { kind: 'steps', items: many(LONG) },
  { kind: 'image', url: 'http://no-picture.example', alt: LONG },
  { kind: 'link', label: LONG, url: `https://long.example/${'a'.repeat(900)}` },
]

/** Each part as large as it can be, between a heading and buttons that are. */
export const largest: [string, Message<string>][] = LARGEST.map((part) => [
  part.kind,
  {
    purpose: 'notice',
    fallback: LONG,
    parts: [
      { kind: 'heading', text: LONG },
      part,
      { kind: 'choice', lasts: 'durable', options: many({ label: LONG, token: 't'.repeat(300) }) },
    ],
  },
])
