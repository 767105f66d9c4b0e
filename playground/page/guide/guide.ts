import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { classes, html } from '../html.ts'
import { show } from '../show.ts'
import type { Stage, Store } from '../stage.ts'
import { type Step, stepsOf } from './steps.ts'

/** 「3分で遊ぶ」: what has been done, and what to do next. Folded away, it stays one button. */
export function Guide({ store, stage }: { store: Store; stage: Stage }): VNode {
  const [isOpen, setOpen] = useState(wasOpen)
  const turn = (open: boolean) => {
    setOpen(open)
    rememberOpen(open)
  }
  const steps = stepsOf(stage)
  const next = steps.findIndex(({ isDone }) => !isDone)
  const done = steps.filter(({ isDone }) => isDone).length
  if (!isOpen)
    return html`<div class="guide folded"><button type="button" class="quiet" aria-expanded="false" onClick=${() => turn(true)}>3分で遊ぶ（${done}/${steps.length}）</button></div>`
  return html`<section class="guide" aria-label="3分で遊ぶ">
    <h2>3分で遊ぶ</h2>
    <ol class="guide-steps">${steps.map((step, index) => mark(step, index, next))}</ol>
    <p class="guide-now" role="status">${next < 0 ? '全部できました。ほかの人や、ほかの見本でもためせます。' : steps[next]?.how}</p>
    ${next < 0 ? null : html`<button type="button" class="button primary guide-go" onClick=${() => show(store, steps[next]?.pane ?? 'line')}>${NAMES[steps[next]?.pane ?? 'line']}へ</button>`}
    <button type="button" class="quiet guide-close" aria-label="案内を閉じる" onClick=${() => turn(false)}>✕</button>
  </section>`
}

const NAMES = { line: 'LINE', slack: 'Slack', discord: 'Discord', sensor: 'センサー', clock: '時計' }

function mark({ title, isDone }: Step, index: number, next: number): VNode {
  return html`<li class=${classes(isDone && 'done', index === next && 'next')} aria-current=${index === next ? 'step' : undefined}>
    <span class="guide-mark" aria-hidden="true">${isDone ? '✓' : index + 1}</span><span class="guide-title">${title}</span>${isDone ? html`<span class="unseen">（済み）</span>` : null}
  </li>`
}

const NAME = 'otasuke-guide'

function wasOpen(): boolean {
  try {
    return localStorage.getItem(NAME) !== 'folded'
  } catch {
    return true
  }
}

function rememberOpen(isOpen: boolean): void {
  try {
    localStorage.setItem(NAME, isOpen ? 'open' : 'folded')
  } catch {
    // Then it is open again next time.
  }
}
