import { type Json, many } from './bodies.ts'

/** Block Kit, each block sound as it comes. */
export const plain = (value: string): Json => ({ type: 'plain_text', text: value })
export const marked = (value: string): Json => ({ type: 'mrkdwn', text: value })
export const picture = (more: Json = {}): Json => ({
  type: 'image',
  image_url: 'https://pictures.example/a.png',
  alt_text: '絵',
  ...more,
})

export const section = (more: Json = {}): Json => ({ type: 'section', text: marked('x'), ...more })
export const beside = (accessory: Json): Json => section({ accessory })
export const header = (value: string): Json => ({ type: 'header', text: plain(value) })
export const context = (...elements: Json[]): Json => ({ type: 'context', elements })
export const actions = (...elements: Json[]): Json => ({ type: 'actions', elements })

export const claim = (more: Json = {}): Json => ({
  type: 'button',
  text: plain('引き受ける'),
  action_id: 'claim',
  ...more,
})
export const button = (more: Json = {}): Json => actions(claim(more))
export const confirming = (more: Json = {}): Json => button({ confirm: { text: plain('x'), ...more } })
export const workflow = (more: Json): Json =>
  actions({
    type: 'workflow_button',
    action_id: 'w',
    text: plain('x'),
    workflow: { trigger: { url: 'https://slack.example/start' } },
    ...more,
  })
const icon = (more: Json): Json => ({ type: 'icon_button', icon: 'trash', text: plain('消す'), ...more })
export const icons = (count: number, more: Json = {}): Json => ({
  type: 'context_actions',
  elements: many(count, (at) => icon({ action_id: `i${at}`, ...more })),
})
export function feedback(positive: Json, negative: Json): Json {
  const sound = { text: plain('x'), value: 'v' }
  const element = {
    type: 'feedback_buttons',
    positive_button: { ...sound, ...positive },
    negative_button: { ...sound, ...negative },
  }
  return { type: 'context_actions', elements: [element] }
}

export const option = (more: Json = {}): Json => ({ text: plain('高'), value: 'high', ...more })
const choice = (type: string, more: Json): Json => ({ type, action_id: 'c', options: [option()], ...more })
export const choose = (type: string, more: Json = {}): Json => actions(choice(type, more))
export const chooseBeside = (type: string, more: Json = {}): Json => beside(choice(type, more))
export const options = (count: number): Json => ({ options: many(count, () => option()) })
export const oneOption = (more: Json): Json => ({ options: [option(more)] })
export const groups = (count: number, more: Json = {}): Json => ({
  options: undefined,
  option_groups: many(count, () => ({ label: plain('x'), options: [option()], ...more })),
})

export const table = (rows: number, cells: number, more: Json = {}): Json => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => ({ type: 'raw_text', text: 'x' }))),
  ...more,
})
export const cell = (value: Json): Json => ({ type: 'table', rows: [[value]] })
export const card = (more: Json = {}): Json => ({ type: 'card', title: marked('x'), ...more })
export const container = (count: number, more: Json = {}): Json => ({
  type: 'container',
  child_blocks: many(count, () => section()),
  ...more,
})

export const typed = (more: Json = {}): Json => ({ type: 'plain_text_input', ...more })
export const input = (element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id: 'title',
  label: plain('題'),
  element: { action_id: 'x', ...element },
  ...more,
})
export const view = (more: Json = {}): Json => ({
  type: 'modal',
  title: plain('通報する'),
  blocks: [section()],
  ...more,
})
export const asking = (element: Json, more: Json = {}): Json =>
  view({ submit: plain('送る'), blocks: [input(element, more)] })
