import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Armed, FaultRule, Invariants } from '../control.ts'
import { html } from '../html.ts'
import type { Store } from '../stage.ts'

const FAULTS: readonly { name: string; rule: FaultRule }[] = [
  { name: 'Slackが3回失敗する（500）', rule: { platform: 'slack', route: '*', kind: '500', times: 3 } },
  { name: 'LINEが3回断る（429）', rule: { platform: 'line', route: '*', kind: '429', times: 3, retryAfterS: 5 } },
  { name: 'Slackが止まる', rule: { platform: 'slack', route: '*', kind: '500', probability: 1 } },
  { name: 'LINEが止まる', rule: { platform: 'line', route: '*', kind: '500', probability: 1 } },
  {
    name: 'LINEが受け取ったのに返事が消える',
    rule: { platform: 'line', route: '*', kind: 'accept-then-reset', times: 1 },
  },
]

/** What may go wrong out there, and whether anything was lost or doubled meanwhile. */
export function Faults({ store }: { store: Store }): VNode {
  const [armed, setArmed] = useState<Armed[]>([])
  const [found, setFound] = useState<Invariants | undefined>()
  const look = async () => setArmed((await store.act(({ faults }) => faults.list())) ?? [])
  const add = async (rule: FaultRule) => {
    await store.act(({ faults }) => faults.add(rule))
    await look()
  }
  const clear = async () => {
    await store.act(({ faults }) => faults.clear())
    await look()
  }
  const check = async () => setFound(await store.act(({ invariants }) => invariants()))
  return html`<details class="tool fold" onToggle=${look}>
    <summary>うまくいかない日</summary>
    <p class="tool-note">LINEやSlackの調子をわざと悪くします。おたすけは、なおったあとに続きを届けます。</p>
    <div class="fault-buttons" role="group" aria-label="調子を悪くする">
      ${FAULTS.map(({ name, rule }) => html`<button type="button" class="button" onClick=${() => void add(rule)}>${name}</button>`)}
    </div>
    ${
      armed.length > 0
        ? html`<ul class="fault-list" aria-label="いま起きること">${armed.map((rule) => html`<li>${nameOf(rule)}<small>${seen(rule)}</small></li>`)}</ul>
        <button type="button" class="button primary" onClick=${() => void clear()}>全部なおす</button>`
        : null
    }
    <div class="fault-check">
      <button type="button" class="button" onClick=${() => void check()}>約束が守られたか調べる</button>
      <p role="status">${found ? verdict(found) : ''}</p>
    </div>
    ${found && !found.ok ? html`<ul class="fault-list">${found.violations.map(({ rule, detail }) => html`<li><code>${rule}</code> ${detail}</li>`)}</ul>` : null}
  </details>`
}

const nameOf = (armed: Armed): string =>
  FAULTS.find(
    ({ rule }) =>
      rule.platform === armed.platform && rule.kind === armed.kind && rule.probability === armed.probability,
  )?.name ?? `${armed.platform} ${armed.route} ${armed.kind}`

const seen = ({ probability, seen: count, times = 1 }: Armed): string =>
  probability === undefined ? `あと${Math.max(0, times - count)}回` : 'なおすまで'

const verdict = ({ ok, violations, ackMs }: Invariants): string =>
  ok
    ? `守られています。なくした・2回届けた知らせは0件です（返事の速さ 中央値${Math.round(ackMs.p50)}ミリ秒）。`
    : `破られた約束が${violations.length}件あります。`
