import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalCode,
  codeIn,
  type Enrolment,
  isFirmRole,
  nameIn,
  proceed,
  ROLES,
  verdictOn,
} from '#engine/enrolment.ts'

const NOW = Date.UTC(2026, 10, 24)
const invitation = {
  inviteId: 'invite_1',
  regionId: 'region_1',
  regionName: '岩手',
  firmId: 'firm_1',
  firmName: '佐々木水産',
  role: 'owner',
  vendorId: null,
  expiresAt: NOW + 1,
} as const

describe('joining goes one reply at a time', () => {
  const confirm: Enrolment = { step: 'confirm', invitation }
  const consent: Enrolment = { step: 'consent', invitation }

  test.each([
    [confirm, 'yes', { kind: 'asks-consent', enrolment: consent }],
    [confirm, 'no', { kind: 'dropped', reason: 'wrong-firm' }],
    [confirm, 'agree', { kind: 'not-understood', enrolment: confirm }],
    [confirm, 'other', { kind: 'not-understood', enrolment: confirm }],
    [consent, 'agree', { kind: 'joins', invitation }],
    [consent, 'decline', { kind: 'dropped', reason: 'declined' }],
    [consent, 'other', { kind: 'not-understood', enrolment: consent }],
  ] as const)('%j, then %s', (enrolment, reply, expected) => {
    expect(proceed(enrolment, reply, NOW)).toEqual(expected)
  })

  test.each([confirm, consent])('an invite that runs out on the way is over', (enrolment) => {
    expect(proceed(enrolment, enrolment.step === 'confirm' ? 'yes' : 'agree', NOW + 1)).toEqual({
      kind: 'dropped',
      reason: 'expired',
    })
  })
})

describe('a code', () => {
  const good = { usedAt: null, expiresAt: NOW + 1 }
  test.each([
    [good, 0, 'good'],
    [good, 4, 'good'],
    [good, 5, 'too-many'],
    [undefined, 4, 'unknown'],
    [undefined, 5, 'too-many'],
    [{ usedAt: NOW - 1, expiresAt: NOW + 1 }, 1, 'used'],
    [{ usedAt: NOW - 1, expiresAt: NOW - 1 }, 1, 'used'],
    [{ usedAt: null, expiresAt: NOW }, 1, 'expired'],
  ] as const)('%j after %i wrong ones is %s', (invite, wrongBefore, verdict) => {
    expect(verdictOn(invite, wrongBefore, NOW)).toBe(verdict)
  })

  test.each([
    'ABCD-2345',
    'abcd-2345',
    'ＡＢＣＤ－２３４５',
    'ａｂｃｄ２３４５',
    'abcd 2345',
    ' AbCd—2345 ',
    'ABCDー2345',
    'コードは abcd-2345 です。',
    '「ABCD2345」',
    'ABCD - 2345',
    'a b c d 2 3 4 5',
    'My code is ABCD-2345, thank you',
    'ABCD-2345\nお願いします',
  ])('is recognised in %j', (typed) => {
    expect(codeIn(typed)).toBe('ABCD2345')
  })

  test.each([
    ['ABCD-EFGH', 'ABCDEFGH'],
    ['abcdefgh', 'ABCDEFGH'],
    ['abcd efgh', 'ABCDEFGH'],
    ['2345-6789', '23456789'],
    ['ABC-234', 'ABC234'],
    ['ABCDE-23456', 'ABCDE23456'],
  ])('is also seen in %j', (typed, code) => {
    expect(codeIn(typed)).toBe(code)
  })

  test.each([
    'good work',
    'this code',
    'tomorrow',
    '03-1234-5678',
    'Wi-Fi',
    'room 12 is open',
    '',
    'こんにちは',
    'hello there',
    '1234567',
    '090-1234-5678',
    'できた',
    'A1',
    '🙂',
    `A1${'B'.repeat(30)}`,
  ])('is not seen in %j', (typed) => {
    expect(codeIn(typed)).toBeUndefined()
  })

  test('its canonical form is the same however often it is taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(canonicalCode(canonicalCode(typed))).toBe(canonicalCode(typed))
      }),
    )
  })
})

test('those who work at a firm read its notices; who only looks after its machines does not', () => {
  expect(ROLES.filter(isFirmRole)).toEqual(['owner', 'manager', 'worker'])
})

describe('a name', () => {
  test.each([
    ['佐々木', '佐々木'],
    ['佐々木 清', '佐々木 清'],
    ['　佐々木　清　', '佐々木 清'],
    ['佐々木です。', '佐々木'],
    ['私は千葉と申します', '千葉'],
    ['名前は小野です', '小野'],
    ['My name is Yuki Oikawa.', 'Yuki Oikawa'],
    ['菊池\n', '菊池'],
  ])('in %j is %s', (typed, name) => {
    expect(nameIn(typed)).toBe(name)
  })

  test.each([
    '',
    '  ',
    'はい',
    'ありがとうございます',
    'よろしくお願いします。',
    '？',
    '123',
    '🙂',
    'どうすればいいですか？',
    '<!channel>',
    '佐'.repeat(31),
    'https://bad.example',
  ])('is not in %j', (typed) => {
    expect(nameIn(typed)).toBeUndefined()
  })
})
