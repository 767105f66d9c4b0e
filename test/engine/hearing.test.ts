import { describe, expect, it } from 'vitest'
import { deskHours } from '#engine/calendar/hours.ts'
import {
  apply,
  bookingFault,
  type Hearing,
  type HearingEvent,
  refusalOf,
  remindersOf,
  replay,
} from '#engine/hearing.ts'
import { japaneseHolidayDays } from '#scheduler/holidays.ts'

const at = (local: string): number => Date.parse(`${local}+09:00`)
const calendar = deskHours({ timezone: 'Asia/Tokyo', holidays: japaneseHolidayDays() })
/** A Tuesday. */
const NOW = at('2026-11-24T10:00')
const by = { personId: 'p1', name: '及川' }
const STARTS = at('2026-11-26T14:00')

const booked = (startsAt = STARTS, when = NOW): HearingEvent => ({
  ...{ kind: 'booked', startsAt, channel: 'phone', place: '', interviewer: by, at: when, by },
})
const event = (kind: 'suits' | 'another-day' | 'missed' | 'cancelled', when = STARTS): HearingEvent => ({
  kind,
  at: when,
  by,
})
const held = (when = STARTS): HearingEvent => ({
  ...{
    kind: 'held',
    minutes: 40,
    notes: '箱は棚の上',
    questions: 'なにから?',
    operation: 'just-installed',
    at: when,
    by,
  },
})
const having = (...events: HearingEvent[]): Hearing => {
  const hearing = replay(events)
  if (!hearing) throw new Error('nothing happened')
  return hearing
}

describe('a day for a hearing', () => {
  it.each([
    ['in business hours', '2026-11-26T14:00', undefined],
    ['which ends at closing time', '2026-11-26T16:45', undefined],
    ['which would run over closing time', '2026-11-26T16:46', 'closed'],
    ['before opening', '2026-11-26T08:59', 'closed'],
    ['on a Saturday', '2026-11-28T14:00', 'closed'],
    ['on a holiday', '2026-12-31T14:00', 'closed'],
    ['in the past', '2026-11-24T10:00', 'past'],
    ['in a year', '2027-11-24T14:00', 'too-far'],
  ])('%s', (_, day, fault) => {
    expect(bookingFault({ startsAt: at(day), channel: 'phone', place: '' }, calendar, NOW)).toBe(fault)
  })

  it.each([
    ['web', '', 'no-address'],
    ['web', 'meet.example/a', 'no-address'],
    ['web', 'http://meet.example/a', 'no-address'],
    ['web', 'https://meet.example/会議', 'no-address'],
    ['web', 'https://meet.example/a?pwd=1', undefined],
    ['phone', '', undefined],
    ['phone', '0192-00-0001', undefined],
  ] as const)('by %s at 「%s」', (channel, place, fault) => {
    expect(bookingFault({ startsAt: STARTS, channel, place }, calendar, NOW)).toBe(fault)
  })
})

describe('what can happen to a hearing', () => {
  const day = having(booked())
  const missed = having(booked(), event('missed'))
  const over = having(booked(), held())
  const cancelled = having(booked(), event('cancelled'))

  it.each([
    ['nothing', undefined, 'missed', 'nothing-booked'],
    ['nothing', undefined, 'held', 'nothing-booked'],
    ['nothing', undefined, 'booked', undefined],
    ['a day', day, 'booked', undefined],
    ['a day', day, 'held', undefined],
    ['a day', day, 'missed', undefined],
    ['a day', day, 'suits', undefined],
    ['a day', day, 'another-day', undefined],
    ['a day', day, 'cancelled', undefined],
    ['nobody came', missed, 'booked', undefined],
    ['nobody came', missed, 'held', undefined],
    ['nobody came', missed, 'missed', 'nothing-booked'],
    ['nobody came', missed, 'suits', 'nothing-booked'],
    ['nobody came', missed, 'another-day', undefined],
    ['nobody came', missed, 'cancelled', undefined],
    ['held', over, 'missed', 'over'],
    ['held', over, 'held', 'over'],
    ['held', over, 'another-day', 'over'],
    ['cancelled', cancelled, 'held', 'over'],
    ['cancelled', cancelled, 'booked', undefined],
  ] as const)('%s, then %s', (_, hearing, kind, refusal) => {
    const next = kind === 'booked' ? booked() : kind === 'held' ? held() : event(kind)
    expect(refusalOf(hearing, next)).toBe(refusal)
  })

  it('nobody can have missed it before it begins', () => {
    expect(refusalOf(day, event('missed', STARTS - 1))).toBe('not-yet')
  })

  it('a new day forgets what was said of the old one, and remembers how often nobody came', () => {
    const again = having(booked(), event('another-day', NOW), event('missed'), booked(STARTS + 86_400_000, STARTS))
    expect(again).toMatchObject({
      state: 'booked',
      answer: 'none',
      bookings: 2,
      misses: 1,
      startsAt: STARTS + 86_400_000,
    })
  })

  it('whoever wrote it down is who held it', () => {
    const other = { personId: 'p2', name: '村上' }
    expect(having(booked(), { ...held(), by: other })).toMatchObject({
      state: 'held',
      interviewer: other,
      report: { minutes: 40, operation: 'just-installed', heldAt: STARTS },
    })
  })

  it('adds up the same whether at once or one by one', () => {
    const events = [booked(), event('suits', NOW), event('missed'), booked(STARTS + 1), held(STARTS + 2)]
    expect(events.reduce<Hearing | undefined>(apply, undefined)).toEqual(replay(events))
    expect(replay(events)?.length).toBe(events.length)
  })
})

describe('reminders', () => {
  const rows = (startsAt: number, now = NOW) =>
    remindersOf(having(booked(startsAt, now)), calendar, now).map(({ what, at: when }) => [
      what,
      Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO('Asia/Tokyo').toString().slice(0, 16),
    ])

  it('come on the working day before, ten minutes before, and when nothing was written down', () => {
    expect(rows(STARTS)).toEqual([
      ['day-before', '2026-11-25T15:00'],
      ['soon', '2026-11-26T13:50'],
      ['unrecorded', '2026-11-26T15:00'],
    ])
  })

  it('come on Friday for a Monday, and before a holiday', () => {
    expect(rows(at('2026-11-30T10:00'))[0]).toEqual(['day-before', '2026-11-27T15:00'])
    expect(rows(at('2027-01-12T10:00'))[0]).toEqual(['day-before', '2027-01-08T15:00'])
  })

  it('that are past are left out; one that is over has none', () => {
    expect(rows(at('2026-11-24T11:00')).map(([what]) => what)).toEqual(['soon', 'unrecorded'])
    expect(remindersOf(having(booked(), event('missed')), calendar, NOW)).toEqual([])
  })
})
