import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { closedRows } from '#engine/diagnosis/cross-table.ts'
import { hiddenIn, shownFalling, shownOf } from '#engine/diagnosis/hiding.ts'

describe('cells of a whole', () => {
  it.each([
    ['groups only are told as they are', [7, 12, 5], [7, 12, 5]],
    ['nobody is no small group', [7, 0, 12], [7, 0, 12]],
    ['one small cell takes the smallest other one with it', [3, 20, 6, 0], [null, 20, null, 0]],
    ['two small ones that together say too much take a third', [1, 2, 20, 9], [null, null, 20, null]],
    ['what is nothing but small is hidden, and who has nobody, too', [2, 3, 0], [null, null, null]],
    ['four firms in all', [4, 0], [null, null]],
  ])('%s', (_, cells, shown) => {
    expect(shownOf(cells)).toEqual(shown)
  })

  /** What an inquisitive reader can make of it: of each hidden cell all values that fit the whole and what is shown. */
  function possible(cells: readonly number[]): { value: number; values: Set<number> }[] {
    const shown = shownOf(cells)
    const hidden = [...cells.keys()].filter((at) => shown[at] === null)
    const rest = cells.reduce((sum, one) => sum + one, 0) - shown.reduce<number>((sum, one) => sum + (one ?? 0), 0)
    // A nought is hidden only where everything is, so what is hidden beside shown cells has at least one.
    const least = hidden.length === cells.length ? 0 : 1
    const found = hidden.map(() => new Set<number>())
    const fill = (place: number, left: number, filled: number[]): void => {
      if (place === hidden.length - 1) {
        if (left < least) return
        for (const [at, value] of [...filled, left].entries()) found[at]?.add(value)
        return
      }
      for (let value = least; value <= left; value++) fill(place + 1, left - value, [...filled, value])
    }
    if (hidden.length > 0) fill(0, rest, [])
    return hidden.map((at, place) => ({ value: cells[at] ?? 0, values: found[place] ?? new Set() }))
  }

  test('no hidden cell can be worked out from the whole, nor whether it was small', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 5 }), (cells) => {
        fc.pre(cells.reduce((sum, one) => sum + one, 0) >= 5)
        expect(shownOf(cells).filter((one) => one !== null && one > 0 && one < 5)).toEqual([])
        for (const { values } of possible(cells)) {
          expect(values.size).toBeGreaterThan(1)
          expect([...values].some((value) => value >= 5)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('nothing is hidden without cause', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 40 })), { maxLength: 8 }), (cells) => {
        expect(hiddenIn(cells)).toEqual(cells.map(() => false))
      }),
    )
  })
})

describe('numbers that fall', () => {
  it.each([
    ['all that fall by groups are told', [72, 60, 50], [72, 60, 50]],
    ['one firm that did not begin is not told', [72, 71, 50], [72, null, 50]],
    ['the last one goes before one between', [72, 60, 58], [72, null, 58]],
    ['nor is a last one that leaves few out', [72, 71, 70], [72, null, null]],
    ['nor a small last one', [20, 10, 3], [20, 10, null]],
  ])('%s', (_, counts, shown) => {
    expect(shownFalling(counts)).toEqual(shown)
  })

  test('the difference of any two that are told is a group or nobody', () => {
    const falling = fc
      .array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 8 })
      .map((counts) => counts.toSorted((a, b) => b - a))
    fc.assert(
      fc.property(falling, (counts) => {
        const told = shownFalling(counts).filter((count) => count !== null)
        const fallen = told.flatMap((one, place) => told.slice(place + 1).map((other) => one - other))
        expect(fallen.filter((firms) => firms > 0 && firms < 5)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('two questions held against each other', () => {
  /** Every way to fill the closed rows that keeps each row's and each column's sum. */
  function fillings(rows: readonly (readonly number[])[]): number[][][] {
    const [row, ...others] = rows
    if (!row) return [[]]
    const columns = row.map((_, at) => rows.reduce((sum, one) => sum + (one[at] ?? 0), 0))
    if (others.length === 0) return [[columns]]
    const total = row.reduce((sum, one) => sum + one, 0)
    return shares(total, columns).flatMap((filled) => {
      const left = columns.map((sum, at) => sum - (filled[at] ?? 0))
      const rest = others.map((one) => one.reduce((sum, cell) => sum + cell, 0))
      return fillRows(rest, left).map((more) => [filled, ...more])
    })
  }
  function fillRows(totals: readonly number[], columns: readonly number[]): number[][][] {
    const [total, ...others] = totals
    if (total === undefined) return columns.every((sum) => sum === 0) ? [[]] : []
    return shares(total, columns).flatMap((filled) =>
      fillRows(
        others,
        columns.map((sum, at) => sum - (filled[at] ?? 0)),
      ).map((more) => [filled, ...more]),
    )
  }
  function shares(total: number, most: readonly number[]): number[][] {
    const [first, ...others] = most
    if (first === undefined) return total === 0 ? [[]] : []
    return Array.from({ length: Math.min(first, total) + 1 }, (_, n) => n).flatMap((n) =>
      shares(total - n, others).map((more) => [n, ...more]),
    )
  }

  test('no small cell is told, and none can be worked out from the sums of rows and columns', () => {
    const cell = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0, 5, 6))
    const tables = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 3 })
    fc.assert(
      fc.property(tables, (counts) => {
        const sums = counts.map((row) => row.reduce((sum, one) => sum + one, 0))
        const closed = closedRows(counts, shownOf(sums), false)
        const open = counts.filter((_, at) => !closed[at]).flat()
        expect(open.filter((count) => count > 0 && count < 5)).toEqual([])
        // One row or one column of firms in all is no table: its cells are the other question's own, hidden there.
        const columns = counts[0]?.map((_, at) => counts.reduce((sum, row) => sum + (row[at] ?? 0), 0)) ?? []
        if ([sums, columns].some((line) => line.filter((sum) => sum > 0).length < 2)) return
        const rows = counts.filter((_, at) => closed[at] && (sums[at] ?? 0) > 0)
        const ways = fillings(rows)
        for (const [r, row] of rows.entries())
          for (const [c, count] of row.entries())
            if (count > 0) expect(new Set(ways.map((way) => way[r]?.[c])).size).toBeGreaterThan(1)
      }),
      { numRuns: 150 },
    )
  })
})
