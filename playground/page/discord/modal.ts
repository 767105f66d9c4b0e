import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { DiscordSubmitted } from '../control.ts'
import { html } from '../html.ts'
import { keys, useFocusInside } from '../slack/modal.ts'
import type { Store } from '../stage.ts'
import type { DiscordModal, Json } from '../world.ts'
import { markdown } from './markdown.ts'

interface ModalProps {
  store: Store
  userId: string
  modal: DiscordModal
}

type Values = Record<string, string | string[]>

/** The open modal of the person who is played. */
export function Modal({ store, userId, modal }: ModalProps): VNode {
  const [values, setValues] = useState<Values>({})
  const [standing, setStanding] = useState<{ isBusy: boolean; missing: string[] }>({ isBusy: false, missing: [] })
  const frame = useFocusInside('discord')
  const submit = async (event: Event) => {
    event.preventDefault()
    setStanding({ isBusy: true, missing: [] })
    const told = await store.act(({ discord }) => discord.act<DiscordSubmitted>(userId, 'submit', { values }))
    setStanding({ isBusy: false, missing: told?.missing ?? [] })
  }
  const close = () => void store.act(({ discord }) => discord.act(userId, 'close', {}))
  const change = (id: string, value: string | string[]) => setValues((before) => ({ ...before, [id]: value }))
  return html`<div class="modal-shade">
    <form class="modal" role="dialog" aria-modal="true" aria-labelledby="discord-modal-title" ref=${frame} onSubmit=${submit} onKeyDown=${(event: KeyboardEvent) => keys(event, close)} novalidate>
      <header><h3 id="discord-modal-title">${modal.title}</h3><button type="button" class="quiet" aria-label="閉じる" onClick=${close}>✕</button></header>
      <div class="modal-body">${modal.components.map((component) => field(component, values, change, standing.missing))}</div>
      <footer>
        <button type="button" class="slack-button" onClick=${close}>キャンセル</button>
        <button type="submit" class="slack-button primary" disabled=${standing.isBusy} aria-busy=${standing.isBusy}>送信</button>
      </footer>
    </form>
  </div>`
}

type Change = (id: string, value: string | string[]) => void

function field(one: Json, values: Values, change: Change, missing: readonly string[]): VNode {
  if (one.type === 10) return html`<p class="block-text">${markdown(String(one.content))}</p>`
  const input = one.component as Json
  const id = String(input.custom_id)
  const isWrong = missing.includes(id)
  return html`<div class="block-input">
    <label for=${id}>${String(one.label)}${input.required === false ? html`<small>（書かなくてもよい）</small>` : null}</label>
    ${input.type === 3 ? select(input, values[id], change, isWrong) : text(input, values[id], change, isWrong)}
    ${one.description ? html`<small id=${`${id}-hint`}>${String(one.description)}</small>` : null}
    ${isWrong ? html`<p class="error" role="alert">ここを見直してください。</p>` : null}
  </div>`
}

function text(input: Json, typed: string | string[] | undefined, change: Change, isWrong: boolean): VNode {
  const id = String(input.custom_id)
  const value = String(typed ?? input.value ?? '')
  const about = {
    ...{ id, value, placeholder: input.placeholder, maxLength: input.max_length },
    ...{ 'aria-invalid': isWrong ? 'true' : undefined, 'aria-describedby': `${id}-hint` },
    onInput: (event: Event) => change(id, (event.currentTarget as HTMLInputElement).value),
  }
  return input.style === 2
    ? html`<textarea rows=${Math.min(8, Math.max(3, value.split('\n').length + 1))} ...${about}></textarea>`
    : html`<input type="text" ...${about} />`
}

function select(input: Json, chosen: string | string[] | undefined, change: Change, isWrong: boolean): VNode {
  const id = String(input.custom_id)
  const options = input.options as { value: string; label: string; default?: boolean }[]
  const standing = options.filter((option) => option.default).map(({ value }) => value)
  const now = [chosen ?? standing].flat()
  const isMany = Number(input.max_values ?? 1) > 1
  const choose = (event: Event) =>
    change(
      id,
      [...(event.currentTarget as HTMLSelectElement).selectedOptions]
        .map(({ value }) => value)
        .filter((value) => value !== ''),
    )
  return html`<select id=${id} multiple=${isMany} aria-invalid=${isWrong ? 'true' : undefined} onChange=${choose}>
    ${isMany ? null : html`<option value="" selected=${now.length === 0}>選んでください</option>`}
    ${options.map(({ value, label }) => html`<option value=${value} selected=${now.includes(value)}>${label}</option>`)}
  </select>`
}
