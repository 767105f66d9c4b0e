import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOpen } from '#engine/calendar/calendar.ts'
import { deskHours, reminderHours } from '#engine/calendar/hours.ts'
import {
  type Asked,
  callsAt,
  dayOf,
  type Inquiry,
  nextHour,
  opensAt,
  outcomeOf,
  roundAt,
  type Says,
  type Wording,
  whenSaid,
  wordingFor,
} from '#engine/inquiry.ts'

const timezone = 'Asia/Tokyo'
const hours = {
  business: deskHours({ timezone, holidays: new Set(['2026-11-23']) }),
  daytime: reminderHours(timezone),
}
const at = (moment: string): number => Date.parse(`${moment}:00+09:00`)
const HOUR = 3_600_000
const DAY = 24 * HOUR

const inquiry = (changes: Partial<Inquiry> = {}): Inquiry => ({
  ...{ caseId: 'one', regionId: 'iwate', firmId: 'sasaki', severity: 'medium', wording: 'site', state: 'open' },
  ...{ eventAt: at('2026-11-24T02:00'), openedAt: at('2026-11-24T02:10') },
  ...changes,
})
const asked = (personId: string, says: Says | null, askedAt = at('2026-11-24T09:00'), caseId = 'one'): Asked => ({
  ...{ caseId, personId, says, askedAt, day: dayOf(askedAt, hours) },
})
const since = (eventAt: string, openedAt: string): Inquiry => inquiry({ eventAt: at(eventAt), openedAt: at(openedAt) })
const round = (now: string, about: Partial<Parameters<typeof roundAt>[1]>) => {
  const { ask, nextAt } = roundAt(
    at(now),
    { inquiries: [inquiry()], asked: [], people: ['owner', 'worker'], owners: [], busy: [], ...about },
    hours,
  )
  return [
    ask.map(({ caseId, personId }) => `${caseId}:${personId}`),
    nextAt && new Date(nextAt + 9 * HOUR).toISOString(),
  ]
}

const isDayOf = (about: Inquiry | undefined, now: number): boolean =>
  dayOf(about?.eventAt ?? 0, hours) === dayOf(now, hours)

