import type { VNode } from 'preact'
import { html } from '../html.ts'
import type { Replay } from '../replay/replay.ts'

const COUNT = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 0 })

const STANDING: Readonly<Record<Replay['state'], string>> = {
  sending: '送っています…',
  done: '送り終えました。',
  cancelled: '途中でやめました。',
  failed: '送れませんでした。',
}

/** How a replay goes, and what the server said of it. */
export function Report({ replay, cancel }: { replay: Replay; cancel: () => void }): VNode {
  const { state, name, share, lines, accepted, rejected, duplicate, linesPerSecond, failure } = replay
  return html`<div class="report ${state}">
    <p class="report-name">${name}</p>
    <progress max="1" value=${share} aria-label="送った割合"></progress>
    <p role="status">${STANDING[state]}${failure === undefined ? '' : ` ${failure}`}</p>
    <dl class="report-counts">
      <div><dt>読んだ行</dt><dd>${COUNT.format(lines)}</dd></div>
      <div><dt>受け取り</dt><dd>${COUNT.format(accepted)}</dd></div>
      <div><dt>読めない行</dt><dd>${COUNT.format(rejected)}</dd></div>
      <div><dt>毎秒</dt><dd>${COUNT.format(linesPerSecond)}行</dd></div>
    </dl>
    ${duplicate > 0 ? html`<p class="tool-note">前に受け取ったのと同じ行が${COUNT.format(duplicate)}行ありました。二重には数えません。</p>` : null}
    ${rejectedLines(replay)}
    ${state === 'sending' ? html`<button type="button" class="button" onClick=${cancel}>やめる</button>` : null}
  </div>`
}

function rejectedLines({ firstRejected }: Replay): VNode | null {
  if (firstRejected.length === 0) return null
  return html`<ul class="report-rejected" aria-label="はじめの読めない行">
    ${firstRejected.map(({ line, reason }) => html`<li>${COUNT.format(line)}行目：${REASONS[reason] ?? reason}</li>`)}
  </ul>`
}

const REASONS: Readonly<Record<string, string>> = {
  'too-long': '1行が長すぎます',
  'not-utf8': '文字がUTF-8ではありません',
  'not-json': 'JSONではありません',
  'not-an-object': 'JSONですが、記録の形ではありません',
  'unknown-format': 'SuricataでもZeekでもありません',
  'no-time': '時刻がありません',
  'no-address': '送り手か相手のアドレスがありません',
  'from-the-future': '時刻が未来です',
  'wrong-columns': '列の数が合いません',
}
