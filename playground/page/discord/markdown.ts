import type { VNode } from 'preact'
import { html } from '../html.ts'

type Node = string | VNode

/** Discord's own markup as nodes: escapes, code, bold, links. Nothing in it can become HTML. */
const PIECE =
  /\\([\s\S])|```(?:[\w.-]*\n)?([\s\S]*?)```|\*\*([\s\S]+?)\*\*|\[((?:\\.|[^\]])*)\]\(<(https?:\/\/[^>\s]+)>\)/g

export function markdown(text: string): Node[] {
  const nodes: Node[] = []
  let at = 0
  for (const match of text.matchAll(PIECE)) {
    nodes.push(text.slice(at, match.index), piece(match))
    at = match.index + match[0].length
  }
  return [...nodes, text.slice(at)]
}

function piece([whole, escaped, code, bold, label, url]: RegExpMatchArray): Node {
  if (escaped !== undefined) return escaped
  if (code !== undefined) return html`<pre>${code}</pre>`
  if (bold !== undefined) return html`<strong>${markdown(bold)}</strong>`
  if (label !== undefined)
    return html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow">${markdown(label)}</a>`
  return whole
}

/** As a screen reader says it. */
export const asText = (text: string): string => text.replace(/\\([\s\S])/g, '$1').replaceAll('\u2060', '')
