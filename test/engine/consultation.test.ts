import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  apply,
  CONSULTATION_STATES,
  type Consultation,
  type ConsultationAct,
  type ConsultationEvent,
  isHeld,
  isOpen,
  refusalOf,
  replay,
} from '#engine/consultation.ts'

const oikawa = { personId: 'p1', name: '及川' }
const murakami = { personId: 'p2', name: '村上' }
const ACTS = [
  'heard',
  'taken-back',
  'taken',
  'published',
  'classified',
  'waiting',
  'solved',
  'reopened',
  'released',
  'matched',
  'taken-over',
  'amended',
  'withdrawn',
] as const

const opened = (at = 0): ConsultationEvent => ({
  ...{ kind: 'opened', channel: 'chat', matter: 'consult', who: '佐々木', at, by: oikawa },
})

function event(kind: ConsultationAct, at = 1, by = oikawa): ConsultationEvent {
  if (kind === 'classified') return { kind, category: 'installation', tag: 'connecting', at, by }
  return kind === 'matched' ? { kind, firmId: 'sasaki', at, by } : { kind, at, by }
}

const having = (...acts: ConsultationAct[]): Consultation => {
  const made = replay([opened(), ...acts.map((act) => event(act))])
  if (!made) throw new Error('nothing happened')
  return made
}

const IN = {
  new: having(),
  received: having('classified'),
  'in-hand': having('taken'),
  waiting: having('taken', 'waiting'),
  solved: having('solved'),
  reopened: having('solved', 'reopened'),
} as const

/** The state it becomes, or why it cannot. */
const becomes = (state: keyof typeof IN, act: ConsultationAct): string =>
  refusalOf(IN[state], act) ?? apply(IN[state], event(act)).state

describe('a consultation (R-057)', () => {
  it.each([
    ['new', 'new new in-hand in-hand received not-now solved not-now not-now new not-now new new'],
    [
      'received',
      'received received in-hand in-hand received not-now solved not-now not-now received not-now received received',
    ],
    [
      'in-hand',
      'in-hand in-hand already in-hand in-hand waiting solved not-now received in-hand in-hand in-hand in-hand',
    ],
    [
      'waiting',
      'in-hand waiting already waiting waiting already solved not-now received waiting waiting waiting waiting',
    ],
    ['solved', 'reopened solved over over solved over already reopened over solved over solved solved'],
    [
      'reopened',
      'reopened reopened in-hand in-hand reopened not-now solved already not-now reopened not-now reopened reopened',
    ],
  ] as const)('that is %s becomes, act by act', (state, row) => {
    expect(IN[state].state).toBe(state)
    expect(ACTS.map((act) => becomes(state, act)).join(' ')).toBe(row)
  })

  it('is held by whoever took it or wrote first, until it is given back', () => {
    expect(having('taken').holder).toEqual(oikawa)
    expect(apply(having('taken'), event('published', 2, murakami)).holder).toEqual(oikawa)
    expect(apply(having(), event('published', 2, murakami)).holder).toEqual(murakami)
    expect(apply(having('taken'), event('taken-over', 2, murakami)).holder).toEqual(murakami)
    expect(having('taken', 'released').holder).toBeNull()
    expect(CONSULTATION_STATES.filter((state) => isHeld({ state }))).toEqual(['in-hand', 'waiting'])
    expect(CONSULTATION_STATES.filter((state) => !isOpen({ state }))).toEqual(['solved'])
  })

  it('that was typed in is received and answered, with its category (R-081)', () => {
    const by = { at: 5, by: oikawa }
    const call = {
      kind: 'opened',
      channel: 'phone',
      matter: 'consult',
      who: '',
      category: 'installation',
      tag: 'connecting',
    } as const
    expect(replay([{ ...call, ...by }])).toMatchObject({ state: 'received', category: 'installation', answeredAt: 5 })
  })

  it('has what is finer than a category for installation alone (R-080)', () => {
    expect(having('classified').tag).toBe('connecting')
    expect(
      apply(having(), { kind: 'classified', category: 'security', tag: 'connecting', at: 1, by: oikawa }).tag,
    ).toBeNull()
  })

  it('adds up to the same however it came about, and only grows', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 40 }), (acts) => {
        const events = [opened()]
        let now = apply(undefined, opened())
        acts.forEach((act, at) => {
          if (refusalOf(now, act)) return
          const next = event(act, at + 1, at % 2 === 0 ? oikawa : murakami)
          now = apply(now, next)
          events.push(next)
        })
        expect(replay(events)).toEqual(now)
        expect(now.length).toBe(events.length)
        // Whoever is answered by a person is answered by somebody who has a name.
        expect(isHeld(now) && now.holder === null).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})
