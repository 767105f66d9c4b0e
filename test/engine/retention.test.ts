import { describe, expect, it } from 'vitest'
import { byNoun, goneBefore, NOUNS, RETENTION } from '#engine/retention.ts'

const at = (iso: string): number => Date.parse(iso)

describe('what is kept how long', () => {
  it.each([
    ['batches', '2026-11-24T10:00:00+09:00', '2026-11-22T10:00:00+09:00'],
    ['inbox', '2026-11-24T10:00:00+09:00', '2026-08-26T10:00:00+09:00'],
    // Months are a calendar's: the last of a month is held against the last of a shorter one.
    ['alerts', '2027-03-31T10:00:00+09:00', '2026-02-28T10:00:00+09:00'],
    ['cases', '2028-02-29T10:00:00+09:00', '2023-02-28T10:00:00+09:00'],
  ] as const)('of %s, at %s, all from before %s goes', (table, now, before) => {
    expect(goneBefore(table, at(now), 'Asia/Tokyo')).toBe(at(before))
  })
})

describe('the nouns by which a firm is handed out and erased', () => {
  it('name each table that is a firm’s or a person’s, once', () => {
    const named = Object.values(NOUNS).flat()
    expect(new Set(named).size).toBe(named.length)
    const living = Object.entries(RETENTION).filter(([, { lives }]) => lives === 'firm' || lives === 'person')
    expect(living.map(([table]) => table).filter((table) => !(named as string[]).includes(table))).toEqual([])
  })

  it('are counted together, and what there was none of is left out', () => {
    expect(byNoun({ cases: 2, notices: 1, photos: 0 } as never)).toEqual([{ noun: 'cases', rows: 3 }])
  })
})
