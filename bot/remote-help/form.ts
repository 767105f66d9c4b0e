import type { FormValues } from '#adapters/adapter.ts'
import { harmless } from '#engine/defang.ts'
import type { Form, Text } from '#engine/message.ts'

const STEPS_MAX = 1_000
const MINUTES_MAX = 600
const OUTCOMES = ['solved', 'difficult'] as const

const label = (id: string): Text => ({ key: `desk.remote-help.form.${id}` })

/** What came of it: filled by whoever helped. */
export const resultForm = (token: string): Form => ({
  ...{ token, title: label('title'), submit: label('submit') },
  fields: [
    {
      ...{ id: 'outcome', kind: 'one-of', label: label('outcome') },
      options: OUTCOMES.map((value) => ({ value, label: label(value) })),
    },
    { id: 'steps', kind: 'lines', label: label('steps'), hint: label('steps-hint'), lengthMax: STEPS_MAX },
    { id: 'minutes', kind: 'line', label: label('minutes'), lengthMax: 5 },
  ],
})

export interface Result {
  kind: (typeof OUTCOMES)[number]
  steps: string
  minutes: number
}

/** Full-width figures are figures, too; undefined where no minutes can be read. */
export function minutesIn(typed = ''): number | undefined {
  const [, figures] = /^\s*(\d{1,3})\s*(?:分|min(?:utes)?)?\s*$/u.exec(typed.normalize('NFKC')) ?? []
  const minutes = Number(figures)
  return figures !== undefined && minutes >= 1 && minutes <= MINUTES_MAX ? minutes : undefined
}

/** What was filled in, or beside which field it is wrong. */
export function resultIn(values: FormValues): Result | { field: 'outcome' | 'steps' | 'minutes' } {
  const kind = OUTCOMES.find((one) => one === values.outcome)
  const steps = harmless(values.steps ?? '', STEPS_MAX).trim()
  const minutes = minutesIn(values.minutes)
  if (!kind) return { field: 'outcome' }
  if (steps === '') return { field: 'steps' }
  return minutes === undefined ? { field: 'minutes' } : { kind, steps, minutes }
}
