import i18next from 'i18next'
import { harmless, withoutTricks } from '#engine/defang.ts'
import type { Field, Form, Message, Option, Param, Part, Text } from '#engine/message.ts'
import { catalogs, DEFAULT_LOCALE } from '#locales/index.ts'
import { type Reader, showMoment, showNumber, showSpan } from './say/values.ts'

export type { Reader }

/** Keys become sentences here and nowhere else. */
export interface Speaker {
  message(message: Message, reader: Reader): Message<string>
  form(form: Form, reader: Reader): Form<string>
  text(text: Text, reader: Reader): string
}

export function say(message: Message, reader: Reader): Message<string> {
  return {
    purpose: message.purpose,
    fallback: sayText(message.fallback, reader),
    ...(message.quotes !== undefined && { quotes: message.quotes }),
    parts: message.parts.map((part) => sayPart(part, reader)),
  }
}

export function sayForm(form: Form, reader: Reader): Form<string> {
  const { token, title, submit, before, fields, after } = form
  return {
    token,
    title: sayText(title, reader),
    submit: sayText(submit, reader),
    fields: fields.map((field) => sayField(field, reader)),
    ...(before && { before: before.map((part) => sayPart(part, reader)) }),
    ...(after && { after: after.map((part) => sayPart(part, reader)) }),
  }
}

/** Words that people typed or sensors saw are never looked into: what looks like markup or a key in them stays as it is. */
export function sayText(text: Text, reader: Reader): string {
  if ('typed' in text) return withoutTricks(text.typed)
  const { key, params = {} } = text
  const values = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, sayParam(param, reader)]))
  const count = params.count
  const said: unknown = sentences.t(key, {
    lng: reader.locale,
    replace: values,
    nest: false,
    returnObjects: true,
    ...(typeof count === 'number' && { count }),
  })
  return typeof said === 'string' ? said : missing(key, reader.locale)
}

export const speaker: Speaker = { message: say, form: sayForm, text: sayText }

type MissingHandler = (key: string, locale: string) => void

/** Nobody may wait in vain because a sentence is missing: it is noted, and something is said. Tests make it throw. */
let noteMissing: MissingHandler = (key, locale) => process.emitWarning(`no sentence for ${key} in ${locale}`)

export function whenSentenceIsMissing(handler: MissingHandler): void {
  noteMissing = handler
}

function missing(key: string, locale: string): string {
  noteMissing(key, locale)
  return sentences.t('errors.missing', { lng: locale, replace: {} })
}

const sentences = i18next.createInstance()
void sentences.init({
  resources: Object.fromEntries(
    Object.entries(catalogs).map(([locale, catalog]) => [locale, { translation: catalog }]),
  ),
  fallbackLng: DEFAULT_LOCALE,
  initAsync: false,
  // Chat is not HTML; each platform's `render` escapes for itself. Placeholders inside values are the value's own letters.
  interpolation: { escapeValue: false, skipOnVariables: true },
  parseMissingKeyHandler: () => ({}),
  missingInterpolationHandler: (text: string, match: RegExpExecArray) => {
    noteMissing(`${match[1] ?? ''} of “${text}”`, DEFAULT_LOCALE)
    return ''
  },
})

const NAME_LENGTH_MAX = 1_000

export function sayParam(param: Param, reader: Reader): string {
  if (typeof param === 'string') return harmless(param, NAME_LENGTH_MAX)
  if (typeof param === 'number') return showNumber(param, reader)
  if ('at' in param) return showMoment(param.at, param.show ?? 'date-time', reader)
  if ('spanMs' in param) return showSpan(param.spanMs, reader)
  return sayText(param, reader)
}

function sayPart(part: Part, reader: Reader): Part<string> {
  const said = (text: Text): string => sayText(text, reader)
  switch (part.kind) {
    case 'heading':
    case 'paragraph':
      return { kind: part.kind, text: said(part.text) }
    case 'status':
      return { ...part, text: said(part.text) }
    case 'facts':
      return { kind: 'facts', rows: part.rows.map(({ label, value }) => ({ label: said(label), value: said(value) })) }
    case 'steps':
      return { kind: 'steps', items: part.items.map(said) }
    case 'image':
      return { ...part, alt: said(part.alt) }
    case 'link':
      return { ...part, label: said(part.label) }
    case 'divider':
      return part
    case 'choice':
      return { ...part, options: part.options.map((option) => sayOption(option, reader)) }
  }
}

const sayOption = (option: Option, reader: Reader): Option<string> => ({
  ...option,
  label: sayText(option.label, reader),
})

function sayField(field: Field, reader: Reader): Field<string> {
  const { label, hint, options, ...rest } = field
  return {
    ...rest,
    label: sayText(label, reader),
    ...(hint && { hint: sayText(hint, reader) }),
    ...(options && { options: options.map((one) => ({ value: one.value, label: sayText(one.label, reader) })) }),
  }
}
