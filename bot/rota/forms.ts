import type { FormValues } from '#adapters/adapter.ts'
import type { PersonRef } from '#engine/case.ts'
import { harmless } from '#engine/defang.ts'
import type { Field, Form, Text } from '#engine/message.ts'
import type { RotaChange } from '#engine/rota.ts'
import { dayTyped } from './command.ts'
import type { ROTA_ACTS } from './taps.ts'

type Act = (typeof ROTA_ACTS)[number]

const WORDS_MAX = 500
const label = (name: string): Text => ({ key: `call.rota.form.${name}` })

/** 交代する: who instead, and from when to when. 休みを入れる: the days alone. 引き継ぐ: to whom, from now on. */
export const rotaForm = (
  act: Act,
  token: string,
  { analysts, today }: { analysts: readonly PersonRef[]; today: string },
): Form => ({
  ...{ token, title: { key: `call.rota.button.${act}` }, submit: label('submit') },
  fields: {
    swap: [who(analysts), ...days(today)],
    away: days(today),
    'hand-over': [who(analysts), words],
  }[act],
})

const who = (analysts: readonly PersonRef[]): Field => ({
  ...{ id: 'who', kind: 'one-of', label: label('who') },
  options: analysts.map(({ personId, name }) => ({ value: personId, label: { typed: name } })),
})

const days = (today: string): Field[] => {
  const value = Temporal.PlainDate.from(today)
  const day = { kind: 'line', hint: label('day-hint'), lengthMax: 20, value: `${value.month}/${value.day}` } as const
  return [
    { id: 'from', label: label('from'), ...day },
    { id: 'until', label: label('until'), ...day },
  ]
}

const words: Field = { id: 'words', kind: 'lines', label: label('words'), isOptional: true, lengthMax: WORDS_MAX }

export const wordsIn = ({ words: typed = '' }: FormValues): string => harmless(typed.trim(), WORDS_MAX)

/** What the form asks for, or the field that cannot be read. Who goes away is whoever fills it. */
export function changeIn(
  act: Act,
  values: FormValues,
  { by, today }: { by: PersonRef; today: string },
): RotaChange | { field: 'from' | 'until' } {
  const personId = act === 'away' ? by.personId : (values.who ?? '')
  if (act === 'hand-over') return { kind: 'stand-in', personId, from: today, until: today }
  const [from, until] = [dayTyped(values.from ?? '', today), dayTyped(values.until ?? '', today)]
  if (from === undefined) return { field: 'from' }
  return until === undefined || until < from
    ? { field: 'until' }
    : { kind: act === 'away' ? 'away' : 'stand-in', personId, from, until }
}
