import type { FormValues } from '#adapters/adapter.ts'
import { type Classification, CONSULTATION_CHANNELS, type ConsultationChannel } from '#engine/consultation.ts'
import { harmless, withoutTricks } from '#engine/defang.ts'
import { type Field, type Form, type Part, paragraph, type Text } from '#engine/message.ts'
import { findingsOf } from '#engine/plainness.ts'
import { glossary } from '#locales/ja/glossary.ts'
import { plainness } from '../case/notice-form.ts'
import { kindField, kindIn } from './kinds.ts'

const TEXT_MAX = 1_000
const NAME_MAX = 100

const label = (id: string): Text => ({ key: `desk.consultation.form.${id}` })

const TEMPLATES = ['looking', 'asking', 'checking'] as const
const templateText = (name: string): Text => ({ key: `consultation.template.${name}` })
/** What is usual on the telephone, so that nobody has to type it. */
const CALLS = ['connect', 'settings', 'printer', 'joining'] as const
const callText = (name: string): Text => ({ key: `desk.consultation.call.${name}` })

/** The words that go to the firm: a template's, what was typed, or one after the other. */
export function publishedIn({ template = '', text = '' }: FormValues, say: (text: Text) => string): string {
  const known = TEMPLATES.find((one) => one === template)
  return [known ? say(templateText(known)) : '', withoutTricks(text).trim()]
    .filter((one) => one !== '')
    .join('\n')
    .slice(0, TEXT_MAX)
}

/** With what stands in it, how plain that is, and as the firm will see it. */
export function publishForm(
  token: string,
  { firm, who, words, name }: { firm: string; who: string; words: string; name: string },
): Form {
  return {
    token,
    title: label('publish'),
    submit: label('send'),
    before: [paragraph({ key: 'desk.consultation.form.publish-to', params: { who, firm } })],
    fields: [
      choice('template', TEMPLATES, templateText, { isOptional: true, isLive: true }),
      { id: 'text', kind: 'lines', label: label('text'), isOptional: true, lengthMax: TEXT_MAX, isLive: true },
    ],
    after:
      words === ''
        ? []
        : [
            ...judged(words, [firm, who]),
            { kind: 'divider' },
            paragraph(label('preview')),
            ...publishedParts(name, words),
          ],
  }
}

/** The same words, to be put right; the firm keeps the first, and gets these. */
export const amendForm = (token: string, words: string): Form => ({
  ...{ token, title: label('amend'), submit: label('send'), before: [paragraph(label('amend-explain'))] },
  fields: [{ id: 'text', kind: 'lines', label: label('text'), value: words, lengthMax: TEXT_MAX }],
})

/** How hard it is to read is told; whoever talks to somebody decides how. */
const judged = (words: string, names: readonly string[]): Part[] =>
  plainness(findingsOf(words, glossary, { names, isNotice: false }).map((finding) => ({ ...finding, blocks: false })))

export const publishedParts = (name: string, words: string): Part[] => [
  paragraph({ key: 'consultation.from', params: { name } }),
  paragraph({ typed: words }),
]

export const classifyForm = (token: string, known: Parameters<typeof kindField>[0]): Form => ({
  ...{ token, title: label('classify'), submit: label('submit'), fields: [kindField(known)] },
})

export const matchForm = (token: string): Form => ({
  ...{ token, title: label('match'), submit: label('submit'), fields: [firmField('')] },
})

const firmField = (value: string): Field => ({
  ...{ id: 'firm', kind: 'line', label: label('firm'), value, lengthMax: NAME_MAX },
})

/** A call or a mail, written down in less than a minute: nothing but the category must be chosen. */
export function typedForm(token: string, known: { channel: ConsultationChannel; firm: string }): Form {
  return {
    token,
    title: label('typed'),
    submit: label('submit'),
    before: [paragraph(label('typed-explain'))],
    fields: [
      {
        ...choice('channel', ['phone', 'mail'], (one) => ({ key: `desk.consultation.channel.${one}` })),
        value: known.channel,
      },
      { ...firmField(known.firm), isOptional: true, hint: label('firm-hint') },
      { id: 'who', kind: 'line', label: label('who'), isOptional: true, lengthMax: NAME_MAX },
      kindField(null),
      choice('call', CALLS, callText, { isOptional: true }),
      { id: 'text', kind: 'lines', label: label('what'), isOptional: true, lengthMax: TEXT_MAX },
      {
        ...choice('state', ['solved', 'received'], (one) => ({ key: `desk.consultation.form.${one}` })),
        value: 'solved',
      },
    ],
  }
}

const choice = (
  id: string,
  values: readonly string[],
  text: (value: string) => Text,
  more: Partial<Field> = {},
): Field => ({
  ...{ id, kind: 'one-of', label: label(id), options: values.map((value) => ({ value, label: text(value) })) },
  ...more,
})

export interface Typed {
  channel: ConsultationChannel
  firm: string
  who: string
  kind: Classification
  text: string
  isSolved: boolean
}

export function typedIn(values: FormValues, say: (text: Text) => string): Typed {
  const { channel = '', firm = '', who = '', kind, call = '', text = '', state = '' } = values
  const usual = CALLS.find((one) => one === call)
  const words = [usual ? say(callText(usual)) : '', withoutTricks(text).trim()].filter((one) => one !== '')
  return {
    channel: CONSULTATION_CHANNELS.find((one) => one === channel && one !== 'chat') ?? 'phone',
    firm: harmless(firm, NAME_MAX),
    who: harmless(who, NAME_MAX),
    kind: kindIn(kind) ?? { category: 'other', tag: null },
    text: words.join('\n').slice(0, TEXT_MAX),
    isSolved: state !== 'received',
  }
}
