import type { messagingApi } from '@line/bot-sdk'
import type { Option, Part, Purpose } from '#engine/message.ts'
import { Fitting } from '../fit.ts'

type Component = messagingApi.FlexComponent

/** High contrast on white; the band tells at a glance whether to hurry. */
const COLOUR = {
  ink: '#1F2937',
  faint: '#4B5563',
  line: '#E5E7EB',
  calm: '#1D4ED8',
  warn: '#B91C1C',
  wait: '#92400E',
  ok: '#166534',
  tint: '#F3F4F6',
}
const BAND: Partial<Record<Purpose, string>> = { notice: COLOUR.warn }
const LIMIT = { text: 2000, label: 40, rows: 12, steps: 12, buttons: 10, parts: 30, bytes: 30_000, url: 2000 }

/**
 * One bubble of at most 30 kB; what does not fit any more is left out from the end of the body, never the buttons below it.
 * Answers after which more is said stand beside what they are about.
 */
export function bubble(purpose: Purpose, parts: readonly Part<string>[], fitting: Fitting): messagingApi.FlexBubble {
  // Only what stands first is above everything: what came before another heading is read before it.
  const heading = parts[0]?.kind === 'heading' ? parts[0] : undefined
  const end = parts.findLastIndex(({ kind }) => kind !== 'choice') + 1
  const buttons = parts.slice(end).flatMap((part) => (part.kind === 'choice' ? part.options : []))
  const rest = parts.slice(0, end).filter((part) => part !== heading)
  let body = fitting.first('parts', rest, LIMIT.parts).flatMap((part) => component(part, fitting))
  const assemble = (): messagingApi.FlexBubble => ({
    type: 'bubble',
    size: 'giga',
    ...(heading ? { header: header(heading.text, BAND[purpose] ?? COLOUR.calm, fitting) } : {}),
    body: { type: 'box', layout: 'vertical', spacing: 'lg', contents: body.length > 0 ? body : [text('\u3000')] },
    ...(buttons.length > 0 ? { footer: footer(buttons, fitting) } : {}),
  })
  const isTooLarge = (): boolean => Buffer.byteLength(JSON.stringify(assemble())) > LIMIT.bytes
  while (isTooLarge() && body.length > 1) {
    body = body.slice(0, -1)
    fitting.degraded.push('the bubble was too large: a part was left out')
  }
  for (let share = 1 / 2; isTooLarge(); share /= 2) {
    body = rest.slice(0, 1).flatMap((part) => component(part, new Fitting(share)))
    fitting.degraded.push(`the bubble was too large: its texts were cut to ${share}`)
  }
  return assemble()
}

function header(heading: string, colour: string, fitting: Fitting): messagingApi.FlexBox {
  const title = text(fitting.text('heading', heading, 200), { weight: 'bold', size: 'lg', color: '#FFFFFF' })
  return { type: 'box', layout: 'vertical', backgroundColor: colour, paddingAll: '16px', contents: [title] }
}

function component(part: Part<string>, fitting: Fitting): Component[] {
  switch (part.kind) {
    case 'heading':
      return [text(fitting.text('heading', part.text, 200), { weight: 'bold', size: 'lg' })]
    case 'paragraph':
      return [text(fitting.text('paragraph', part.text, LIMIT.text))]
    case 'status':
      return [banner(part, fitting)]
    case 'steps':
      return [steps(fitting.first('steps', part.items, LIMIT.steps), fitting)]
    case 'facts':
      return [facts(fitting.first('facts', part.rows, LIMIT.rows), fitting)]
    case 'divider':
      return [{ type: 'separator', color: COLOUR.line }]
    case 'image':
      return part.url.startsWith('https://') && URL.canParse(part.url) && part.url.length <= LIMIT.url
        ? [image(part)]
        : [text(fitting.text('alt', part.alt, 300))]
    case 'link':
      return [link(part, fitting)]
    case 'choice':
      return [answers(part.options, fitting)]
  }
}

