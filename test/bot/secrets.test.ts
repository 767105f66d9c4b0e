import { describe, expect, it } from 'vitest'
import { BadSeal } from '#bot/seal.ts'
import { isSame, newInviteCode, newToken, secretsFrom, tokenHash } from '#bot/secrets.ts'
import { canonicalCode } from '#engine/enrolment.ts'

const secrets = secretsFrom('a-secret-key-of-thirty-two-characters-or-more')
const others = secretsFrom('another-secret-key-of-thirty-two-characters')
const words = Buffer.from('通信の記録')

describe('a seal', () => {
  it('opens with the same key and context, and hides what is in it', () => {
    const sealed = secrets.seal(words, 'firm_1 7')
    expect(sealed.includes(words)).toBe(false)
    expect(secrets.open(sealed, 'firm_1 7').equals(words)).toBe(true)
    expect(secrets.open(new Uint8Array(sealed), 'firm_1 7').equals(words)).toBe(true)
  })

  it('opens on nothing, and on much', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(1_000_000, 7)])
      expect(secrets.open(secrets.seal(bytes, 'c'), 'c').equals(bytes)).toBe(true)
  })

  it('never looks the same twice', () => {
    expect(secrets.seal(words, 'c').equals(secrets.seal(words, 'c'))).toBe(false)
  })

  it.each([
    ['another context', () => secrets.open(secrets.seal(words, 'firm_1 7'), 'firm_2 7')],
    ['another installation’s key', () => others.open(secrets.seal(words, 'c'), 'c')],
    ['an unknown key’s number', () => secrets.open(changed(secrets.seal(words, 'c'), 0), 'c')],
    ['a changed nonce', () => secrets.open(changed(secrets.seal(words, 'c'), 1), 'c')],
    ['a changed tag', () => secrets.open(changed(secrets.seal(words, 'c'), 13), 'c')],
    ['a changed letter', () => secrets.open(changed(secrets.seal(words, 'c'), 29), 'c')],
    ['a cut end', () => secrets.open(secrets.seal(words, 'c').subarray(0, -1), 'c')],
    ['almost nothing', () => secrets.open(Buffer.of(1, 2, 3), 'c')],
    ['nothing', () => secrets.open(Buffer.alloc(0), 'c')],
  ])('stays shut for %s', (_, open) => {
    expect(open).toThrow(BadSeal)
  })
})

function changed(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[place] = (copy[place] ?? 0) ^ 1
  return copy
}

describe('an action token', () => {
  it('is short, opaque, and the same for the same', () => {
    const token = secrets.actionToken('case:1', 'claim', 3, 'analyst')
    expect(token).toMatch(/^[\w-]{22}$/)
    expect(secrets.actionToken('case:1', 'claim', 3, 'analyst')).toBe(token)
  })

  it('is another for another subject, command, revision, holder or installation', () => {
    const tokens = [
      secrets.actionToken('case:1', 'claim', 3, 'analyst'),
      secrets.actionToken('case:2', 'claim', 3, 'analyst'),
      secrets.actionToken('case:1', 'watch', 3, 'analyst'),
      secrets.actionToken('case:1', 'claim', null, 'analyst'),
      secrets.actionToken('case:1', 'claim', 3, 'desk'),
      secrets.actionToken('case:1","claim', '', 3, 'analyst'),
      others.actionToken('case:1', 'claim', 3, 'analyst'),
    ]
    expect(new Set(tokens).size).toBe(tokens.length)
  })
})

describe('an invite code', () => {
  it('has no letter that is misread, and is recognised however it is typed', () => {
    const code = newInviteCode()
    expect(code).toMatch(/^[2-9A-HJKMNP-TW-Z]{4}-[2-9A-HJKMNP-TW-Z]{4}$/)
    const typed = [
      code,
      code.toLowerCase(),
      code.replace('-', ''),
      ` ${code} `,
      code.replace('-', '－'),
      fullWidth(code),
    ]
    expect(new Set(typed.map(secrets.inviteHmac)).size).toBe(1)
    expect(secrets.inviteHmac(code)).not.toContain(canonicalCode(code))
    expect(others.inviteHmac(code)).not.toBe(secrets.inviteHmac(code))
  })
})

describe('what a box shows', () => {
  it('is of its id and our key alone, has no letter that is misread, and is no other box’s', () => {
    const codes = Array.from({ length: 200 }, (_, n) => secrets.boxCode(`kitting_${n}`))
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJKMNP-TW-Z]{4}-){2}[2-9A-HJKMNP-TW-Z]{4}$/)
    expect(new Set([...codes, others.boxCode('kitting_0')]).size).toBe(201)
    expect(secrets.boxCode('kitting_0')).toBe(codes[0])
    // Every letter is as likely as another, as far as 2,400 of them tell.
    const counts = Object.values(Object.groupBy(codes.join('').replaceAll('-', ''), (letter) => letter))
    expect(counts).toHaveLength(29)
    expect(Math.min(...counts.map((some = []) => some.length))).toBeGreaterThan(40)
  })

  it('becomes a token by the key that the box made up, and by no other', () => {
    const token = secrets.boxToken('kitting_1', 'made-up')
    expect(token).toMatch(/^otss_[\w-]{43}$/)
    expect(secrets.boxToken('kitting_1', 'made-up')).toBe(token)
    const rest = [secrets.boxToken('kitting_1', 'other'), secrets.boxToken('kitting_2', 'made-up')]
    expect(new Set([token, ...rest, others.boxToken('kitting_1', 'made-up')]).size).toBe(4)
  })
})

const fullWidth = (text: string): string =>
  text.replace(/[0-9A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))

describe('a token', () => {
  it('bears its kind, is never the same, and is kept as a hash', () => {
    const [one, other] = [newToken('otss'), newToken('otss')]
    expect(one).toMatch(/^otss_[\w-]{43}$/)
    expect(one).not.toBe(other)
    expect(tokenHash(one)).toHaveLength(43)
    expect(tokenHash(one)).not.toContain(one.slice(5))
  })

  it('is compared whole, whatever its length', () => {
    expect(isSame('abc', 'abc')).toBe(true)
    for (const other of ['abd', 'ab', 'abcd', '']) expect(isSame('abc', other)).toBe(false)
  })
})
