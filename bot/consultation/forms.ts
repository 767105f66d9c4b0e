import type { FormValues } from '#adapters/adapter.ts'
import type { Words } from '#db/consultations.ts'
import type { OfferedPicture } from '#db/photos.ts'
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

/** What goes to the firm: a template's words, what was typed, or one after the other; a picture; and what it answers to. */
export interface Publishing {
  text: string
  /** '' for none. */
  picture: string
  /** Words of the firm's; '' for none. */
  quote: string
}

export function publishing(
  { template = '', text = '', picture = '', quote = '' }: FormValues,
  say: (text: Text) => string,
): Publishing {
  const known = TEMPLATES.find((one) => one === template)
  const words = [known ? say(templateText(known)) : '', withoutTricks(text).trim()].filter((one) => one !== '')
  return { text: words.join('\n').slice(0, TEXT_MAX), picture, quote }
}

/** What can go along, or be answered to. */
export interface Publishable {
  pictures: readonly OfferedPicture[]
  /** The firm's latest words. */
  quotable: readonly Words[]
}

/** With what stands in it, how plain that is, and as the firm will see it. */
export function publishForm(
  token: string,
  { firm, who, name }: { firm: string; who: string; name: string },
  { pictures, quotable }: Publishable,
  { text, picture }: { text: string; picture?: { url: string; preview: string } | undefined },
): Form {
  const offered = pictures.map((one) => ({ value: one.id, label: pictureText(one) }))
  const words = quotable.map((one) => ({ value: one.id, label: quotableText(one) }))
  return {
    token,
    title: label('publish'),
    submit: label('send'),
    before: [paragraph({ key: 'desk.consultation.form.publish-to', params: { who, firm } })],
    fields: [
      choice('template', TEMPLATES, templateText, { isOptional: true, isLive: true }),
      { id: 'text', kind: 'lines', label: label('text'), isOptional: true, lengthMax: TEXT_MAX, isLive: true },
      ...(offered.length > 0 ? [{ ...picked('picture', offered), isLive: true }] : []),
      ...(words.length > 0 ? [picked('quote', words)] : []),
    ],
    after:
      text === '' && !picture
        ? []
        : [
            ...judged(text, [firm, who]),
            { kind: 'divider' },
            paragraph(label('preview')),
            ...publishedParts(name, text, picture),
            ...(picture ? [paragraph(label('picture-stays'))] : []),
          ],
  }
}

const picked = (id: string, options: NonNullable<Field['options']>): Field => ({
  ...{ id, kind: 'one-of', label: label(id), options, isOptional: true },
})

const pictureText = ({ name, at }: OfferedPicture): Text => ({
  key: 'desk.consultation.form.picture-of',
  params: { who: name, at: { at } },
})

const QUOTABLE_MAX = 40

const quotableText = ({ text, at, by }: Words): Text => ({
  key: `desk.consultation.form.${text === null ? 'quotable-photo' : 'quotable'}`,
  params: {
    who: by.name,
    at: { at, show: 'time' },
    ...(text !== null && { words: { typed: harmless(text, QUOTABLE_MAX) } }),
  },
})

/** The same words, to be put right; the firm keeps the first, and gets these. */
export const amendForm = (token: string, words: string): Form => ({
  ...{ token, title: label('amend'), submit: label('send'), before: [paragraph(label('amend-explain'))] },
  fields: [{ id: 'text', kind: 'lines', label: label('text'), value: words, lengthMax: TEXT_MAX }],
})

/** How hard it is to read is told; whoever talks to somebody decides how. */
const judged = (words: string, names: readonly string[]): Part[] =>
  plainness(findingsOf(words, glossary, { names, isNotice: false }).map((finding) => ({ ...finding, blocks: false })))

export const publishedParts = (name: string, words: string, picture?: { url: string; preview: string }): Part[] => [
  paragraph({ key: picture ? 'consultation.from-with-photo' : 'consultation.from', params: { name } }),
  ...(words === '' ? [] : [paragraph({ typed: words })]),
  ...(picture ? [{ kind: 'image', alt: { key: 'consultation.photo' }, ...picture } satisfies Part] : []),
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
