import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  apply,
  judgedDifficult,
  type RemoteHelp,
  type RemoteHelpEvent,
  refusalOf,
  replay,
} from '#engine/remote-help.ts'

const DESK = { personId: 'oikawa', name: '及川' }
const OWNER = { personId: 'sasaki', name: '佐々木' }
const AT = 1_000

const EVENTS = {
  asked: { kind: 'asked', by: DESK },
  agreed: { kind: 'agreed', by: OWNER },
  declined: { kind: 'declined', by: OWNER },
  begun: { kind: 'begun', by: DESK },
  solved: { kind: 'solved', by: DESK, steps: '設定を直した', minutes: 20 },
  difficult: { kind: 'difficult', by: DESK, steps: '画面が出ない', minutes: 35 },
} as const
type Kind = keyof typeof EVENTS

const made = (...kinds: Kind[]): RemoteHelp | undefined =>
  replay(kinds.map((kind, index) => ({ ...EVENTS[kind], at: AT + index })))

test.each<[Kind[], Kind, string | undefined]>([
  [[], 'asked', undefined],
  [[], 'agreed', 'not-now'],
  [['asked'], 'asked', 'already'],
  [['asked'], 'begun', 'not-agreed'],
  [['asked'], 'difficult', 'not-agreed'],
  [['asked', 'agreed'], 'begun', undefined],
  [['asked', 'agreed'], 'agreed', 'already'],
  [['asked', 'agreed'], 'difficult', 'not-now'],
  [['asked', 'agreed'], 'declined', undefined],
  [['asked', 'declined'], 'begun', 'not-agreed'],
  [['asked', 'declined'], 'agreed', undefined],
  [['asked', 'agreed', 'begun'], 'begun', 'already'],
  [['asked', 'agreed', 'begun'], 'declined', 'not-now'],
  [['asked', 'agreed', 'begun', 'solved'], 'difficult', 'not-now'],
  [['asked', 'agreed', 'begun', 'solved'], 'asked', undefined],
  [['asked', 'agreed', 'begun', 'difficult'], 'asked', 'not-now'],
  [['asked', 'agreed', 'begun', 'difficult'], 'solved', 'not-now'],
])('after %j, %s is %s', (kinds, act, refusal) => {
  expect(refusalOf(made(...kinds), act)).toBe(refusal)
})

describe('only what was judged difficult is', () => {
  it('a condition for a visit, with who, when and after what', () => {
    expect(judgedDifficult(made('asked', 'agreed', 'begun', 'difficult') as RemoteHelp)).toEqual({
      ...{ by: DESK, at: AT + 3, steps: '画面が出ない', minutes: 35 },
    })
    expect(judgedDifficult(made('asked', 'agreed', 'begun', 'solved') as RemoteHelp)).toBeUndefined()
  })

  it('whatever is pressed: never without a consent that was given before it began', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...(Object.keys(EVENTS) as Kind[])), { maxLength: 12 }), (kinds) => {
        const events: RemoteHelpEvent[] = []
        let help: RemoteHelp | undefined
        for (const [index, kind] of kinds.entries()) {
          if (refusalOf(help, kind)) continue
          const event = { ...EVENTS[kind], at: AT + index }
          events.push(event)
          help = apply(help, event)
        }
        expect(replay(events)).toEqual(help)
        expect(help?.length ?? 0).toBe(events.length)
        if (help && judgedDifficult(help)) expect(help.consent?.at).toBeLessThan(help.begunAt ?? 0)
      }),
    )
  })

  it('what cannot happen is no event', () => {
    expect(() => apply(made('asked'), { ...EVENTS.begun, at: AT })).toThrow(/asked cannot be begun/)
  })
})
