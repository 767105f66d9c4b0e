import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deskHours, reminderHours } from '#engine/calendar/hours.ts'
import type { Call, PersonRef } from '#engine/case.ts'
import { DEFAULT_LADDER, timeline } from '#engine/ladder.ts'
import { holderOf, openCall, passOn, patienceMs, takeCall } from '#engine/on-call.ts'
import { type Rota, turnAt } from '#engine/rota.ts'
import { proofRuns } from '#test/support/proof.ts'

const MINUTE = 60_000
const TOKYO = 'Asia/Tokyo'
const hours = { daytime: reminderHours(TOKYO), desk: deskHours({ timezone: TOKYO, holidays: new Set() }) }
const staff: PersonRef[] = ['ono', 'yamada', 'ito', 'sato', 'abe', 'kato', 'mori', 'hara'].map((name) => ({
  personId: name,
  name,
}))
const [ono, yamada, ito] = staff as [PersonRef, PersonRef, PersonRef]
const four = staff.slice(0, 4)

const opened = openCall('no-answer', four, 0)
const waits = (call: Call<string>, many: number, now: number): number =>
  patienceMs(call, { many, holdMs: 30 * MINUTE, now }) / MINUTE

describe('a call', () => {
  test('is with one named person after the other, then with the first again, and operations hear of it', () => {
    let call = opened
    const asked = [holderOf(call)?.name]
    const kinds: string[] = []
    for (let time = 0; time < 5; time++) {
      const passed = passOn(call, four, 0)
      call = passed.call
      asked.push(holderOf(call)?.name)
      kinds.push(passed.kind)
    }
    expect(asked).toEqual(['ono', 'yamada', 'ito', 'sato', 'ono', 'yamada'])
    expect(kinds).toEqual(['next', 'next', 'next', 'round-over', 'next'])
    expect(call.rounds).toBe(1)
  })

  test('has patience for five minutes, for less where many are to be asked, and for half an hour once half an hour was in vain', () => {
    expect([0, 29, 30, 300].map((minutes) => waits(opened, 4, minutes * MINUTE))).toEqual([5, 5, 30, 30])
    expect([0, 1, 4, 6, 16].map((many) => waits(opened, many, 0))).toEqual([5, 5, 5, 3, 1])
  })

  test('is whose tapped first, also who was asked earlier', () => {
    const { call } = passOn(opened, four, 0)
    const taken = takeCall(call, ono, 7) as Call
    expect(holderOf(taken)).toEqual(ono)
    expect(takeCall(taken, yamada, 8)).toEqual({ kind: 'taken', by: ono, at: 7 })
    expect(takeCall(taken, ono, 8)).toEqual({ kind: 'taken', by: ono, at: 7 })
  })

  test('of nobody stays open, and is whose who comes', () => {
    const nobody = openCall('night', [], 0)
    expect(holderOf(nobody)).toBeUndefined()
    const { kind, call } = passOn(nobody, [yamada], 1)
    expect([kind, holderOf(call)]).toEqual(['next', yamada])
    expect(passOn(nobody, [], 1)).toEqual({ kind: 'round-over', call: { ...nobody, rounds: 1 } })
  })

  test('that was taken and of which nothing comes is asked after, and then it is the next one’s', () => {
    const taken = takeCall(opened, ono, 7) as Call
    expect(waits(taken, 4, 7)).toBe(30)
    const checked = passOn(taken, four, 40)
    expect(checked).toEqual({ kind: 'checked', call: { ...taken, checkedAt: 40 } })
    expect(waits(checked.call, 4, 40)).toBe(5)
    expect(takeCall(checked.call, yamada, 41)).toEqual({ kind: 'taken', by: ono, at: 7 })
    // A tap of theirs is as good as at first.
    expect(takeCall(checked.call, ono, 41)).toEqual({ ...taken, takenAt: 41 })
    const expired = passOn(checked.call, four, 45)
    expect(expired.kind).toBe('expired')
    expect(expired.call).toMatchObject({ openedAt: 45, takenBy: null, takenAt: null, checkedAt: null })
    expect(holderOf(expired.call)).toEqual(yamada)
    expect(waits(expired.call, 4, 45)).toBe(5)
    expect(holderOf(passOn(expired.call, four, 50).call)).toEqual(ito)
    // Nobody else is there to ask.
    expect(holderOf(passOn(checked.call, [ono], 45).call)).toEqual(ono)
  })
})

interface Night {
  sentAt: number
  /** Ms until the firm taps; null: not this night. */
  firm: number | null
  /** Ms until each wakes or looks (null: not this night), and from being asked to the tap of who is awake. */
  analysts: readonly { wakes: number | null; reacts: number }[]
  rota: Rota | undefined
}

const someDay = fc
  .integer({ min: 0, max: 900 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10))
const person = fc.constantFrom(...staff.map(({ personId }) => personId))
const rotas: fc.Arbitrary<Rota> = fc.record({
  people: fc.shuffledSubarray(
    staff.map(({ personId }) => personId),
    { minLength: 1 },
  ),
  turn: fc.constantFrom('day', 'week'),
  handOver: fc.constantFrom('00:00', '08:30', '09:00', '21:00'),
  since: someDay,
  away: fc.array(
    fc.tuple(person, someDay).map(([personId, from]) => ({ personId, from, until: from })),
    { maxLength: 3 },
  ),
  standIns: fc.array(fc.record({ personId: person, on: someDay }), { maxLength: 3 }),
})
/** From 20:00 until 6:00 in Japan, when no desk is open for the next half an hour. */
const atNight = fc
  .tuple(someDay, fc.integer({ min: 0, max: 600 }))
  .map(([day, minute]) => Date.parse(`${day}T20:00:00+09:00`) + minute * MINUTE)
