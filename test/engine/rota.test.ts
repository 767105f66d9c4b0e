import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PersonRef } from '#engine/case.ts'
import { changed, daysFrom, type Rota, type RotaChange, rotaFault, turnAt, turnOn } from '#engine/rota.ts'

const TOKYO = 'Asia/Tokyo'
const staff: PersonRef[] = ['ono', 'yamada', 'ito'].map((name) => ({ personId: name, name }))
const rota = (more: Partial<Rota> = {}): Rota => ({
  ...{ people: ['ono', 'yamada', 'ito'], turn: 'day', handOver: '09:00', since: '2026-11-23', away: [], standIns: [] },
  ...more,
})
const called = (of: Rota | undefined, at: string): string => {
  const turn = turnAt(of, staff, Date.parse(`${at}:00+09:00`), TOKYO)
  return `${turn.order.map(({ name }) => name).join(' ')}${turn.isHole ? ' (hole)' : ''}`
}
const yearsEnd = { personId: 'ono', from: '2026-12-29', until: '2027-01-03' }

describe('who is on call', () => {
  test.each<[string, Rota | undefined, string, string]>([
    ['without a rota, as analysts joined', undefined, '2026-11-24T02:10', 'ono yamada ito'],
    ['the first of the list on the first day', rota(), '2026-11-23T09:00', 'ono yamada ito'],
    ['the same until the hour of handing over', rota(), '2026-11-24T08:59', 'ono yamada ito'],
    ['the next from that minute on', rota(), '2026-11-24T09:00', 'yamada ito ono'],
    ['the last, then the first again', rota(), '2026-11-26T12:00', 'ono yamada ito'],
    ['counted backwards before the first turn', rota(), '2026-11-22T12:00', 'ito ono yamada'],
    ['for seven days where turns are weeks', rota({ turn: 'week' }), '2026-11-30T08:59', 'ono yamada ito'],
    ['the next week', rota({ turn: 'week' }), '2026-11-30T09:00', 'yamada ito ono'],
    ['nobody who is away', rota({ turn: 'week', away: [yearsEnd] }), '2026-12-31T23:00', 'ito yamada'],
    ['the night into the day after is away, too', rota({ away: [yearsEnd] }), '2027-01-04T08:00', 'ito yamada'],
    [
      'a stand-in first',
      rota({ standIns: [{ personId: 'ito', on: '2026-11-23' }] }),
      '2026-11-24T02:00',
      'ito ono yamada',
    ],
    [
      'the last stand-in first',
      rota({
        standIns: [
          { personId: 'ito', on: '2026-11-23' },
          { personId: 'yamada', on: '2026-11-23' },
        ],
      }),
      '2026-11-24T02:00',
      'yamada ito ono',
    ],
    ['nobody who has left', rota({ people: ['gone', 'ito'] }), '2026-11-23T12:00', 'ito'],
    ['everybody, where the rota has nobody', rota({ people: ['gone'] }), '2026-11-23T12:00', 'ono yamada ito (hole)'],
  ])('is %s', (_, of, at, expected) => {
    expect(called(of, at)).toBe(expected)
  })

  test('hands over by the clock on the wall where the clock is put forward', () => {
    const berlin = (at: string) => turnAt(rota(), staff, Date.parse(at), 'Europe/Berlin').day
    expect(berlin('2026-03-29T06:59:00Z')).toBe('2026-03-28')
    expect(berlin('2026-03-29T07:00:00Z')).toBe('2026-03-29')
  })

  test('goes round evenly, and names each person once', () => {
    const people = fc.shuffledSubarray(
      staff.map(({ personId }) => personId),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(people, fc.constantFrom('day', 'week'), (names, turn) => {
        const of = rota({ people: names, turn })
        const length = turn === 'day' ? 1 : 7
        const firsts = daysFrom('2026-01-01', names.length * length * 4).map((day) => {
          const { order } = turnOn(of, staff, day)
          expect(order.map(({ personId }) => personId).toSorted()).toEqual(names.toSorted())
          return order[0]?.personId
        })
        for (const name of names) expect(firsts.filter((one) => one === name)).toHaveLength(4 * length)
      }),
    )
  })
})

test.each<[Partial<Rota>, string | undefined]>([
  [{}, undefined],
  [{ people: [] }, 'nobody'],
  [{ people: ['somebody'] }, 'unknown-person'],
  [{ away: [{ ...yearsEnd, personId: 'x' }] }, 'unknown-person'],
  [{ standIns: [{ personId: 'x', on: '2026-11-24' }] }, 'unknown-person'],
  [{ handOver: '24:00' }, 'bad-hand-over'],
  [{ handOver: '9:00' }, 'bad-hand-over'],
  [{ since: '2026-02-29' }, 'bad-day'],
  [{ since: 'tomorrow' }, 'bad-day'],
  [{ away: [{ ...yearsEnd, until: '2026-12-28' }] }, 'bad-day'],
  [{ phones: [{ personId: 'ono', phone: '090-0000-0001' }], holdMinutes: 10 }, undefined],
  [{ phones: [{ personId: 'x', phone: '090-0000-0001' }] }, 'unknown-person'],
  [{ phones: [{ personId: 'ono', phone: 'あとで' }] }, 'bad-phone'],
  [{ holdMinutes: 4 }, 'bad-hold'],
  [{ standIns: Array.from({ length: 501 }, () => ({ personId: 'ono', on: '2026-11-24' })) }, 'too-long'],
])('a rota with %j is refused as %s', (more, fault) => {
  expect(rotaFault(rota(more), staff)).toBe(fault)
})

describe('a change of the rota', () => {
  const today = '2026-11-24'
  const past = { personId: 'ito', from: '2026-11-01', until: '2026-11-23' }
  const change = (more: Partial<RotaChange>): RotaChange => ({
    ...{ kind: 'stand-in', personId: 'ito', from: '2026-11-24', until: '2026-11-25' },
    ...more,
  })

  test('is for each day from the first to the last, and drops what is past', () => {
    const before = rota({ away: [past], standIns: [{ personId: 'ono', on: '2026-11-23' }] })
    expect(changed(before, change({}), today)).toEqual(
      rota({
        standIns: [
          { personId: 'ito', on: '2026-11-24' },
          { personId: 'ito', on: '2026-11-25' },
        ],
      }),
    )
    expect(changed(before, change({ kind: 'away' }), today)).toEqual(
      rota({ away: [{ personId: 'ito', from: '2026-11-24', until: '2026-11-25' }] }),
    )
  })

  test('that was said last counts, and once', () => {
    const swapped = changed(rota(), change({ personId: 'yamada' }), today) as Rota
    const back = changed(changed(swapped, change({}), today) as Rota, change({ personId: 'yamada' }), today) as Rota
    expect(back.standIns).toHaveLength(4)
    expect(turnOn(back, staff, '2026-11-25').order.map(({ name }) => name)).toEqual(['yamada', 'ito', 'ono'])
  })

  test.each<[Partial<RotaChange>, string]>([
    [{ from: '2026-11-25', until: '2026-11-24' }, 'bad-day'],
    [{ from: '2026-11-20', until: '2026-11-23' }, 'bad-day'],
    [{ until: '2026-02-29' }, 'bad-day'],
    [{ until: '2027-01-25' }, 'too-long'],
  ])('of %j is refused as %s', (more, fault) => {
    expect(changed(rota(), change(more), today)).toBe(fault)
  })
})
