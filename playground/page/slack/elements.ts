import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { classes, html } from '../html.ts'
import { Unknown } from '../line/unknown.ts'
import { fromLocalInput, toLocalInput } from '../time.ts'
import type { Json } from '../world.ts'
import { type Desk, type Entered, plain, words } from './desk.ts'

export interface ElementProps {
  element: Json
  blockId: string
  desk: Desk
  id?: string
  notes?: string | undefined
  isWrong?: boolean
  /** The input block around it. */
  input?: Json
}

/** One interactive element of Block Kit, in a message or a modal. */
export function Element(props: ElementProps): VNode {
  switch (props.element.type) {
    case 'button':
      return html`<${Button} ...${props} />`
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return typed(props)
    case 'static_select':
    case 'overflow':
      return select(props)
    case 'radio_buttons':
    case 'checkboxes':
      return ticks(props)
    case 'datepicker':
      return picker(props, 'date')
    case 'timepicker':
      return picker(props, 'time')
    case 'datetimepicker':
      return picker(props, 'datetime-local')
    default:
      return Unknown(props.element.type)
  }
}

/**
 * A button shows that it was pressed until the app has heard of it, and asks first where the app wants that. It keeps the
 * keyboard's focus meanwhile, which a disabled one would lose.
 */
function Button({ element, blockId, desk }: ElementProps): VNode {
  const [standing, setStanding] = useState<'calm' | 'asking' | 'busy'>('calm')
  const press = async () => {
    if (standing === 'busy') return
    setStanding('busy')
    await desk.press(blockId, element, typeof element.value === 'string' ? element.value : undefined)
    setStanding('calm')
  }
  const confirm = element.confirm as Json | undefined
  if (standing === 'asking' && confirm) return question(confirm, desk, press, () => setStanding('calm'))
  const look = element.style === 'primary' || element.style === 'danger' ? element.style : undefined
  const click = () => (confirm ? setStanding('asking') : void press())
  return html`<button type="button" class=${classes('slack-button', look)} aria-busy=${standing === 'busy'} aria-disabled=${standing === 'busy'} onClick=${click}>${plain(element.text)}</button>`
}

function question(confirm: Json, desk: Desk, yes: () => void, no: () => void): VNode {
  return html`<div class="slack-confirm" role="alertdialog" aria-label=${plain(confirm.title)}>
    <strong>${plain(confirm.title)}</strong>
    <p>${words(confirm.text, desk.names)}</p>
    <button type="button" class=${classes('slack-button', confirm.style === 'danger' ? 'danger' : 'primary')} onClick=${yes}>${plain(confirm.confirm) || 'はい'}</button>
    <button type="button" class="slack-button" onClick=${no}>${plain(confirm.deny) || 'いいえ'}</button>
  </div>`
}

/** What every kind of field says to a screen reader. */
const about = ({ id, notes, isWrong, element }: ElementProps) => ({
  id,
  'aria-describedby': notes,
  'aria-invalid': isWrong ? 'true' : undefined,
  'aria-label': id ? undefined : plain(element.placeholder) || undefined,
  'data-first': element.focus_on_load === true ? '' : undefined,
})

function typed(props: ElementProps): VNode {
  const { element, blockId, desk, input = {} } = props
  const value = String(desk.fields?.value(blockId, element) ?? '')
  const change = (event: Event, isOver: boolean) =>
    desk.fields?.change(blockId, element, (event.currentTarget as HTMLInputElement).value, input, isOver)
  const attributes = {
    ...about(props),
    value,
    maxLength: typeof element.max_length === 'number' ? element.max_length : undefined,
    placeholder: plain(element.placeholder),
    onInput: (event: Event) => change(event, false),
  }
  if (element.multiline === true)
    return html`<textarea rows=${Math.min(8, Math.max(3, value.split('\n').length + 1))} ...${attributes}></textarea>`
  const enter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    change(event, true)
  }
  const type = element.type === 'number_input' ? 'number' : 'text'
  return html`<input type=${type} ...${attributes} onKeyDown=${enter} />`
}

interface Option {
  value: string
  text: string
  description: string
}

function options({ element }: ElementProps): Option[] {
  const groups = (element.option_groups as { options: Json[] }[] | undefined) ?? []
  const all = [...((element.options as Json[] | undefined) ?? []), ...groups.flatMap((group) => group.options)]
  return all.map(({ value, text, description }) => ({
    value: String(value),
    text: plain(text),
    description: plain(description),
  }))
}

/** In a modal a choice is a field; in a message it is an act. */
function choose({ element, blockId, desk, input }: ElementProps, value: Entered): void {
  if (desk.fields) return desk.fields.change(blockId, element, value, input ?? {}, true)
  void desk.press(blockId, element, String(value))
}

function select(props: ElementProps): VNode {
  const { element, blockId, desk } = props
  const value = desk.fields?.value(blockId, element)
  const current = typeof value === 'string' ? value : ''
  const change = (event: Event) => choose(props, (event.currentTarget as HTMLSelectElement).value)
  return html`<select ...${about(props)} onChange=${change}>
    ${current === '' ? html`<option value="" selected>${plain(element.placeholder) || '選んでください'}</option>` : null}
    ${options(props).map((option) => html`<option value=${option.value} selected=${option.value === current}>${option.text}</option>`)}
  </select>`
}

function ticks(props: ElementProps): VNode {
  const { element, blockId, desk } = props
  const isMany = element.type === 'checkboxes'
  const value = desk.fields?.value(blockId, element)
  const chosen = Array.isArray(value) ? value : typeof value === 'string' ? [value] : []
  const change = (option: string) => {
    if (!isMany) return choose(props, option)
    choose(props, chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option])
  }
  return html`<div class="ticks">${options(props).map(
    (option) => html`<label class="tick">
      <input type=${isMany ? 'checkbox' : 'radio'} name=${`${blockId} ${String(element.action_id)}`} value=${option.value} checked=${chosen.includes(option.value)} aria-describedby=${props.notes} onChange=${() => change(option.value)} />
      <span>${option.text}${option.description ? html`<small>${option.description}</small>` : null}</span>
    </label>`,
  )}</div>`
}

function picker(props: ElementProps, type: 'date' | 'time' | 'datetime-local'): VNode {
  const { element, blockId, desk } = props
  const value = desk.fields?.value(blockId, element) ?? null
  const shown = type === 'datetime-local' && typeof value === 'number' ? toLocalInput(value) : String(value ?? '')
  const change = (event: Event) => {
    const entered = (event.currentTarget as HTMLInputElement).value
    choose(props, entered === '' ? null : type === 'datetime-local' ? fromLocalInput(entered) : entered)
  }
  return html`<input type=${type} ...${about(props)} value=${shown} onChange=${change} />`
}