const moment = fc.integer({ min: 0, max: 40 * MINUTE })
const asleep = { wakes: null, reacts: 0 }
const analyst = fc.oneof(
  fc.constant(asleep),
  fc.record({ wakes: moment, reacts: fc.integer({ min: 0, max: 5 * MINUTE }) }),
)
const everybody = (one: fc.Arbitrary<Night['analysts'][number]>) =>
  fc.array(one, { minLength: staff.length, maxLength: staff.length })
const nights: fc.Arbitrary<Night> = fc.record({
  sentAt: atNight,
  firm: fc.option(moment, { freq: 2 }),
  analysts: fc.oneof(everybody(fc.constant(asleep)), everybody(analyst)),
  rota: fc.option(rotas, { nil: undefined }),
})

interface End {
  how: 'confirmed' | 'taken' | 'asking'
  whom?: PersonRef | undefined
  /** How often operations were told that nobody takes it. */
  told: number
  /** When somebody was asked, ms since the sending. */
  asks: number[]
}

/** A night up to `until`, from one thing that happens to the next, by the decisions that the program takes. */
function lived({ sentAt, firm, analysts, rota }: Night, until = 30 * MINUTE): End {
  const orderAt = (at: number) => turnAt(rota, staff, sentAt + at, TOKYO).order
  const onCall = timeline(DEFAULT_LADDER.high, sentAt, hours).find(({ action }) => action === 'on-call')
  const firmAt = firm ?? Number.POSITIVE_INFINITY
  const askedAt = new Map<string, number>()
  const end = { told: 0, asks: [] as number[] }
  let call: Call | undefined
  let at = (onCall?.at ?? 0) - sentAt
  for (;;) {
    const taps = staff.map(({ personId }, place) => {
      const { wakes, reacts } = analysts[place] ?? { wakes: null, reacts: 0 }
      const asked = askedAt.get(personId)
      return wakes === null || asked === undefined ? Number.POSITIVE_INFINITY : Math.max(wakes, asked + reacts)
    })
    const tapAt = Math.min(...taps)
    const next = Math.min(at, until)
    if (firmAt <= next && firmAt <= tapAt) return { how: 'confirmed', ...end }
    const first = staff[taps.indexOf(tapAt)]
    if (tapAt <= next && call && first) {
      const taken = takeCall(call, first, tapAt)
      if (!('kind' in taken)) return { how: 'taken', whom: holderOf(taken), ...end }
    }
    if (at > until) return { how: 'asking', whom: call && holderOf(call), ...end }
    const order = orderAt(at)
    const passed = call && passOn(call, order, at)
    if (passed?.kind === 'round-over') end.told += 1
    call = passed?.call ?? openCall('no-answer', order, at)
    const holder = holderOf(call)
    if (holder && !askedAt.has(holder.personId)) askedAt.set(holder.personId, at)
    end.asks.push(at)
    at += patienceMs(call, { many: order.length, holdMs: 30 * MINUTE, now: at })
  }
}

const namesAt = ({ rota, sentAt }: Night, minutes: number): string[] =>
  turnAt(rota, staff, sentAt + minutes * MINUTE, TOKYO).order.map(({ personId }) => personId)

/**
 * What is promised: where the firm taps or anybody of the rota is awake within half an hour, it ends with a tap within half
 * an hour, however many the others are who sleep; whoever is awake has five minutes to answer. Where nobody is, somebody
 * by name is asked, and operations has the numbers. A rota that is handed over in the midst of it asks others than before.
 */
test('a grave notice at night ends with a tap within half an hour whenever anybody who is asked is awake in it', () => {
  const ends = { confirmed: 0, taken: 0, asking: 0 }
  fc.assert(
    fc.property(nights, (night) => {
      const end = lived(night)
      ends[end.how] += 1
      const isFirmThere = night.firm !== null && night.firm <= 30 * MINUTE
      if (isFirmThere) expect(end.how).not.toBe('asking')
      if (end.how !== 'confirmed') expect(staff).toContainEqual(end.whom)
      const [order, later] = [10, 30].map((minutes) => namesAt(night, minutes))
      if (!order || order.join() !== later?.join()) return
      const isAwake = staff.some(({ personId }, place) => {
        const wakes = night.analysts[place]?.wakes
        return order.includes(personId) && wakes != null && wakes <= 30 * MINUTE
      })
      expect(end.how === 'asking').toBe(!isAwake && !isFirmThere)
      if (end.how === 'asking') expect(end.told).toBeGreaterThan(0)
    }),
    { numRuns: proofRuns(500, 10_000) },
  )
  expect(Math.min(...Object.values(ends))).toBeGreaterThan(0)
})

test('where all sleep, the calling goes on all night, at least every half hour', () => {
  fc.assert(
    fc.property(nights, ({ sentAt, rota }) => {
      const { how, asks } = lived({ sentAt, rota, firm: null, analysts: staff.map(() => asleep) }, 12 * 60 * MINUTE)
      expect(how).toBe('asking')
      const gaps = [...asks, 12 * 60 * MINUTE].slice(1).map((at, place) => at - (asks[place] ?? 0))
      expect(Math.max(...gaps)).toBeLessThanOrEqual(30 * MINUTE)
    }),
    { numRuns: proofRuns(100, 2_000) },
  )
})
