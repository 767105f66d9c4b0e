import type { VNode } from 'preact'
import { html } from '../html.ts'

/** What we cannot draw is named, never left out: a hole in a message would look like a message without it. */
export const Unknown = (type: unknown): VNode =>
  html`<p class="unknown">ここでは描けない部品です：<code>${String(type)}</code></p>`
