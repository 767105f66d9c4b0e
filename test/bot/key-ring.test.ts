import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openCredentials, sealCredentials } from '#bot/account/credentials.ts'
import { keyRingFrom } from '#bot/account/key-ring.ts'
import { BadSeal } from '#bot/seal.ts'

const SECRET = 'a-secret-key-of-thirty-two-characters-or-more'
const first = { version: 1, key: randomBytes(32) }
const second = { version: 2, key: randomBytes(32) }
const words = Buffer.from('合言葉')

describe('a ring of keys', () => {
  it('seals without any that were given, with one that comes of the secret', () => {
    const ring = keyRingFrom(SECRET, [])
    expect(ring.version).toBe(0)
    expect(keyRingFrom(SECRET, [first]).open(ring.seal(words, 'c'), 'c')).toEqual(words)
    expect(() => keyRingFrom(`${SECRET}!`, []).open(ring.seal(words, 'c'), 'c')).toThrow(BadSeal)
  })

  it('seals with the newest, in whatever order they stand, and opens what an older one has sealed', () => {
    const sealed = keyRingFrom(SECRET, [first]).seal(words, 'c')
    for (const keys of [
      [first, second],
      [second, first],
    ]) {
      const ring = keyRingFrom(SECRET, keys)
      expect(ring.version).toBe(2)
      expect(ring.seal(words, 'c')[0]).toBe(2)
      expect(ring.open(sealed, 'c')).toEqual(words)
    }
  })

  it('does not open with a key that was taken out, nor with another of the same number', () => {
    const sealed = keyRingFrom(SECRET, [first]).seal(words, 'c')
    expect(() => keyRingFrom(SECRET, [second]).open(sealed, 'c')).toThrow(BadSeal)
    expect(() => keyRingFrom(SECRET, [{ version: 1, key: randomBytes(32) }]).open(sealed, 'c')).toThrow(BadSeal)
  })
})

describe('credentials', () => {
  const ring = keyRingFrom(SECRET, [first])
  const kuji = { regionId: 'kuji', platform: 'line', account: 'Ukuji' } as const
  const credentials = { channelAccessToken: 'kuji-token', channelSecret: 'kuji-secret' }
  const sealed = sealCredentials(ring, kuji, 'credentials', credentials)

  it('open in the row that they were sealed for', () => {
    expect(openCredentials(ring, { ...kuji, credentials: sealed, former: null })).toEqual({ credentials, former: null })
  })

  it.each([
    ['another region', { ...kuji, regionId: 'miyako', credentials: sealed, former: null }],
    ['another account', { ...kuji, account: 'Umiyako', credentials: sealed, former: null }],
    ['another platform', { ...kuji, platform: 'slack', credentials: sealed, former: null }],
    ['the place of the former ones', { ...kuji, credentials: sealed, former: sealed }],
  ] as const)('stay shut in the row of %s', (_, row) => {
    expect(() => openCredentials(ring, row)).toThrow(BadSeal)
  })
})
