import { describe, expect, it } from 'vitest'
import { companyIn, meetingState, peopleIn, reminderAt, signUpRefusal } from '#engine/sign-up.ts'

it.each([
  ['9月16日の説明会に2人で行きます', 2],
  ['２名です', 2],
  ['3', 3],
  ['一人で行きます', 1],
  ['ふたりです', 2],
  ['12 people', 12],
  ['51人', undefined],
  ['0人', undefined],
  ['9月16日に行きます', undefined],
  ['行きます', undefined],
])('people in %s', (typed, people) => {
  expect(peopleIn(typed)).toBe(people)
})

it.each([
  ['佐々木水産です', '佐々木水産'],
  ['会社の名前は 南部建設 です。', '南部建設'],
  ['株式会社三陸', '株式会社三陸'],
  ['これは何？', undefined],
  ['<b>x</b>', undefined],
  ['!!!', undefined],
  ['あ'.repeat(61), undefined],
])('a company in %s', (typed, company) => {
  expect(companyIn(typed)).toBe(company)
})

describe('a meeting', () => {
  const at = (time: string): number => Date.parse(`2026-12-10T${time}:00+09:00`)
  const meeting = { startsAt: at('14:30'), endsAt: at('16:30'), closedAt: null, cancelledAt: null, seats: 3 }
  it.each([
    ['open', '14:29', {}],
    ['closed', '14:30', {}],
    ['held', '16:30', {}],
    ['closed', '10:00', { closedAt: 1 }],
    ['cancelled', '17:00', { cancelledAt: 1 }],
  ] as const)('is %s at %s', (state, time, more) => {
    expect(meetingState({ ...meeting, ...more }, at(time))).toBe(state)
  })
  it.each([
    [undefined, { taken: 1, people: 2 }],
    ['full', { taken: 2, people: 2 }],
    ['closed', { taken: 0, people: 1, now: at('15:00') }],
    [undefined, { taken: 9, people: 9, now: at('15:00'), isAtDoor: true }],
  ])('refuses: %s', (refusal, asked) => {
    expect(signUpRefusal(meeting, { isAtDoor: false, now: at('10:00'), ...asked })).toBe(refusal)
  })
  it('is reminded of at ten the day before', () => {
    expect(new Date(reminderAt(meeting.startsAt, 'Asia/Tokyo')).toISOString()).toBe('2026-12-09T01:00:00.000Z')
  })
})
