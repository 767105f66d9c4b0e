import { expect, it } from 'vitest'
import { callOrder, nameTyped, type Responsibility } from '#engine/responsibility.ts'

const someone = { personId: 'p', name: '佐々木' }
const named: Responsibility = {
  ...{ responsible: someone, inCharge: null, deputy: someone, order: ['responsible'], by: someone, at: 0 },
}

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
