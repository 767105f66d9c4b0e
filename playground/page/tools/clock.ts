import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { html } from '../html.ts'
import type { Stage, Store } from '../stage.ts'
import { dateOf, secondsOf, spanOf } from '../time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const SKIPS = [
  { name: '10分', ms: 10 * MINUTE_MS },
  { name: '1時間', ms: HOUR_MS },
  { name: '1日', ms: DAY_MS },
]
const UNITS = [
  { name: '分', ms: MINUTE_MS },
  { name: '時間', ms: HOUR_MS },
  { name: '日', ms: DAY_MS },
]

/** The playground's time, and its skips: everything that is due on the way happens, in order. */
export function ClockPanel({ store, stage }: { store: Store; stage: Stage }): VNode {
  const now = useNow(stage)
  const [isMoving, setMoving] = useState(false)
  const skip = async (ms: number) => {
    setMoving(true)
    const moved = await store.act(({ admin }) => admin.advance(ms))
    setMoving(false)
    if (moved) store.set({ announced: `時計を進めました。いまは ${dateOf(now + ms)} です。` })
  }
  return html`<div class="tool" aria-busy=${isMoving}>
    <h2>時計</h2>
    <p class="clock-face"><time><span class="clock-day">${dateOf(now)}</span><span class="clock-time">${secondsOf(now)}</span></time></p>
    <p class="tool-note">${isMoving ? html`<span class="moving">時間を進めています…</span>` : ahead(stage.scene.aheadMs)}</p>
    <div class="clock-skips" role="group" aria-label="時間を進める">
      ${SKIPS.map(({ name, ms }) => html`<button type="button" class="button" disabled=${isMoving} onClick=${() => void skip(ms)}>＋${name}</button>`)}
    </div>
    <form class="clock-own" onSubmit=${(event: Event) => own(event, skip)}>
      <label class="unseen" for="clock-count">進める長さ</label>
      <input id="clock-count" name="count" type="number" min="1" max="366" defaultValue="3" inputmode="numeric" required />
      <select name="unit" aria-label="単位">${UNITS.map(({ name, ms }) => html`<option value=${ms} selected=${ms === HOUR_MS}>${name}</option>`)}</select>
      <button type="submit" class="button" disabled=${isMoving}>進める</button>
    </form>
  </div>`
}

function own(event: Event, skip: (ms: number) => Promise<void>): void {
  event.preventDefault()
  const entered = new FormData(event.currentTarget as HTMLFormElement)
  const ms = Number(entered.get('count')) * Number(entered.get('unit'))
  if (Number.isFinite(ms) && ms > 0) void skip(Math.min(Math.round(ms), 366 * DAY_MS))
}

const ahead = (ms: number): string =>
  ms < MINUTE_MS ? 'ほんとうの時刻と同じです。戻すことはできません。' : `ほんとうの時刻より ${spanOf(ms)} 先です。`

/** Every second. */
export function useNow({ scene }: Stage): number {
  const [browserMs, setBrowserMs] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setBrowserMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return browserMs + scene.aheadMs
}
