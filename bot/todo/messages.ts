import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { openOf, progressOf, STATE_AFTER, TODO_STEPS, type Todo } from '#engine/todo.ts'
import { MEASURES } from '../content/measures.ts'
import { shortOf } from '../content/questionnaire-texts.ts'
import { becauseText } from '../dialogue/result-message.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { questionnaireOf } from '../dialogue/work.ts'
import type { TodoTaps } from './tokens.ts'

/** What is to be done, in words. */
export const whatOf = ({ question }: Pick<Todo, 'question'>): Text => ({ key: `measures.what.${question}` })

const BAR = 10

/** 「3つのうち1つできました」 and a bar. */
export function progressParts(todos: readonly Todo[]): Part[] {
  const { all, done } = progressOf(todos)
  if (all === 0) return []
  const full = Math.round((done / all) * BAR)
  const bar = '■'.repeat(full) + '□'.repeat(BAR - full)
  const key = done === 0 ? 'todo.progress.none' : all === done ? 'todo.progress.all' : 'todo.progress.some'
  return [paragraph({ key, params: { all, done, bar } })]
}

/** The list itself: how far it is, and each that is open, with the number it can be opened by. */
export function listParts(todos: readonly Todo[]): Part[] {
  const open = openOf(todos)
  const heading: Part = { kind: 'heading', text: { key: 'todo.list.heading' } }
  if (todos.length === 0) return [heading, paragraph({ key: 'todo.list.none' })]
  if (open.length === 0) return [heading, ...progressParts(todos), paragraph({ key: 'todo.list.nothing-open' })]
  return [
    heading,
    ...progressParts(todos),
    { kind: 'steps', items: open.map(lineOf) },
    ...(open.length > 1 ? [paragraph({ key: 'todo.list.by-number' })] : []),
  ]
}

/** 「画面にかぎをかける：着手（12月1日に聞きます）」 */
function lineOf(todo: Todo): Text {
  const key = todo.dueAt === null ? 'todo.line.plain' : 'todo.line.dated'
  return { key, params: { what: whatOf(todo), state: stateOf(todo), ...dated(todo) } }
}

const stateOf = ({ state }: Todo): Text => ({ key: `todo.state.${state}` })
const dated = ({ dueAt }: Todo) => (dueAt === null ? {} : { at: { at: dueAt, show: 'date' as const } })

/** One to-do as a card: what, why, what it costs, where it stands, and what can be made of it. */
export function cardParts(todo: Todo, taps: TodoTaps): Part[] {
  const measure = MEASURES.find(({ question }) => question === todo.question)
  const status: Part = { kind: 'status', tone: todo.state === 'done' ? 'ok' : 'wait', text: standingOf(todo) }
  return [
    { kind: 'heading', text: whatOf(todo) },
    ...(measure
      ? [
          paragraph({
            key: 'todo.card.cost',
            params: { cost: { key: `measures.cost.${measure.cost}` }, minutes: measure.minutes },
          }),
        ]
      : []),
    paragraph(becauseText(questionnaireOf(todo.questionnaire), todo.because)),
    status,
    { kind: 'choice', lasts: 'durable', options: stepOptions(todo, taps) },
  ]
}

/** 「着手。12月1日に、ようすを聞きます」 */
export function standingOf(todo: Todo): Text {
  const { state, since } = todo
  if (todo.dueAt !== null && state === 'offered') return { key: 'todo.standing.asked', params: dated(todo) }
  if (todo.dueAt !== null) return { key: `todo.standing.${state}`, params: dated(todo) }
  return { key: `todo.standing.${state}`, params: { at: { at: since, show: 'date' } } }
}

export function stepOptions(todo: Todo, taps: TodoTaps): Option[] {
  if (todo.state === 'done') return []
  return TODO_STEPS.filter((step) => STATE_AFTER[step] !== todo.state).map(
    (step): Option => ({
      label: { key: `todo.button.${step}` },
      token: taps.step(todo, step),
      ...(step === (todo.state === 'started' ? 'done' : 'start') && { style: 'primary' }),
    }),
  )
}

/** One of a list, short enough for a quick reply. */
export function openOption(todo: Todo, taps: TodoTaps): Option {
  const questionnaire = questionnaireOf(todo.questionnaire)
  return { label: shortOf(questionnaire, { id: todo.question }), token: taps.show(todo) }
}

/** It gives no right that typing 「やること」 would not give. */
export const listOption = (firmId?: string): Option => ({
  label: { key: 'todo.button.list' },
  token: firmId === undefined ? 'say:todos' : `say:todos:${firmMark(firmId)}`,
})

export const undoOption = (todo: Todo, taps: TodoTaps): Option => ({
  label: { key: 'todo.button.undo' },
  token: taps.undo(todo),
  isAside: true,
})
