import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  apply,
  askedIn,
  type Dispatch,
  type DispatchEvent,
  forgetsAt,
  isExhausted,
  isOver,
  type Need,
  refusalOf,
  replay,
} from '#engine/dispatch.ts'
import { proofRuns } from '#test/support/proof.ts'

const OWNER = { personId: 'sasaki', name: '佐々木' }
const WORKER = { personId: 'chiba', name: '千葉' }
const DESK = { personId: 'oikawa', name: '及川' }
const VENDOR = { personId: 'murakami', name: '村上' }
const AT = 1_000

const need: Need = {
  ...{ category: 'incident', municipality: '久慈市', skill: 'incident', home: null, reason: '止まらない', parts: '' },
}
const terms = { costYen: 30_000, limitYen: 50_000, selfPayYen: 5_000 }
const requested: DispatchEvent = { kind: 'requested', need, basis: { kind: 'wished' }, terms, at: AT, by: DESK }
const event = (one: object, by = VENDOR): DispatchEvent => ({ at: AT, by, ...one }) as DispatchEvent

const agreed = event({ kind: 'agreed' }, OWNER)
const offered = event({ kind: 'offered', rings: [['one', 'two'], ['three']] }, DESK)
const taken = (vendorId: string): DispatchEvent => event({ kind: 'taken', vendorId, name: vendorId })
const date = (startsAt: number): DispatchEvent => event({ kind: 'date-offered', startsAt })
const booked = event({ kind: 'booked', startsAt: 20 }, OWNER)
const declined = (vendorId: string): DispatchEvent => event({ kind: 'declined', vendorId, reason: 'busy' })
const worked = event({ kind: 'worked', minutes: 60 })
const done = event({ kind: 'finished', why: null })
const carried = event({ kind: 'finished', why: 'parts' })
const there = [event({ kind: 'departed' }), event({ kind: 'arrived' })]

const OFFERING = [requested, agreed, offered]
const BOOKED = [...OFFERING, taken('one'), date(10), date(20), booked]

const at = (...events: DispatchEvent[]): Dispatch => replay(events) as Dispatch

test.each<[string, DispatchEvent[], DispatchEvent, string | undefined]>([
  ['nobody is asked before the owner has agreed', [requested], offered, 'not-agreed'],
  ['nobody leaves before a day is fixed', OFFERING, event({ kind: 'departed' }), 'not-now'],
  ['nobody leaves before the owner has agreed', [requested], event({ kind: 'departed' }), 'not-now'],
  ['consent is given once', [requested, agreed], agreed, 'already'],
  ['whoever refused is asked anew before anything', [requested, event({ kind: 'refused' }, OWNER)], agreed, 'over'],
  ['one who was not asked cannot take it', OFFERING, taken('three'), 'not-asked'],
  ['the second finger comes too late', [...OFFERING, taken('one')], taken('two'), 'taken'],
  ['nor can one decline what another has', [...OFFERING, taken('one')], declined('two'), 'taken'],
  ['one declines once', [...OFFERING, declined('one')], declined('one'), 'already'],
  ['one who had declined may change their mind', [...OFFERING, declined('one')], taken('one'), undefined],
  ['two dates, not the same twice', [...OFFERING, taken('one'), date(10)], date(10), 'already'],
  [
    'a day that nobody offered is not chosen',
    BOOKED.slice(0, -1),
    event({ kind: 'booked', startsAt: 30 }),
    'not-asked',
  ],
  ['a visit has its minutes', [...BOOKED, ...there], done, 'incomplete'],
  ['and then it ends', [...BOOKED, ...there, worked], done, undefined],
  [
    'it is signed once',
    [...BOOKED, ...there, worked, done, event({ kind: 'signed' }, OWNER)],
    event({ kind: 'signed' }),
    'already',
  ],
  ['it is not given back on the way', [...BOOKED, ...there], event({ kind: 'given-back' }), 'not-now'],
  ['nor called off', [...BOOKED, ...there], event({ kind: 'cancelled' }), 'not-now'],
  ['what is over can be asked for again', [...BOOKED, ...there, worked, done], requested, undefined],
  ['what is not over cannot', BOOKED, requested, 'already'],
])('%s', (_, events, next, refusal) => {
  expect(refusalOf(at(...events), next)).toBe(refusal)
})

