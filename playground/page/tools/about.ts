import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { html } from '../html.ts'
import type { Stage, Store } from '../stage.ts'

/** The way behind the scenes: the admin API and the token that opens it. */
export function About({ store, stage: { session } }: { store: Store; stage: Stage }): VNode {
  const [isShown, setShown] = useState(false)
  const copy = () =>
    void navigator.clipboard.writeText(session.adminToken).then(
      () => store.say('管理トークンをコピーしました。'),
      () => setShown(true),
    )
  return html`<details class="tool fold">
    <summary>裏側を見る</summary>
    <ul class="about-links">
      <li><a href="/admin/docs" target="_blank" rel="noopener">管理APIの説明</a></li>
      <li><a href="/metrics" target="_blank" rel="noopener">計測値（Prometheus）</a></li>
      <li><a href="/readyz" target="_blank" rel="noopener">準備ができているか</a></li>
    </ul>
    <p class="tool-note">管理APIには管理トークンが要ります。データのフォルダの <code>admin-token</code> にもあります。</p>
    <div class="about-token">
      <code>${isShown ? session.adminToken : '••••••••••••'}</code>
      <button type="button" class="button" aria-pressed=${isShown} onClick=${() => setShown(!isShown)}>${isShown ? 'かくす' : '見る'}</button>
      <button type="button" class="button" onClick=${copy}>コピー</button>
    </div>
  </details>`
}
