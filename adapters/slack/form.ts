import type { KnownBlock, ModalView } from '@slack/types'
import type { Field, Form } from '#engine/message.ts'
import { Fitting } from '../fit.ts'
import { blocksOf, LIMIT, plain } from './blocks.ts'

const TITLE_MAX = 24
const INPUT_MAX = 3000
const VIEW_BLOCKS_MAX = 100
const CHECKBOXES_MAX = 10

/** A form as a modal: `callback_id` carries the token, each field is an input block with the field's id. */
export function formView(form: Form<string>): ModalView {
  const fitting = new Fitting()
  const blocks = [
    ...blocksOf(form.before ?? [], fitting),
    ...form.fields.map((field) => input(field, fitting)),
    ...blocksOf(form.after ?? [], fitting),
  ]
  return {
    type: 'modal',
    callback_id: form.token,
    title: plain(fitting.text('title', form.title, TITLE_MAX)),
    submit: plain(fitting.text('submit', form.submit, TITLE_MAX)),
    blocks: blocks.slice(0, VIEW_BLOCKS_MAX),
  }
}

function input(field: Field<string>, fitting: Fitting): KnownBlock {
  return {
    type: 'input',
    block_id: field.id,
    label: plain(fitting.text('label', field.label, 2000)),
    optional: field.isOptional ?? false,
    dispatch_action: field.isLive ?? false,
    element: element(field, fitting),
    ...(field.hint ? { hint: plain(fitting.text('hint', field.hint, 2000)) } : {}),
  }
}

/** Without an ellipsis: it would be sent back as if it had been typed. */
const startOf = (text: string, lengthMax: number): string =>
  text.slice(0, Math.min(lengthMax, INPUT_MAX)).toWellFormed()

const optionsOf = ({ options = [] }: Field<string>, fitting: Fitting) =>
  options.map(({ value, label }) => ({ value, text: plain(fitting.text('option', label, LIMIT.option)) }))

type Element = Extract<KnownBlock, { type: 'input' }>['element']

function element(field: Field<string>, fitting: Fitting): Element {
  switch (field.kind) {
    case 'line':
    case 'lines':
      return {
        type: 'plain_text_input',
        action_id: 'value',
        multiline: field.kind === 'lines',
        max_length: Math.min(field.lengthMax ?? INPUT_MAX, INPUT_MAX),
        ...(field.value ? { initial_value: startOf(String(field.value), field.lengthMax ?? INPUT_MAX) } : {}),
        ...(field.isLive ? { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } } : {}),
      }
    case 'any-of': {
      const options = optionsOf(field, fitting).slice(0, CHECKBOXES_MAX)
      const chosen = String(field.value ?? '').split(',')
      const initial = options.filter(({ value }) => chosen.includes(value))
      return {
        type: 'checkboxes',
        action_id: 'value',
        options,
        ...(initial.length > 0 ? { initial_options: initial } : {}),
      }
    }
    case 'one-of': {
      const options = optionsOf(field, fitting)
      const initial = options.find(({ value }) => value === field.value)
      return { type: 'static_select', action_id: 'value', options, ...(initial ? { initial_option: initial } : {}) }
    }
    case 'moment':
      return {
        type: 'datetimepicker',
        action_id: 'value',
        ...(typeof field.value === 'number' && Number.isFinite(field.value)
          ? { initial_date_time: Math.floor(field.value / 1000) }
          : {}),
      }
  }
}
