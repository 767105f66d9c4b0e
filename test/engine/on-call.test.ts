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
const staff: PersonRef[] = ['ono', 'yamada', 'ito', 'sato'].map((name) => ({ personId: name, name }))
const [ono, yamada] = staff as [PersonRef, PersonRef]

const opened = openCall('no-answer', staff, 0) as Call

describe('a call', () => {
  test('is with one named person after the other, then with the first again, and operations hear of it', () => {
    let call = opened
    const asked = [holderOf(call)?.name]
    const rounds: boolean[] = []
    for (let time = 0; time < 5; time++) {
      const passed = passOn(call, staff)
      call = passed.call
      asked.push(holderOf(call)?.name)
      rounds.push(passed.isRoundOver)
    }
    expect(asked).toEqual(['ono', 'yamada', 'ito', 'sato', 'ono', 'yamada'])
    expect(rounds).toEqual([false, false, false, true, false])
  })

  test('has patience for five minutes, and for half an hour once half an hour was in vain', () => {
    expect([0, 29, 30, 300].map((minutes) => patienceMs(opened, minutes * MINUTE) / MINUTE)).toEqual([5, 5, 30, 30])
  })

  test('is whose tapped first, also who was asked earlier', () => {
    const { call } = passOn(opened, staff)
    const taken = takeCall(call, ono, 7) as Call
    expect(holderOf(taken)).toBe(ono)
    expect(takeCall(taken, yamada, 8)).toEqual({ kind: 'taken', by: ono, at: 7 })
  })

  test('cannot begin where there is nobody', () => {
    expect(openCall('night', [], 0)).toBeUndefined()
  })
})

interface Night {
  sentAt: number
  /** Minutes until the firm taps; null: not this night. */
  firm: number | null
  /** Minutes after being asked until the analyst taps; null: asleep. */
  analysts: readonly (number | null)[]
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
const delay = fc.option(fc.integer({ min: 0, max: 40 }), { freq: 3 })
const nights: fc.Arbitrary<Night> = fc.record({
  sentAt: atNight,
  firm: delay,
  analysts: fc.array(delay, { minLength: staff.length, maxLength: staff.length }),
  rota: fc.option(rotas, { nil: undefined }),
})

interface End {
  how: 'confirmed' | 'taken' | 'asking'
  /** Minutes since the sending. */
  at: number
  whom?: PersonRef | undefined
  /** How often operations were told that nobody takes it. */
  told: number
}

/** Half an hour of a night, minute by minute, by the decisions that the program takes. */
function lived({ sentAt, firm, analysts, rota }: Night): End {
  const callAt = timeline(DEFAULT_LADDER.high, sentAt, hours).find(({ action }) => action === 'on-call')?.at
  const orderAt = (at: number) => turnAt(rota, staff, at, TOKYO).order
  const askedAt = new Map<string, number>()
  let call: Call | undefined
  let nextAt = 0
  let told = 0
  for (let minute = 0; minute <= 30; minute++) {
    const at = sentAt + minute * MINUTE
    if (firm !== null && minute >= firm) return { how: 'confirmed', at: minute, told }
    if (at === callAt) call = openCall('no-answer', orderAt(at), at)
    else if (call && at === nextAt) {
      const passed = passOn(call, orderAt(at))
      call = passed.call
      if (passed.isRoundOver) told += 1
    } else if (!call) continue
    const holder = call && holderOf(call)
    if (call && holder && (at === callAt || at === nextAt)) {
      nextAt = at + patienceMs(call, at)
      if (!askedAt.has(holder.personId)) askedAt.set(holder.personId, minute)
    }
    for (const [place, one] of staff.entries()) {
      const wakes = analysts[place]
      const asked = askedAt.get(one.personId)
      if (wakes == null || asked === undefined || minute < asked + wakes || !call) continue
      const taken = takeCall(call, one, at)
      if (!('kind' in taken)) return { how: 'taken', at: minute, whom: taken.takenBy ?? undefined, told }
    }
  }
  return { how: 'asking', at: 30, whom: call && holderOf(call), told }
}

const namesAt = ({ rota, sentAt }: Night, minutes: number): string[] =>
  turnAt(rota, staff, sentAt + minutes * MINUTE, TOKYO).order.map(({ personId }) => personId)

/** A night in which somebody who is asked answers within the time of the next one's turn ends well. */
test('a grave notice at night ends within half an hour with a tap, or with a named person who took it, or is asked of the next', () => {
  const ends = { confirmed: 0, taken: 0, asking: 0 }
  fc.assert(
    fc.property(nights, (night) => {
      const end = lived(night)
      ends[end.how] += 1
      const isFirmThere = night.firm !== null && night.firm <= 30
      if (isFirmThere) expect(end.how).not.toBe('asking')
      if (end.how === 'asking') expect(staff).toContain(end.whom)
      const [order, later] = [10, 30].map((minutes) => namesAt(night, minutes))
      // Handed over in the middle, others are asked than those that this counts.
      if (!order || order.join() !== later?.join()) return
      const wakes = order.map((id) => night.analysts[staff.findIndex(({ personId }) => personId === id)] ?? null)
      // Whoever is asked at minute 10, 15, 20 or 25 and answers before the half hour is over.
      const isHeard = wakes.some((minutes, place) => minutes !== null && 10 + 5 * place + minutes <= 30)
      expect(end.how === 'asking').toBe(!isHeard && !isFirmThere)
      if (end.how === 'asking') expect(end.told).toBe(Math.floor(4 / order.length))
    }),
    { numRuns: proofRuns(500, 10_000) },
  )
  expect(Math.min(...Object.values(ends))).toBeGreaterThan(0)
})
