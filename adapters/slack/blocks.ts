import type { Button, KnownBlock, PlainTextElement } from '@slack/types'
import type { Option, Part } from '#engine/message.ts'
import type { Fitting } from '../fit.ts'
import { mrkdwn } from './safe-text.ts'

/** Block Kit's limits: docs.slack.dev, reference of blocks and elements. */
export const LIMIT = {
  blocks: 50,
  section: 3000,
  header: 150,
  field: 2000,
  fields: 10,
  button: 75,
  buttons: 25,
  value: 2000,
  option: 75,
  context: 10,
  imageUrl: 3000,
  alt: 2000,
  linkUrl: 2000,
  linkLabel: 500,
}

export function blocksOf(parts: readonly Part<string>[], fitting: Fitting): KnownBlock[] {
  return parts.flatMap((part) => block(part, fitting))
}

function block(part: Part<string>, fitting: Fitting): KnownBlock[] {
  switch (part.kind) {
    case 'heading':
      return [{ type: 'header', text: plain(fitting.text('header', part.text, LIMIT.header)) }]
    case 'paragraph':
      return [section(part.text, fitting)]
    case 'status':
      return [section(`${SIGN[part.tone]} ${part.text}`, fitting)]
    case 'steps':
      return [section(part.items.map((item, index) => `${index + 1}. ${item}`).join('\n'), fitting)]
    case 'facts':
      return facts(part.rows, fitting)
    case 'divider':
      return [{ type: 'divider' }]
    case 'image':
      if (!isUrl(part.url, LIMIT.imageUrl)) return [section(part.alt, fitting)]
      return [{ type: 'image', image_url: part.url, alt_text: fitting.text('alt', part.alt, LIMIT.alt) }]
    case 'link':
      if (!isUrl(part.url, LIMIT.linkUrl)) return [section(part.label, fitting)]
      return [{ type: 'section', text: { type: 'mrkdwn', text: link(part.url, part.label, fitting) } }]
    case 'choice':
      return part.options.length > 0 ? [{ type: 'actions', elements: buttons(part.options, fitting) }] : []
  }
}

const SIGN = { ok: '✅', wait: '🟡', warn: '🔴' }

const isUrl = (url: string, lengthMax: number): boolean =>
  /^https?:\/\/[^\s<>|]+$/.test(url) && URL.canParse(url) && url.length <= lengthMax

const link = (url: string, label: string, fitting: Fitting): string =>
  `<${url.replaceAll('&', '&amp;')}|${fitEscaped(label, LIMIT.linkLabel, fitting)}>`

/** Escaping lengthens, so it is the escaped text that must fit. */
function section(words: string, fitting: Fitting): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: fitEscaped(words, LIMIT.section, fitting) } }
}

export function fitEscaped(words: string, lengthMax: number, fitting: Fitting, written = mrkdwn): string {
  for (let room = lengthMax; ; room = Math.floor(room * 0.8)) {
    const escaped = written(fitting.text('section', words, room))
    if (escaped.length <= lengthMax) return escaped
  }
}

function facts(rows: readonly { label: string; value: string }[], fitting: Fitting): KnownBlock[] {
  const fields = rows.map(({ label, value }) => ({
    type: 'mrkdwn' as const,
    text: `*${fitEscaped(label, 200, fitting)}*\n${fitEscaped(value, 1500, fitting)}`,
  }))
  return Array.from({ length: Math.ceil(fields.length / LIMIT.fields) }, (_, page) => ({
    type: 'section',
    fields: fields.slice(page * LIMIT.fields, (page + 1) * LIMIT.fields),
  }))
}

function buttons(options: readonly Option<string>[], fitting: Fitting): Button[] {
  return fitting.first('buttons', options, LIMIT.buttons).map(({ label, token, style }, index) => ({
    type: 'button',
    action_id: `tap-${index}`,
    text: plain(fitting.text('button', label, LIMIT.button)),
    value: token,
    ...(style ? { style } : {}),
  }))
}

export const plain = (words: string): PlainTextElement => ({ type: 'plain_text', text: words, emoji: false })
