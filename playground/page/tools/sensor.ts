import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { classes, html } from '../html.ts'
import { type Replay, replay } from '../replay/replay.ts'
import type { Source } from '../replay/source.ts'
import type { Sensor } from '../session.ts'
import type { Stage, Store } from '../stage.ts'
import { Report } from './report.ts'
import { samplesOf } from './samples.ts'

/** A sensor's log, sent through the same door as a real sensor's. */
export function SensorPanel({ store, stage }: { store: Store; stage: Stage }): VNode {
  const { sensors, samples } = stage.session
  const [sensorId, setSensorId] = useState(sensors[0]?.id ?? '')
  const [isNow, setNow] = useState(false)
  const [running, setRunning] = useState<Replay | undefined>()
  const cancel = useRef<AbortController | undefined>(undefined)
  const sensor = sensors.find(({ id }) => id === sensorId) ?? sensors[0]
  const isSending = running?.state === 'sending'

  const send = async (source: Source, shift: boolean) => {
    if (!sensor || isSending) return
    cancel.current = new AbortController()
    const endsAt = shift ? Date.now() + store.stage.scene.aheadMs : undefined
    await replay({ source, sensor, endsAt, signal: cancel.current.signal, tell: setRunning })
    store.refresh()
  }
  const sendSample = async (file: string) => {
    const blob = await store.act(async () => (await fetch(`/playground/samples/${encodeURIComponent(file)}`)).blob())
    if (blob) await send({ name: file, blob }, true)
  }
  const sendFile = (file: File | undefined) => void (file && send({ name: file.name, blob: file }, isNow))

  return html`<div class="tool">
    <h2>センサー</h2>
    ${whose(sensors, sensor, setSensorId)}
    <p class="tool-label" id="samples-label">見本を流す<small>時刻は「いま」に合わせます</small></p>
    <div class="samples" role="group" aria-labelledby="samples-label">
      ${samplesOf(samples).map(({ file, title, note }) => html`<button type="button" key=${file} class="sample" disabled=${isSending || !sensor} onClick=${() => void sendSample(file)}><span>${title}</span><small>${note}</small></button>`)}
    </div>
    ${running ? html`<${Report} replay=${running} cancel=${() => cancel.current?.abort()} />` : null}
    <${Drop} isBusy=${isSending} take=${sendFile} />
    <label class="tick"><input type="checkbox" checked=${isNow} onChange=${() => setNow(!isNow)} /><span>ファイルの時刻を「いま」に合わせる</span></label>
  </div>`
}

function whose(sensors: readonly Sensor[], current: Sensor | undefined, choose: (id: string) => void): VNode {
  return html`<label class="field">どこのセンサーか
    <select onChange=${(event: Event) => choose((event.currentTarget as HTMLSelectElement).value)}>
      ${sensors.map(({ id, firmName, siteName }) => html`<option key=${id} value=${id} selected=${id === current?.id}>${firmName}・${siteName}</option>`)}
    </select>
  </label>`
}

/** A file is dropped here, or chosen by the button inside. */
function Drop({ isBusy, take }: { isBusy: boolean; take: (file: File | undefined) => void }): VNode {
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer?.files[0])
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  const choose = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement
    take(input.files?.[0])
    // The same file may be chosen again.
    input.value = ''
  }
  return html`<div class=${classes('drop', isOver && 'over')} onDragOver=${over} onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <label class="button file">ファイルを選ぶ<input type="file" class="unseen" accept=".json,.jsonl,.ndjson,.log,.gz" disabled=${isBusy} onChange=${choose} /></label>
    <p class="tool-note">ここに置いても送れます。Suricata EVE か Zeek（JSON・TSV、.gz も）、サーバーのログインの記録（syslog）も読めます。</p>
  </div>`
}
