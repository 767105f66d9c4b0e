/**
 * What we want a person to understand, before any platform has laid it out. Flows build messages from keys; `bot/say.ts`
 * turns them into sentences of the reader's language; an adapter's `render` turns those into Flex or Block Kit.
 */

/** A sentence of ours (a key of `locales/`), or words somebody typed or a sensor saw, which are data and never markup. */
export type Text = { key: string; params?: Readonly<Record<string, Param>> } | { typed: string }

/** A value inside a sentence. Moments (`at`, epoch ms) and spans are formatted by `Intl` in the reader's zone. */
export type Param =
  | string
  | number
  | Text
  | { at: number; show?: 'time' | 'date' | 'date-time' | 'month' }
  | { spanMs: number }

export type Purpose =
  | 'case-card'
  | 'notice'
  | 'notice-copy'
  | 'follow-up'
  | 'answer'
  | 'enrolment'
  | 'desk-task'
  | 'history'
  | 'operations'

/** The order in which waiting messages to one recipient leave; the first may use LINE's quota reserve. */
export const PRIORITIES = ['incident', 'notice', 'conversation', 'report', 'campaign'] as const
export type Priority = (typeof PRIORITIES)[number]

export interface Message<T = Text> {
  purpose: Purpose
  /** Shown where nothing else can be: the lock screen, LINE's altText, Slack's notification. */
  fallback: T
  /** The question in it, where the fallback is none: asked again when something else is said. */
  asks?: T
  /** What it answers to, as the platform calls it (LINE's quote token). */
  quotes?: string
  parts: Part<T>[]
}

export type Part<T = Text> =
  | { kind: 'heading'; text: T }
  | { kind: 'paragraph'; text: T }
  | { kind: 'facts'; rows: { label: T; value: T }[] }
  | { kind: 'steps'; items: T[] }
  /**
   * With a preview it is a message of its own where a platform has such (LINE), and one that can be saved. LINE fits it into a
   * square where its shape is not told.
   */
  | {
      kind: 'image'
      url: string
      alt: T
      preview?: string
      isMoving?: boolean
      shape?: { width: number; height: number }
    }
  | { kind: 'link'; label: T; url: string }
  | { kind: 'status'; tone: 'ok' | 'wait' | 'warn'; text: T }
  | { kind: 'divider' }
  /** `now`: answers to a question just asked (LINE quick replies). `durable`: buttons that stay with the message. */
  | { kind: 'choice'; lasts: 'now' | 'durable'; options: Option<T>[] }

export interface Option<T = Text> {
  label: T
  /** An action token (≤ 40 characters): opaque, looked up and re-authorised at the tap. */
  token: string
  style?: 'primary' | 'danger'
  /** A way round the question (later, back) rather than an answer to it: it has no number. */
  isAside?: boolean
  /** What it is an answer about, where a message has the same words several times: typed, they do not say which. */
  about?: Text
}

/** A modal on Slack and Discord; the same fields asked one at a time on LINE. */
export interface Form<T = Text> {
  /** The action token that a submission carries back. */
  token: string
  title: T
  submit: T
  /** Shown above the fields (`before`) and below them (`after`: a preview, a plainness result). */
  before?: Part<T>[]
  fields: Field<T>[]
  after?: Part<T>[]
}

export interface Field<T = Text> {
  id: string
  label: T
  kind: 'line' | 'lines' | 'one-of' | 'any-of' | 'moment'
  /** What stands in the field when it opens: typed words, an option's value (of `any-of` several, with commas), or epoch ms. */
  value?: string | number
  options?: { value: string; label: T }[]
  hint?: T
  isOptional?: boolean
  lengthMax?: number
  /** Each change comes back as `form-changed`, so that `after` can follow the typing. */
  isLive?: boolean
}

export const paragraph = (text: Text): Part => ({ kind: 'paragraph', text })

/** One more answer beside those of the message's question; a question of its own where there is none. */
export function withOption(parts: readonly Part[], option: Option): Part[] {
  const asked = parts.findLast((part) => part.kind === 'choice' && part.lasts === 'now')
  if (asked?.kind !== 'choice') return [...parts, { kind: 'choice', lasts: 'now', options: [option] }]
  return parts.map((part) => (part === asked ? { ...asked, options: [...asked.options, option] } : part))
}