describe('a visit', () => {
  it('to a home needs whoever lives there, too', () => {
    const home = at({ ...requested, need: { ...need, home: WORKER } } as DispatchEvent, agreed)
    expect(refusalOf(home, offered)).toBe('not-agreed')
    expect(refusalOf(home, event({ kind: 'home-agreed' }, OWNER))).toBe('not-asked')
    expect(refusalOf(apply(home, event({ kind: 'home-agreed' }, WORKER)), offered)).toBeUndefined()
  })

  it('is offered to the next ring when all have declined, and to nobody after the last', () => {
    const one = at(...OFFERING, declined('one'))
    expect(isExhausted(one)).toBe(false)
    const both = apply(one, declined('two'))
    expect(isExhausted(both)).toBe(true)
    const wider = apply(both, event({ kind: 'widened' }))
    expect([wider.state, askedIn(wider)]).toEqual(['offering', ['one', 'two', 'three']])
    expect(apply(wider, event({ kind: 'widened' })).state).toBe('unmanned')
    expect(at(requested, agreed, event({ kind: 'offered', rings: [] })).state).toBe('unmanned')
  })

  it('that is carried over is a second one, on a day that the firm chooses', () => {
    const later = at(...BOOKED, ...there, worked, carried)
    expect(later.state).toBe('carried-over')
    expect(refusalOf(later, event({ kind: 'departed' }))).toBe('not-now')
    const again = [date(30), date(40), event({ kind: 'booked', startsAt: 40 }, OWNER), ...there, worked, done]
    const over = again.reduce<Dispatch>(apply, later)
    expect(over.visits.map(({ result, why, minutes, startsAt }) => [result, why, minutes, startsAt])).toEqual([
      ['carried-over', 'parts', 60, 20],
      ['done', null, 60, 40],
    ])
  })
})

const VENDORS = ['one', 'two', 'three', 'four']
const anyEvent: fc.Arbitrary<DispatchEvent> = fc.oneof(
  fc.constantFrom(requested, agreed, offered, booked, worked, done, carried, ...there),
  fc.constantFrom(...VENDORS).map(taken),
  fc.constantFrom(...VENDORS).map(declined),
  fc.constantFrom(10, 20, 30).map(date),
  fc
    .constantFrom('widened', 'dates-refused', 'given-back', 'cancelled', 'refused', 'signed')
    .map((kind) => event({ kind })),
)

describe('whatever is tapped in whatever order', () => {
  it('nobody leaves without consent, nobody wins beside another, and every visit ends with category and minutes', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (wishes) => {
        const events: DispatchEvent[] = []
        let dispatch: Dispatch | undefined
        for (const wish of wishes) {
          if (refusalOf(dispatch, wish)) continue
          if (wish.kind === 'departed')
            expect([dispatch?.consent, dispatch?.state]).toEqual([expect.anything(), 'booked'])
          if (wish.kind === 'taken') expect(dispatch?.winner).toBeNull()
          events.push(wish)
          dispatch = apply(dispatch, wish)
        }
        expect(replay(events)).toEqual(dispatch)
        for (const { endedAt, minutes, category } of dispatch?.visits ?? [])
          if (endedAt !== null) expect([minutes, category]).toEqual([60, 'incident'])
        if (dispatch && isOver(dispatch)) expect(dispatch.visits.every(({ endedAt }) => endedAt !== null)).toBe(true)
      }),
      { numRuns: proofRuns(300, 20_000) },
    )
  })

  it('of a hundred simultaneous taps exactly one wins, of those who were asked', () => {
    const crowd = Array.from({ length: 100 }, (_, index) => `vendor-${index}`)
    const offer = event({ kind: 'offered', rings: [crowd.slice(0, 60), crowd.slice(60)] })
    const order = fc.shuffledSubarray(crowd, { minLength: 100 })
    fc.assert(
      fc.property(order, fc.boolean(), (taps, isWide) => {
        const open = at(requested, agreed, offer, ...(isWide ? [event({ kind: 'widened' })] : []))
        let dispatch = open
        const winners = taps.filter((vendorId) => {
          if (refusalOf(dispatch, taken(vendorId))) return false
          dispatch = apply(dispatch, taken(vendorId))
          return true
        })
        expect(winners).toEqual([taps.find((vendorId) => askedIn(open).includes(vendorId))])
        expect(dispatch.winner?.vendorId).toBe(winners[0])
      }),
      { numRuns: proofRuns(100, 10_000) },
    )
  })
})

const DAYS_30 = 30 * 86_400_000
test.each<[string, DispatchEvent[], number | undefined]>([
  ['after the last that happened, while nobody has gone', [requested, agreed], AT + DAYS_30],
  ['after the day that is fixed', [...BOOKED.slice(0, -1), event({ kind: 'booked', startsAt: 20 })], AT + DAYS_30],
  [
    'after the end of the visit, whenever it is signed',
    [...BOOKED, ...there, worked, done, { ...event({ kind: 'signed' }, OWNER), at: 9 * AT }],
    AT + DAYS_30,
  ],
  ['at once, where it was refused', [requested, event({ kind: 'refused' }, OWNER)], undefined],
  ['at once, where it was called off', [requested, event({ kind: 'cancelled' }, DESK)], undefined],
])('where it goes to is forgotten %s', (_, events, forgotten) => {
  expect(forgetsAt(at(...events))).toBe(forgotten)
})

test('a day far ahead is waited for', () => {
  const ahead = event({ kind: 'booked', startsAt: 50 * AT }, OWNER)
  expect(forgetsAt(at(...OFFERING, taken('one'), date(10), date(50 * AT), ahead))).toBe(50 * AT + DAYS_30)
})
