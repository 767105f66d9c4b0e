import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { type Respondent, replay, type Session, type SessionEvent } from '#engine/dialogue/session.ts'
import { type Said, toValue, walked } from '#engine/dialogue/walk.ts'

const AT = Date.UTC(2026, 10, 24, 1)
export const OWNER: Respondent = { personId: 'sasaki', name: '佐々木 ひろし' }
export const DESK: Respondent = { personId: 'kikuchi', name: '菊池', role: 'desk' }

export { type Said, toValue, walked }

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

export { chance } from '#bot/pilot/chance.ts'
