import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { harmless, isPrivateAddress, shown, shownWithin, withoutTricks } from '#engine/defang.ts'

describe('an address that an attacker may have chosen is no link', () => {
  test.each([
    ['bad.example', 'bad[.]example'],
    ['http://bad.example', 'hxxp://bad[.]example'],
    ['HTTPS://Bad.Example/in.php?next=a.b', 'hxxps://Bad[.]Example/in[.]php?next=a[.]b'],
    ['ftp://files.bad.example', 'fxp://files[.]bad[.]example'],
    ['ｈｔｔｐ：／／ｂａｄ．ｅｘａｍｐｌｅ', 'hxxp://bad[.]example'],
    ['bad。example', 'bad[.]example'],
    ['203.0.113.5', '203[.]0[.]113[.]5'],
    ['203.0.113.5:8080', '203[.]0[.]113[.]5[:]8080'],
    ['2001:db8::1', '2001[:]db8[:][:]1'],
    ['info@bad.example', 'info[@]bad[.]example'],
    ['javascript:alert(1)', 'javascript[:]alert(1)'],
    ['tel:0120-444-444', 'tel[:]0120[-]444[-]444'],
    ['bad[.]example', 'bad[.]example'],
    ['bad\u202Egpj.example', 'badgpj[.]example'],
    ['bad\n<!channel>.example', 'bad <!channel>[.]example'],
    ['bad\u200B.\u0000example\u0007', 'bad[.]example'],
    ['', ''],
  ])('%j', (raw, expected) => {
    expect(shown(raw)).toBe(expected)
  })

  test('the firm sees its own addresses as they are', () => {
    expect(shown('192.168.10.23')).toBe('192.168.10.23')
    expect(shown('203.0.113.9', { isInside: (address) => address === '203.0.113.9' })).toBe('203.0.113.9')
    expect(shown('192.168.10.23.bad.example')).toBe('192[.]168[.]10[.]23[.]bad[.]example')
  })

  test('a long name is cut in the middle, and both ends stay', () => {
    const long = shown(`${'login-'.repeat(60)}bank.bad.example`)
    expect(long.length).toBeLessThanOrEqual(64)
    expect(long).toMatch(/^login-.*….*\[\.\]bad\[\.\]example$/)
  })

  test('whatever comes: short, one line, no dot or scheme that works, and twice is once', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true }),
      fc.domain(),
      fc.ipV6(),
      fc.emailAddress(),
      fc.stringMatching(/^[a-z.[\]:/@\u202e\n…-]{0,90}$/),
    )
    fc.assert(
      fc.property(hostile, (raw) => {
        const text = shown(raw, { isInside: () => false })
        expect(text.length).toBeLessThanOrEqual(64)
        expect(text).not.toMatch(/[\n\r\u202a-\u202e\u2066-\u2069\u200b]/)
        expect(text.replaceAll('[.]', '').replaceAll('[@]', '')).not.toMatch(/[.@]/)
        expect(text).not.toMatch(/https?:\/\//i)
        expect(shown(text, { isInside: () => false })).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('what an analyst typed keeps its sense, and loses its links', () => {
  test.each([
    ['行き先は http://bad.example/a です。', '行き先は hxxp://bad[.]example/a です。'],
    ['行き先はbad.exampleです。', '行き先はbad[.]exampleです。'],
    ['203.0.113.5 から 192.168.1.20 に来ました。', '203[.]0[.]113[.]5 から 192.168.1.20 に来ました。'],
    ['3.5倍になりました。', '3.5倍になりました。'],
    ['10:30:15 に見つかりました。', '10:30:15 に見つかりました。'],
    ['機器は 00:11:22:33:44:55 です。', '機器は 00:11:22:33:44:55 です。'],
    ['2001:db8::1 です。', '2001[:]db8[:][:]1 です。'],
    ['info@bad.example に送らないでください。', 'info[@]bad[.]example に送らないでください。'],
    ['192.168.1.20.bad.example です。', '192[.]168[.]1[.]20[.]bad[.]example です。'],
    ['1行目\n2行目', '1行目\n2行目'],
    ['hxxp://bad[.]example', 'hxxp://bad[.]example'],
  ])('%s', (typed, expected) => {
    expect(shownWithin(typed)).toBe(expected)
  })

  test('twice is once', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.ipV6(), fc.ipV4()), (typed) => {
        const once = shownWithin(`あ ${typed} い`)
        expect(shownWithin(once)).toBe(once)
      }),
    )
  })
})

describe('names', () => {
  test.each([
    ['佐々木 パソコン', '佐々木 パソコン'],
    ['千葉\n\t さん', '千葉 さん'],
    ['及川\u202Eさん', '及川さん'],
    ['小野\uD800', '小野\uFFFD'],
    ['菊池'.repeat(20), `${'菊池'.repeat(2)}菊…${'池'}${'菊池'.repeat(2)}`],
  ])('%j', (raw, expected) => {
    expect(harmless(raw, 11)).toBe(expected)
  })

  test('no tower of marks', () => {
    expect(withoutTricks(`か${'\u0301'.repeat(50)}`)).toBe('か\u0301\u0301')
  })
})

test.each([
  ['10.0.0.1', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.255.1', true],
  ['8.8.8.8', false],
  ['fd00::1', true],
  ['fe80::1', true],
  ['2001:db8::1', false],
  ['10.0.0.1.bad.example', false],
])('%s is private: %s', (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected)
})