describe('who is asked whose PC it is', () => {
  it.each<[string, Parameters<typeof round>, string[], string | undefined]>([
    ['nobody at night', ['2026-11-24T02:10', {}], [], '2026-11-24T09:00'],
    ['everybody once the desk opens', ['2026-11-24T09:00', {}], ['one:owner', 'one:worker'], '2026-11-25T09:00'],
    ['nobody on a holiday', ['2026-11-23T10:00', {}], [], '2026-11-24T09:00'],
    ['nobody in the evening', ['2026-11-24T17:30', {}], [], '2026-11-25T09:00'],
    [
      'in the evening about what is grave',
      ['2026-11-24T19:00', { inquiries: [inquiry({ severity: 'high' })] }],
      ['one:owner', 'one:worker'],
      '2026-11-25T09:00',
    ],
    [
      'on a holiday, and until eight, where the PC was used that day: they are at work',
      ['2026-11-23T18:00', { inquiries: [since('2026-11-23T17:50', '2026-11-23T17:55')] }],
      ['one:owner', 'one:worker'],
      '2026-11-24T09:00',
    ],
    [
      'nobody at home on the evening of what happened by night',
      ['2026-11-23T18:00', { inquiries: [since('2026-11-23T04:00', '2026-11-23T04:10')] }],
      [],
      '2026-11-24T09:00',
    ],
    [
      'nobody after eight',
      ['2026-11-24T20:00', { inquiries: [since('2026-11-24T19:50', '2026-11-24T19:55')] }],
      [],
      '2026-11-25T09:00',
    ],
    [
      'not twice a day',
      ['2026-11-24T10:00', { asked: [asked('owner', 'no'), asked('worker', null)] }],
      [],
      '2026-11-25T09:00',
    ],
    [
      'once more the next morning who was silent',
      ['2026-11-25T09:00', { asked: [asked('owner', 'unsure'), asked('worker', null)] }],
      ['one:worker'],
      '2026-11-25T13:00',
    ],
    [
      'not a third time',
      [
        '2026-11-26T09:00',
        { asked: [asked('owner', 'no'), asked('worker', null), asked('worker', null, at('2026-11-25T09:00'))] },
      ],
      [],
      '2026-11-26T09:00',
    ],
    [
      'those of whom no PC is known, and the others the next day',
      ['2026-11-24T09:00', { owners: ['owner'] }],
      ['one:worker'],
      '2026-11-25T09:00',
    ],
    [
      'everybody where everybody has one',
      ['2026-11-24T09:00', { owners: ['owner', 'worker'] }],
      ['one:owner', 'one:worker'],
      '2026-11-25T09:00',
    ],
    [
      'nobody who has a PC whether they used one',
      ['2026-11-25T09:00', { owners: ['owner'], inquiries: [inquiry({ wording: 'used' })] }],
      ['one:worker'],
      '2026-11-26T09:00',
    ],
    ['tomorrow who was asked today', ['2026-11-24T10:00', { busy: ['owner'] }], ['one:worker'], '2026-11-25T09:00'],
    [
      'about the gravest first',
      ['2026-11-24T10:00', { inquiries: [inquiry(), inquiry({ caseId: 'two', severity: 'high' })], people: ['owner'] }],
      ['two:owner'],
      '2026-11-25T09:00',
    ],
    [
      'not before it is time',
      ['2026-11-24T10:00', { inquiries: [inquiry({ openedAt: at('2026-11-25T00:00') })] }],
      [],
      '2026-11-25T09:00',
    ],
    ['not about what is known', ['2026-11-24T10:00', { inquiries: [inquiry({ state: 'found' })] }], [], undefined],
    [
      'nobody, and what it comes to is told in the morning',
      ['2026-11-24T22:00', { asked: [asked('owner', 'no'), asked('worker', 'no')] }],
      [],
      '2026-11-25T09:00',
    ],
  ])('%s', (_name, args, ask, next) => {
    expect(round(...args)).toEqual([ask, next && `${next}:00.000Z`])
  })

  it.each<[Wording, (Says | null)[], string, string]>([
    ['site', ['yes', null], '2026-11-24T09:01', 'found'],
    ['named', [null, 'yes'], '2026-11-24T09:01', 'found'],
    ['used', ['yes', null], '2026-11-24T09:01', 'waiting'],
    ['used', ['yes', null], '2026-11-25T13:00', 'found'],
    ['used', ['yes', 'no'], '2026-11-24T09:01', 'found'],
    ['used', ['yes', 'yes'], '2026-11-24T09:01', 'not-found'],
    ['site', ['no', null], '2026-11-24T09:01', 'waiting'],
    ['site', ['no', null], '2026-11-25T12:59', 'waiting'],
    ['site', ['no', null], '2026-11-25T13:00', 'not-found'],
    ['site', ['no', 'unsure'], '2026-11-24T09:01', 'not-found'],
    ['site', ['no'], '2026-11-27T09:01', 'waiting'],
  ])('%s answered %j at %s comes to %s', (wording, says, now, outcome) => {
    const people = ['owner', 'worker']
    const again = at('2026-11-25T09:00')
    const answers = says.flatMap((one, place) => {
      const personId = people[place] ?? ''
      return [asked(personId, one), ...(one === null && at(now) > again ? [asked(personId, null, again)] : [])]
    })
    expect(outcomeOf(inquiry({ wording }), answers, { people, owners: [] }, { now: at(now), hours }).kind).toBe(outcome)
  })

  it('takes it for that of the only one without a PC who used one', () => {
    const people = { people: ['owner', 'worker', 'other'], owners: ['owner', 'other'] }
    const now = at('2026-11-24T09:01')
    const comesTo = (says: Says) =>
      outcomeOf(inquiry({ wording: 'used' }), [asked('worker', says)], people, { now, hours })
    expect(comesTo('yes')).toEqual({ kind: 'found', personId: 'worker' })
    expect(comesTo('no')).toEqual({ kind: 'not-found', among: [] })
  })

  it('asks who used a PC only when whoever leads the firm has had two hours of the day', () => {
    const now = at('2026-11-24T10:00')
    expect(opensAt('site', now, hours)).toBe(now)
    expect(opensAt('named', now, hours)).toBe(now)
    expect(opensAt('used', now, hours)).toBe(at('2026-11-24T12:00'))
    expect(opensAt('used', at('2026-11-24T02:00'), hours)).toBe(at('2026-11-24T11:00'))
    expect(opensAt('used', at('2026-11-24T19:00'), hours)).toBe(at('2026-11-25T10:00'))
  })

  it.each([
    ['2026-11-24T10:00', '2026-11-24T13:00'],
    // Chat has the evening, and the desk telephones when it opens.
    ['2026-11-24T16:00', '2026-11-25T09:00'],
    ['2026-11-24T18:00', '2026-11-25T10:00'],
    ['2026-11-24T02:00', '2026-11-24T12:00'],
    // Friday evening, and a Monday that is a holiday.
    ['2026-11-20T19:00', '2026-11-24T09:00'],
    // Chat has the Sunday.
    ['2026-11-29T11:00', '2026-11-30T09:00'],
  ])('leaves what began at %s to the telephone at %s', (began, calls) => {
    expect(callsAt(at(began), hours)).toBe(at(calls))
  })

  it('asks about the site, the name, or the use, whatever says the least that is enough', () => {
    const name = 'DESKTOP-7Q'
    expect(wordingFor('phishing-site', { counterpart: 'bad.example', name })).toBe('site')
    expect(wordingFor('phishing-site', { counterpart: '203.0.113.5', name })).toBe('named')
    expect(wordingFor('phishing-site', { counterpart: '', name: '' })).toBe('used')
    expect(wordingFor('known-c2', { counterpart: 'bad.example', name })).toBe('named')
  })

  it.each([
    ['2026-11-24T10:00', '2026-11-24T11:00', 'morning', 10],
    ['2026-11-24T02:00', '2026-11-24T09:00', 'today', 2],
    ['2026-11-24T15:00', '2026-11-24T16:00', 'today', 15],
    ['2026-11-23T23:59', '2026-11-24T09:00', 'yesterday', 23],
    ['2026-11-20T08:00', '2026-11-24T09:00', 'earlier', 8],
  ])('calls %s on %s %s', (event, now, key, hour) => {
    expect(whenSaid(at(event), at(now), timezone)).toEqual({ key, hour })
  })

  it('is at most one question a day for each and two about one PC, by day only, never once it is known or answered, and comes to an end', () => {
    const moment = fc
      .integer({ min: 0, max: 7 * 24 * 4 })
      .map((quarters) => at('2026-11-20T00:00') + (quarters * HOUR) / 4)
    const someCase = fc.record({
      eventAt: moment,
      severity: fc.constantFrom('high', 'medium', 'low'),
      wording: fc.constantFrom('site', 'named', 'used'),
      openedAt: moment,
      knownAfter: fc.option(fc.integer({ min: 1, max: 4 * DAY })),
    })
    const answer = fc.option(
      fc.record({
        says: fc.constantFrom<Says>('yes', 'no', 'no', 'unsure'),
        after: fc.integer({ min: 1, max: 40 * HOUR }),
      }),
    )
    const world = {
      ...{ cases: fc.array(someCase, { minLength: 1, maxLength: 4 }), people: fc.integer({ min: 1, max: 4 }) },
      owners: fc.subarray(['p0', 'p1', 'p2', 'p3']),
    }
    fc.assert(
      fc.property(fc.record({ ...world, answers: fc.array(answer, { minLength: 16, maxLength: 16 }) }), (made) => {
        const people = Array.from({ length: made.people }, (_, place) => `p${place}`)
        const { owners } = made
        const due: { at: number; does: () => void }[] = []
        const [inquiries, all]: [Inquiry[], Asked[]] = [[], []]
        for (const [place, { knownAfter, openedAt, ...told }] of made.cases.entries()) {
          const one = inquiry({ caseId: `c${place}`, openedAt, ...told })
          due.push({ at: openedAt, does: () => inquiries.push(one) })
          if (knownAfter !== null)
            due.push({
              at: openedAt + knownAfter,
              does: () => one.state === 'open' && Object.assign(one, { state: 'withdrawn' }),
            })
        }
        let [wake, turns]: [number | undefined, number] = [undefined, 0]
        while (turns++ < 200) {
          due.sort((one, other) => one.at - other.at)
          const now = Math.min(due[0]?.at ?? Infinity, wake ?? Infinity)
          if (now === Infinity) break
          while (due[0] && due[0].at <= now) due.shift()?.does()
          for (const one of inquiries.filter(({ state }) => state === 'open')) {
            const { kind } = outcomeOf(one, all, { people, owners }, { now, hours })
            const isTold = kind === 'found' || nextHour(one, now, hours) === now
            if (kind !== 'waiting' && isTold) one.state = kind
          }
          const busy = all.filter(({ day }) => day === dayOf(now, hours)).map(({ personId }) => personId)
          const { ask, nextAt } = roundAt(now, { inquiries, asked: all, people, owners, busy }, hours)
          for (const { caseId, personId } of ask) {
            const about = inquiries.find((one) => one.caseId === caseId)
            expect(about?.state).toBe('open')
            expect(isOpen(hours.daytime, now)).toBe(true)
            expect(
              isOpen(about?.severity === 'high' ? hours.daytime : hours.business, now) || isDayOf(about, now),
            ).toBe(true)
            const before = all.filter((one) => one.caseId === caseId && one.personId === personId)
            expect(before.length).toBeLessThan(2)
            expect(before.filter(({ says }) => says !== null)).toEqual([])
            const mine = asked(personId, null, now, caseId)
            const said = made.answers[all.length % made.answers.length]
            if (said) due.push({ at: now + said.after, does: () => Object.assign(mine, { says: said.says }) })
            all.push(mine)
          }
          expect(nextAt === undefined || nextAt > now).toBe(true)
          wake = nextAt
        }
        expect(new Set(all.map(({ personId, day }) => `${personId} ${day}`)).size).toBe(all.length)
        expect(inquiries.filter(({ state }) => state === 'open')).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})
