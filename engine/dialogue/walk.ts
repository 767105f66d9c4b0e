import { applicable, choicesOf, type Questionnaire, type Value } from './questionnaire.ts'

/** What is said to one question: a choice, several, or 'put-off' for nothing. */
export type Said = string | readonly string[]

export const toValue = (said: Said): Value =>
  typeof said === 'string' ? { kind: 'choice', choice: said } : { kind: 'choices', choices: said }

/** An answer to every question that applies, in its order; `choose` picks one of the choices. What has none is left out. */
export function walked(
  questionnaire: Questionnaire,
  choose: (question: string, choices: readonly string[]) => Said,
): Record<string, Said> {
  const said: Record<string, Said> = {}
  const values = new Map<string, Value>()
  for (;;) {
    const next = applicable(questionnaire, values).find(({ id }) => !values.has(id))
    if (!next) return said
    const choices = choicesOf(next).map(({ id }) => id)
    const chosen = choices.length === 0 ? 'none' : choose(next.id, choices)
    const one = next.kind === 'multi' && typeof chosen === 'string' && chosen !== 'put-off' ? [chosen] : chosen
    if (choices.length > 0) said[next.id] = one
    values.set(next.id, choices.length === 0 ? { kind: 'text', text: '' } : toValue(one))
  }
}
