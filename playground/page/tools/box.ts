import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Box, spoken, switchedOn } from '../box/box.ts'
import type { Wiring } from '../box/lines.ts'
import { html } from '../html.ts'
import type { Stage, Store } from '../stage.ts'
import { secondsOf } from '../time.ts'

const MINUTE_MS = 60_000
/** Long enough for a box that hears too little to be told so; twice it, until one that hears enough is trusted. */
const JUDGED_AFTER = 16

const WIRINGS: readonly { wiring: Wiring; name: string }[] = [
  { wiring: 'right', name: '図のとおり（みんなの通信が見える）' },
  { wiring: 'no-mirror', name: 'ちがう口（箱の通信だけが見える）' },
  { wiring: 'outside', name: 'ルーターの外側（社外の通信だけが見える）' },
  { wiring: 'one-for-all', name: '別のルーターの上（1台分しか見えない）' },
]

/** A box that came to a firm: switched on with the code on its sheet, and plugged in well or badly. */
export function BoxPanel({ store, stage }: { store: Store; stage: Stage }): VNode {
  const [box, setBox] = useState<Box | undefined>(boxBefore)
  const [wiring, setWiring] = useState<Wiring>('right')
  const [computers, setComputers] = useState(6)
  const [isBusy, setBusy] = useState(false)
  const change = (next: Box | undefined) => {
    remember(next)
    setBox(next)
  }

  const say = async (from: Box, minutes = 0): Promise<void> => {
    setBusy(true)
    await store.act(async ({ admin }) => {
      let now = from
      for (let minute = 0; minute <= minutes; minute++) {
        if (minute > 0) await admin.advance(MINUTE_MS)
        now = await spoken(now, wiring, computers, Date.now() + store.stage.scene.aheadMs)
        change(now)
      }
    })
    setBusy(false)
    store.refresh()
  }
  const begin = async (event: Event): Promise<void> => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get('code'))
    const on = await store.act(() => switchedOn(code, Date.now() + stage.scene.aheadMs))
    if (on) await say(on)
  }
  useEachMinute(() => void (box && !isBusy && say(box)))

  return html`<details class="tool fold" open=${box !== undefined}>
    <summary>箱を差し込む</summary>
    ${box ? null : html`<p class="tool-note">会社に届いた箱の代わりです。窓口がキッティングをすると、キッティング票にコードが出ます。</p>`}
    <label class="field">つなぎ方
      <select onChange=${(event: Event) => setWiring((event.currentTarget as HTMLSelectElement).value as Wiring)}>
        ${WIRINGS.map((one) => html`<option key=${one.wiring} value=${one.wiring} selected=${one.wiring === wiring}>${one.name}</option>`)}
      </select>
    </label>
    <label class="field">会社のパソコンの台数
      <input type="number" min="1" max="50" value=${computers} onChange=${(event: Event) => setComputers(countIn(event))} />
    </label>
    ${
      box
        ? html`<p class="tool-note" role="status">箱は動いています。最後に話したのは ${secondsOf(box.spokeAt)} です。1分ごとに話します。</p>
        <div class="fault-buttons" role="group" aria-label="箱">
          <button type="button" class="button" disabled=${isBusy} onClick=${() => void say(box, JUDGED_AFTER)}>箱と時計を${JUDGED_AFTER}分進める</button>
          <button type="button" class="button" disabled=${isBusy} onClick=${() => change(undefined)}>箱を抜く</button>
        </div>`
        : html`<form class="box-code" onSubmit=${(event: Event) => void begin(event)}>
          <label class="field">票のコード<input name="code" required autocomplete="off" placeholder="ABCD-EFGH-JKLM" /></label>
          <button type="submit" class="button primary" disabled=${isBusy}>電源を入れる</button>
        </form>`
    }
  </details>`
}

const countIn = (event: Event): number =>
  Math.min(50, Math.max(1, Math.round(Number((event.currentTarget as HTMLInputElement).value)) || 1))

function useEachMinute(work: () => void): void {
  const latest = useRef(work)
  latest.current = work
  useEffect(() => {
    const timer = setInterval(() => latest.current(), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
}

// -- It goes on after the page is loaded anew

const KEPT = 'otasuke-box'

function boxBefore(): Box | undefined {
  const kept = sessionStorage.getItem(KEPT)
  // Written by `remember` below.
  return kept === null ? undefined : (JSON.parse(kept) as Box)
}

function remember(box: Box | undefined): void {
  if (box) sessionStorage.setItem(KEPT, JSON.stringify(box))
  else sessionStorage.removeItem(KEPT)
}
