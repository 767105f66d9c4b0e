import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  apply,
  CHAIN,
  deskSteps,
  looksLike,
  type Order,
  type OrderAct,
  type OrderActor,
  type OrderEvent,
  refusalOf,
  replay,
  voidsBox,
} from '#engine/order.ts'

const DESK = { personId: 'oikawa', name: '及川' }
const AT = 1_000

const DETAILS: Readonly<Record<OrderAct, object>> = {
  received: { deviceType: 'office', needsSwitch: 'none' },
  chosen: { deviceType: 'small-office', needsSwitch: 'switch-8' },
  shipped: { parcel: { carrier: 'ヤマト', number: '1234-5678-9012' } },
  enrolled: { sensorId: 'sensor_1' },
  looked: { what: 'no-mirror', computers: 0 },
  checked: { computers: 8 },
  ...{ heard: {}, guided: {}, kitted: {}, arrived: {}, connected: {}, watching: {}, tried: {} },
  ...{ returned: {}, resending: {}, 'visit-asked': {}, visited: {}, cancelled: {} },
}
const happening = (kind: OrderAct, at: number): OrderEvent => ({ kind, at, by: DESK, ...DETAILS[kind] }) as OrderEvent
const made = (...kinds: OrderAct[]): Order | undefined =>
  replay(kinds.map((kind, place) => happening(kind, AT + place)))

const SENT: OrderAct[] = ['received', 'heard', 'guided', 'kitted', 'shipped']
const RUNNING: OrderAct[] = [...SENT, 'enrolled', 'arrived', 'connected']

test.each<[OrderAct[], OrderAct, OrderActor, string | undefined]>([
  [[], 'received', 'desk', undefined],
  [[], 'received', 'firm', undefined],
  [[], 'received', 'box', 'not-theirs'],
  [[], 'kitted', 'desk', 'not-now'],
  [['received'], 'received', 'desk', 'already'],
  [['received'], 'heard', 'desk', undefined],
  [['received'], 'heard', 'box', 'not-theirs'],
  [['received'], 'shipped', 'desk', 'not-now'],
  [['received', 'heard'], 'guided', 'desk', undefined],
  [['received', 'heard'], 'guided', 'firm', 'not-theirs'],
  [['received', 'heard', 'guided'], 'heard', 'desk', 'already'],
  [['received', 'heard', 'guided'], 'kitted', 'desk', undefined],
  [['received', 'heard', 'guided'], 'kitted', 'firm', 'not-theirs'],
  [['received', 'heard', 'guided'], 'chosen', 'firm', undefined],
  // Another code for the same box: the first was spoilt.
  [['received', 'heard', 'guided', 'kitted'], 'kitted', 'desk', undefined],
  [['received', 'heard', 'guided', 'kitted'], 'chosen', 'desk', 'not-now'],
  [['received', 'heard', 'guided', 'kitted'], 'enrolled', 'box', undefined],
  [['received', 'heard', 'guided', 'kitted'], 'connected', 'box', 'not-now'],
  [SENT, 'arrived', 'firm', undefined],
  [SENT, 'shipped', 'desk', 'already'],
  [SENT, 'connected', 'box', 'no-box'],
  [SENT, 'connected', 'firm', 'not-theirs'],
  [[...SENT, 'enrolled'], 'enrolled', 'box', 'already'],
  [[...SENT, 'enrolled'], 'connected', 'box', undefined],
  [RUNNING, 'checked', 'box', undefined],
  [RUNNING, 'checked', 'desk', undefined],
  [RUNNING, 'checked', 'firm', 'not-now'],
  [[...RUNNING, 'looked'], 'checked', 'firm', 'not-now'],
  [RUNNING, 'tried', 'firm', 'not-now'],
  [[...RUNNING, 'looked'], 'tried', 'firm', undefined],
  [[...RUNNING, 'looked'], 'tried', 'desk', 'not-theirs'],
  [RUNNING, 'watching', 'box', 'not-now'],
  [[...RUNNING, 'checked'], 'watching', 'box', undefined],
  [[...RUNNING, 'checked'], 'watching', 'desk', 'not-theirs'],
  [[...RUNNING, 'checked', 'watching'], 'returned', 'desk', 'not-now'],
  [[...SENT, 'resending'], 'enrolled', 'box', 'not-now'],
  [[...SENT, 'returned'], 'resending', 'desk', undefined],
  [[...SENT, 'returned', 'resending'], 'shipped', 'desk', 'not-now'],
  [[...SENT, 'returned', 'resending'], 'kitted', 'desk', undefined],
  [[...SENT, 'arrived', 'visit-asked'], 'visited', 'desk', undefined],
  [[...SENT, 'arrived', 'visit-asked'], 'visited', 'firm', 'not-theirs'],
  [[...SENT, 'arrived'], 'visit-asked', 'firm', undefined],
  [[...SENT, 'enrolled', 'visit-asked', 'visited'], 'connected', 'box', undefined],
  [['received', 'cancelled'], 'heard', 'desk', 'not-now'],
])('after %j, %s by the %s is %s', (kinds, act, actor, refusal) => {
  expect(refusalOf(made(...kinds), act, actor)).toBe(refusal)
})

