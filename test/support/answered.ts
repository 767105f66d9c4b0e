import type { Questionnaire, Value } from '#engine/dialogue/questionnaire.ts'
import { applicable, choicesOf } from '#engine/dialogue/questionnaire.ts'
import { type Respondent, replay, type Session, type SessionEvent } from '#engine/dialogue/session.ts'

const AT = Date.UTC(2026, 10, 24, 1)
export const OWNER: Respondent = { personId: 'sasaki', name: '佐々木 ひろし' }
export const DESK: Respondent = { personId: 'kikuchi', name: '菊池', role: 'desk' }

/** What a firm said to one question: a choice, several, or 'put-off' for nothing. */
export type Said = string | readonly string[]

/** What happens when a firm answers so, in order; `isFinished` unless told. */
export function eventsFor(
  { id, version }: Pick<Questionnaire, 'id' | 'version'>,
  said: Readonly<Record<string, Said>>,
  { at = AT, by = OWNER, isFinished = true } = {},
): SessionEvent[] {
  const answered = Object.entries(said).map(
    ([question, one]): SessionEvent =>
      one === 'put-off'
        ? { kind: 'put-off', question, at, by }
        : { kind: 'answered', question, value: toValue(one), at, by },
  )
  return [
    { kind: 'started', questionnaire: id, version, at, by },
    ...answered,
    ...(isFinished ? [{ kind: 'finished', at, by } as const] : []),
  ]
}

export const sessionFor = (...args: Parameters<typeof eventsFor>): Session => replay(eventsFor(...args))

export const toValue = (said: Said): Value =>
  typeof said === 'string' ? { kind: 'choice', choice: said } : { kind: 'choices', choices: said }

/** An answer to every question that applies, in its order; `choose` picks one of the choices. */
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
    const one = next.kind === 'multi' && typeof chosen === 'string' ? [chosen] : chosen
    if (choices.length > 0) said[next.id] = one
    values.set(next.id, choices.length === 0 ? { kind: 'text', text: '' } : toValue(one))
  }
}

/** Numbers from 0 to 1 that are always the same. */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
