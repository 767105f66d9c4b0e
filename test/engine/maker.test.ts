import { describe, expect, it } from 'vitest'
import { MAKERS, makerOf, mayBePc } from '#engine/maker.ts'
import { PREFIXES } from '#engine/maker-prefixes.ts'

describe('who made a device', () => {
  it.each([
    ['f8:b1:56:01:02:03', 'dell', true],
    ['F8:B1:56:01:02:03', 'dell', true],
    ['00:80:77:12:34:56', 'brother', false],
    ['00:a0:de:12:34:56', 'yamaha', false],
    ['00:50:56:aa:bb:01', undefined, true],
    ['', undefined, true],
  ])('%s tells %s', (mac, maker, isPc) => {
    expect(makerOf(mac)).toBe(maker)
    expect(mayBePc(mac)).toBe(isPc)
  })

  it('is told by six digits each, and none of them twice', () => {
    const all = MAKERS.flatMap((maker) => PREFIXES[maker].trim().split(/\s+/))
    expect(all.filter((prefix) => !/^[0-9a-f]{6}$/.test(prefix))).toEqual([])
    expect(new Set(all).size).toBe(all.length)
  })
})
