import { expect, test } from 'vitest'
import { createHeard } from '#bot/ingest/heard.ts'

test('a slot that is stored is not stored again, each sensor for itself', () => {
  const heard = createHeard()
  expect(heard.unknownOf('office', [7, 6, 7])).toEqual([6, 7])
  heard.remember('office', [6, 7])
  expect(heard.unknownOf('office', [6, 7, 8])).toEqual([8])
  expect(heard.unknownOf('home', [7])).toEqual([7])
})

test('what was not committed is stored with the next batch', () => {
  const heard = createHeard()
  expect(heard.unknownOf('office', [7])).toEqual([7])
  expect(heard.unknownOf('office', [7])).toEqual([7])
})

test('of a log of a year, half a day is remembered', () => {
  const heard = createHeard()
  const year = Array.from({ length: 365 * 288 }, (_, slot) => slot)
  heard.remember('office', year)
  expect(heard.unknownOf('office', year)).toHaveLength(year.length - 144)
  expect(heard.unknownOf('office', year.slice(-10))).toEqual([])
})
