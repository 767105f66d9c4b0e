import type { VNode } from 'preact'
import { html } from '../html.ts'

/** Slack's own markup as nodes: escapes, mentions, links, emphasis. Nothing in it can become HTML. */
export type Names = (id: string) => string | undefined

/** A piece of markup Slack wraps in angle brackets, a code block, code, or emphasis, in this order of strength. */
const PIECE =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\s][^<>]*)>|(?<![\p{L}\p{N}*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\p{L}\p{N}~])|(https?:\/\/[^\s<>|「」（）]+)/gu

type Node = string | VNode

export function mrkdwn(text: string, names: Names): Node[] {
  const nodes: Node[] = []
  let at = 0
  for (const match of text.matchAll(PIECE)) {
    nodes.push(unescaped(text.slice(at, match.index)), piece(match, names))
    at = match.index + match[0].length
  }
  return [...nodes, unescaped(text.slice(at))]
}

function piece([, block, code, angle, bold, italic, struck, bare]: RegExpMatchArray, names: Names): Node {
  if (block !== undefined) return html`<pre>${unescaped(block.replace(/^\n/, ''))}</pre>`
  if (code !== undefined) return html`<code>${unescaped(code)}</code>`
  if (angle !== undefined) return bracketed(angle, names)
  if (bold !== undefined) return html`<strong>${mrkdwn(bold, names)}</strong>`
  if (italic !== undefined) return html`<em>${mrkdwn(italic, names)}</em>`
  if (struck !== undefined) return html`<s>${mrkdwn(struck, names)}</s>`
  return html`<span class="would-link" title="本物のSlackではリンクになります">${unescaped(bare ?? '')}</span>`
}

function bracketed(inside: string, names: Names): Node {
  const [target = '', label] = inside.split('|', 2)
  const mark = target[0]
  if (mark === '@') return html`<span class="mention">@${names(target.slice(1)) ?? label ?? target.slice(1)}</span>`
  if (mark === '#') return html`<span class="mention">#${names(target.slice(1)) ?? label ?? target.slice(1)}</span>`
  if (mark === '!') return html`<span class="mention loud">${label ?? `@${target.slice(1).split('^')[0]}`}</span>`
  if (!/^(https?|mailto):/.test(target)) return `<${unescaped(inside)}>`
  return html`<a href=${unescaped(target)} target="_blank" rel="noopener noreferrer nofollow">${unescaped(label ?? target)}</a>`
}

const EMOJI: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  warning: '⚠️',
  red_circle: '🔴',
  large_yellow_circle: '🟡',
  large_green_circle: '🟢',
  rotating_light: '🚨',
  eyes: '👀',
  wave: '👋',
  pray: '🙏',
  bell: '🔔',
  telephone_receiver: '📞',
  hourglass: '⌛',
  x: '❌',
}

export const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/:([a-z_]+):/g, (all, name: string) => (Object.hasOwn(EMOJI, name) ? (EMOJI[name] ?? all) : all))

/** One line without markup, for screen readers and previews. */
export const asText = (text: string): string =>
  unescaped(text.replace(/<[^<>|]*\|([^<>]*)>/g, '$1').replace(/[*_~`<>]/g, ' ')).trim()
