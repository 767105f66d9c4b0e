import { describe, expect, it } from 'vitest'
import { callOrder, nameTyped, type Responsibility, watchStateOf } from '#engine/responsibility.ts'

const someone = { personId: 'p', name: '佐々木' }
const named: Responsibility = {
  ...{ responsible: someone, inCharge: null, deputy: someone, order: ['responsible'], by: someone, at: 0 },
}

describe('a firm is watched over', () => {
  it.each([
    ['nobody is named', undefined, 1, 'preparing'],
    ['somebody is named, but no sensor stands', named, 0, 'preparing'],
    ['somebody is named and a sensor stands', named, 1, 'watched'],
  ] as const)('only then: %s', (_, responsibility, sensors, state) => {
    expect(watchStateOf(responsibility, sensors)).toBe(state)
  })
})

it.each([
  ['nobody told an order', named, [], ['responsible', 'deputy']],
  ['the deputy is wanted first', named, ['deputy'], ['deputy', 'responsible']],
  ['somebody is wanted who is not named', named, ['inCharge', 'deputy'], ['deputy', 'responsible']],
  ['one is wanted twice', named, ['deputy', 'deputy'], ['deputy', 'responsible']],
  ['only one is named', { ...named, deputy: null }, ['deputy'], ['responsible']],
] as const)('who is called first: %s', (_, who, wanted, order) => {
  expect(callOrder(who, wanted)).toEqual(order)
})

it.each([
  ['佐々木', '佐々木'],
  ['佐々木さん', '佐々木'],
  [' 佐々木です ', '佐々木'],
  ['なし', undefined],
  ['いない', undefined],
  ['未定です', undefined],
  ['', undefined],
  [undefined, undefined],
])('「%s」 names %s', (typed, name) => {
  expect(nameTyped(typed)).toBe(name)
})
