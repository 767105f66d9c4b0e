import { describe, expect, it } from 'vitest'
import { covers, widened, withoutSite } from '#engine/contractor.ts'

describe('what a contractor looks after', () => {
  it.each([
    ['the whole firm', null, ['office'], true],
    ['the whole firm, wherever it was seen', null, [null], true],
    ['one site, and it was there', ['office'], ['office'], true],
    ['one site, and it was elsewhere', ['office'], ['home'], false],
    ['one site, and it was also elsewhere', ['office'], ['office', 'home'], false],
    ['two sites, and it was at both', ['office', 'home'], ['home', 'office'], true],
    ['one site, and nobody knows where it was', ['office'], [null], false],
    ['one site, and it was seen nowhere', ['office'], [], false],
    ['no site any more', [], ['office'], false],
  ] as const)('%s', (_, scope, seenAt, isCovered) => expect(covers(scope, seenAt)).toBe(isCovered))
})

it('may be narrowed and widened: without one site of the whole firm it is the others that there are now', () => {
  expect(withoutSite(null, 'home', ['office', 'home', 'shed'])).toEqual(['office', 'shed'])
  expect(withoutSite(['office', 'home'], 'home', ['office', 'home', 'shed'])).toEqual(['office'])
  expect(widened(['office'], 'home')).toEqual(['office', 'home'])
  expect(widened(['office'], 'office')).toEqual(['office'])
  expect(widened(null, 'office')).toBeNull()
})