it('is not set up before somebody has said what box it takes', () => {
  const order = apply(undefined, { ...{ kind: 'received', deviceType: null, needsSwitch: 'none' }, at: AT, by: DESK })
  expect(refusalOf(order, 'kitted', 'desk')).toBe('no-type')
  expect(refusalOf(apply(order, happening('chosen', AT)), 'kitted', 'desk')).toBeUndefined()
})

describe('what was handed out for a box', () => {
  it.each(['returned', 'resending', 'cancelled'] as const)('is worth nothing once it is %s', (act) => {
    expect([act, 'kitted' as const].map(voidsBox)).toEqual([true, true])
    const after = made(...SENT, 'enrolled', act)
    expect(after).toMatchObject({ state: act, sensorId: null, parcel: null, shippedAt: null })
  })

  it('counts anew with each box that is made ready, not with a second code for the same', () => {
    expect(made(...SENT)?.round).toBe(1)
    expect(made('received', 'kitted', 'kitted')?.round).toBe(1)
    expect(made(...SENT, 'resending', 'kitted')?.round).toBe(2)
  })
})

it('offers the desk what it can do, the usual first', () => {
  expect(deskSteps(made('received') as Order)).toEqual(['heard', 'guided', 'kitted', 'cancelled'])
  expect(deskSteps(made(...SENT) as Order)).toEqual(['arrived', 'visit-asked', 'returned', 'resending', 'cancelled'])
  expect(deskSteps(made(...RUNNING, 'checked', 'watching') as Order)).toEqual([])
})

it('whatever is pressed by whomever: it never watches before a box was enrolled and its check was passed', () => {
  const acts = Object.keys(DETAILS) as OrderAct[]
  const actors: OrderActor[] = ['desk', 'firm', 'box']
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...acts), fc.constantFrom(...actors)), { maxLength: 60 }),
      (pressed) => {
        const taken: OrderEvent[] = []
        for (const [place, [act, actor]] of pressed.entries())
          if (refusalOf(replay(taken), act, actor) === undefined) taken.push(happening(act, AT + place))
        const order = replay(taken)
        const kinds = taken.map(({ kind }) => kind)
        if (order?.state === 'watching')
          expect(kinds.slice(kinds.lastIndexOf('kitted'))).toEqual(
            expect.arrayContaining(['enrolled', 'shipped', 'connected', 'checked']),
          )
        if (order) expect(order.length).toBe(taken.length)
      },
    ),
    { numRuns: 300 },
  )
})

it('the straight way is the one that the pilot went', () => {
  expect(CHAIN.slice(0, 5)).toEqual(SENT)
})

describe('what a look at the box says again', () => {
  const amiss = { kind: 'try', what: 'no-mirror', computers: 0 } as const
  const looked = (minutes: number, ...kinds: OrderAct[]) =>
    looksLike(made(...RUNNING, ...kinds) as Order, amiss, AT + minutes * 60_000)

  it.each<[OrderAct[], number, 'looked' | undefined]>([
    [[], 9, undefined],
    [[], 11, 'looked'],
    [['looked'], 600, undefined],
    // Ten minutes after the firm has tried it, whether it helped is known.
    [['looked', 'tried'], 9, undefined],
    [['looked', 'tried'], 11, 'looked'],
    [['looked', 'tried', 'looked'], 600, undefined],
  ])('after %j and %d minutes: %s', (kinds, minutes, says) => {
    expect(looked(minutes, ...kinds)).toBe(says)
  })
})
