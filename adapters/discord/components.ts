import type { Option, Part } from '#engine/message.ts'
import type { Fitting } from '../fit.ts'
import { markdown } from './safe-text.ts'

/** Discord's components, version 2 (docs.discord.com, Component Reference, August 2026). */
export const LIMIT = {
  components: 40,
  /** Of all texts of a message together. */
  text: 4_000,
  button: 80,
  buttonsInRow: 5,
  buttons: 25,
  customId: 100,
  linkUrl: 512,
  imageUrl: 2_048,
  alt: 1_024,
}

export type Component =
  | { type: 1; components: Button[] }
  | { type: 10; content: string; id?: number }
  | { type: 12; items: { media: { url: string }; description: string }[] }
  | { type: 14 }

interface Button {
  type: 2
  style: number
  label: string
  custom_id: string
}

const ROW = 1
const BUTTON = 2
const TEXT = 10
const GALLERY = 12
const SEPARATOR = 14

export function componentsOf(parts: readonly Part<string>[], fitting: Fitting): Component[] {
  let buttons = 0
  return parts.flatMap((part): Component[] => {
    if (part.kind !== 'choice') return [shown(part, fitting)]
    const options = fitting.first('buttons', part.options, LIMIT.buttons - buttons)
    const rows = rowsOf(options, buttons, fitting)
    buttons += options.length
    return rows
  })
}

function shown(part: Exclude<Part<string>, { kind: 'choice' }>, fitting: Fitting): Component {
  switch (part.kind) {
    case 'divider':
      return { type: SEPARATOR }
    case 'image':
      if (!isUrl(part.url, LIMIT.imageUrl)) break
      return {
        type: GALLERY,
        items: [{ media: { url: part.url }, description: fitting.text('alt', part.alt, LIMIT.alt) }],
      }
  }
  return { type: TEXT, content: written(part, fitting) }
}

/** A part as lines of text: of a message, and of what stands beside a form. */
export function written(part: Exclude<Part<string>, { kind: 'choice' }>, fitting: Fitting): string {
  switch (part.kind) {
    case 'heading':
      return `## ${fitEscaped(part.text.replace(/\s+/g, ' '), 256, fitting)}`
    case 'paragraph':
      return fitEscaped(part.text, TEXT_MAX, fitting)
    case 'status':
      return `${SIGN[part.tone]} ${fitEscaped(part.text, TEXT_MAX, fitting)}`
    case 'steps':
      return fitEscaped(part.items.map((item, index) => `${index + 1}） ${item}`).join('\n'), TEXT_MAX, fitting)
    case 'facts':
      return part.rows.map((row) => fact(row, fitting)).join('\n') || '\u3000'
    case 'divider':
      return '\u3000'
    case 'image':
      return fitEscaped(part.alt, LIMIT.alt, fitting)
    case 'link':
      if (!isUrl(part.url, LIMIT.linkUrl * 2)) return fitEscaped(part.label, 300, fitting)
      return `[${fitEscaped(part.label, 300, fitting)}](<${part.url}>)`
  }
}

const SIGN = { ok: '✅', wait: '🟡', warn: '🔴' }
const TEXT_MAX = 3_500

const fact = ({ label, value }: { label: string; value: string }, fitting: Fitting): string =>
  `**${fitEscaped(label, 100, fitting)}**：${fitEscaped(value, 1_000, fitting)}`

const isUrl = (url: string, lengthMax: number): boolean =>
  /^https?:\/\/[^\s<>|()]+$/.test(url) && URL.canParse(url) && url.length <= lengthMax

/** Escaping lengthens, so it is the escaped text that must fit. */
function fitEscaped(words: string, lengthMax: number, fitting: Fitting): string {
  for (let room = lengthMax; ; room = Math.floor(room * 0.8)) {
    const escaped = markdown(fitting.text('text', words, room))
    if (escaped.length <= lengthMax) return escaped
  }
}

/** Two buttons of a message may carry one token, and Discord wants their ids to differ: so each bears its place. */
function rowsOf(options: readonly Option<string>[], first: number, fitting: Fitting): Component[] {
  const buttons = options.map(
    ({ label, token, style }, place): Button => ({
      type: BUTTON,
      style: style === 'primary' ? 1 : style === 'danger' ? 4 : 2,
      label: fitting.text('button', label, LIMIT.button),
      custom_id: `tap:${first + place}:${token}`.slice(0, LIMIT.customId),
    }),
  )
  return Array.from({ length: Math.ceil(buttons.length / LIMIT.buttonsInRow) }, (_, row) => ({
    type: ROW,
    components: buttons.slice(row * LIMIT.buttonsInRow, (row + 1) * LIMIT.buttonsInRow),
  }))
}
