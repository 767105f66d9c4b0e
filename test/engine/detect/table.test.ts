import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTable } from '#engine/detect/table.ts'

describe('a table of bounded size', () => {
  test('lets the subjects go that were used longest ago, and counts them', () => {
    const table = createTable<number>(4)
    for (const key of ['a', 'b', 'c', 'd']) table.set(key, 1)
    expect(table.get('a')).toBe(1)
    table.set('e', 1)
    expect(table.evicted()).toBeGreaterThan(0)
    expect(table.get('a')).toBe(1)
    expect(table.get('e')).toBe(1)
    expect(table.get('b')).toBeUndefined()
  })

  test('never grows beyond its capacity, loses nothing uncounted, and keeps the newest half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.array(fc.nat(200), { maxLength: 400 }), (max, keys) => {
        const table = createTable<number>(max)
        for (const key of keys) {
          if (table.get(`${key}`) === undefined) table.set(`${key}`, key)
          expect(table.size()).toBeLessThanOrEqual(2 * Math.ceil(max / 2))
        }
        const recent = [...new Set(keys.toReversed())].slice(0, Math.ceil(max / 2))
        for (const key of recent.slice(0, Math.floor(max / 2))) expect(table.get(`${key}`)).toBe(key)
      }),
    )
  })

  test('goes on from its stored text as if nothing had happened', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 200 }), fc.nat(200), (keys, cut) => {
        const straight = createTable<number>(10)
        let resumed = createTable<number>(10)
        keys.forEach((key, place) => {
          if (place === cut) resumed = createTable<number>(10, JSON.parse(JSON.stringify(resumed.stored())))
          for (const table of [straight, resumed]) table.set(`${key}`, (table.get(`${key}`) ?? 0) + 1)
        })
        expect(resumed.stored()).toEqual(straight.stored())
      }),
    )
  })
})