const image = ({ url, isMoving, shape }: Extract<Part<string>, { kind: 'image' }>): messagingApi.FlexImage => ({
  ...{ type: 'image', url, size: 'full', aspectMode: 'fit' },
  ...(shape && { aspectRatio: `${shape.width}:${shape.height}` }),
  ...(isMoving && { animated: true }),
})

const text = (words: string, more: Partial<messagingApi.FlexText> = {}): messagingApi.FlexText => ({
  type: 'text',
  text: words,
  wrap: true,
  size: 'md',
  color: COLOUR.ink,
  ...more,
})

const SIGN = { ok: '✓', wait: '●', warn: '！' }

function banner({ tone, text: words }: Extract<Part<string>, { kind: 'status' }>, fitting: Fitting): Component {
  const colour = COLOUR[tone]
  const contents = [
    text(SIGN[tone], { flex: 0, weight: 'bold', color: colour }),
    text(fitting.text('status', words, 300), { weight: 'bold', color: colour, margin: 'md' }),
  ]
  return {
    type: 'box',
    layout: 'horizontal',
    backgroundColor: COLOUR.tint,
    cornerRadius: '8px',
    paddingAll: '10px',
    contents,
  }
}

function steps(items: readonly string[], fitting: Fitting): Component {
  const rows = items.map((item, index): Component => {
    const number = text(`${index + 1}`, { flex: 0, weight: 'bold', size: 'lg', color: COLOUR.calm })
    return {
      type: 'box',
      layout: 'horizontal',
      contents: [number, text(fitting.text('step', item, 500), { weight: 'bold', margin: 'lg' })],
    }
  })
  return { type: 'box', layout: 'vertical', spacing: 'md', contents: rows.length > 0 ? rows : [text('\u3000')] }
}

function facts(rows: readonly { label: string; value: string }[], fitting: Fitting): Component {
  const lines = rows.map(
    ({ label, value }): Component => ({
      type: 'box',
      layout: 'vertical',
      contents: [
        text(fitting.text('label', label, 100), { size: 'xs', color: COLOUR.faint }),
        text(fitting.text('value', value, 500), { size: 'sm' }),
      ],
    }),
  )
  return { type: 'box', layout: 'vertical', spacing: 'sm', contents: lines.length > 0 ? lines : [text('\u3000')] }
}

function link({ label, url }: Extract<Part<string>, { kind: 'link' }>, fitting: Fitting): Component {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url) || url.length > 1000)
    return text(fitting.text('link', label, 300))
  return {
    type: 'button',
    style: 'link',
    height: 'sm',
    action: { type: 'uri', label: fitting.text('label', label, LIMIT.label), uri: url },
  }
}

const answers = (options: readonly Option<string>[], fitting: Fitting): messagingApi.FlexBox => ({
  type: 'box',
  layout: 'horizontal',
  spacing: 'sm',
  contents: buttonsFor(options, fitting),
})

function footer(options: readonly Option<string>[], fitting: Fitting): messagingApi.FlexBox {
  return { type: 'box', layout: 'vertical', spacing: 'sm', contents: buttonsFor(options, fitting) }
}

function buttonsFor(options: readonly Option<string>[], fitting: Fitting): Component[] {
  return fitting.first('buttons', options, LIMIT.buttons).map(
    ({ label, token, style }): Component => ({
      type: 'button',
      height: 'sm',
      style: style === 'primary' || style === 'danger' ? 'primary' : 'secondary',
      ...(style === 'primary' ? { color: COLOUR.calm } : style === 'danger' ? { color: COLOUR.warn } : {}),
      action: {
        type: 'postback',
        label: fitting.text('label', label, LIMIT.label),
        data: token.slice(0, 300),
        displayText: fitting.text('displayText', label, LIMIT.label),
      },
    }),
  )
}
