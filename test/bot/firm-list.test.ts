import { describe, expect, it } from 'vitest'
import { readFirmList, template } from '#bot/firm-import/list.ts'
import { csvOf, linesIn } from '#bot/region/csv.ts'
import { seededList, shiftJis } from '../support/firm-list.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a list of firms', () => {
  it('of ten thousand lines has its hundred faults found and named, and no other', () => {
    const { csv, faults, fresh } = seededList({ lines: 10_000, faults: 100, seed: 2026 })
    const list = readFirmList(utf8(csv))
    if (list.kind !== 'read') throw new Error(list.because)
    expect(new Set(faults.map((one) => one.split(' ')[1])).size).toBe(15)
    expect(list.faults.map(({ line, fault, column }) => `${line} ${fault} ${column}`)).toEqual(faults)
    expect(list.firms).toHaveLength(fresh)
    expect(list.lines).toBe(10_000)
  })

  it.each([
    ['UTF-8', utf8],
    ['UTF-8 with its mark', (text: string) => utf8(`\uFEFF${text}`)],
    ['Shift_JIS as Excel writes it', shiftJis],
  ])('is read in %s', (_, bytes) => {
    const list = readFirmList(bytes('企業名,市町村\r\n㈱髙橋商店①,大船渡市\r\n'))
    expect(list).toMatchObject({ faults: [], firms: [{ line: 2, firm: { municipality: '大船渡市' } }] })
    expect(list.kind === 'read' && list.firms[0]?.firm.name).toBe('(株)髙橋商店1')
  })

  it('that is good but for one letter has that letter’s line wrong, and no other', () => {
    const bytes = Buffer.concat([utf8('企業名\n佐々木水産\n千葉'), Buffer.of(0xe5), utf8('商店\n熊谷\n')])
    expect(readFirmList(bytes)).toMatchObject({ faults: [{ line: 3, fault: 'garbled' }], firms: { length: 2 } })
  })

  it.each([
    ['no heading', '佐々木水産,0192-26-1234\n', 'no-heading'],
    ['nothing', '', 'no-heading'],
    ['headings alone', template(), 'empty'],
    ['too much', `企業名\n${'A\n'.repeat(20_001)}`, 'too-many'],
    ['a picture', '\u0089PNG\r\n\u001a\n', 'no-heading'],
  ])('with %s is not read', (_, text, because) => {
    expect(readFirmList(utf8(text))).toEqual({ kind: 'refused', because })
  })

  it('says which of its columns nothing is read of', () => {
    expect(readFirmList(utf8('会社名,会員番号\nA,7\n'))).toMatchObject({ ignored: ['会員番号'], firms: { length: 1 } })
  })

  it('comes back as it was written, formulas and all', () => {
    const names = ['=1+1', '+81', '@A', '"A", B', 'A']
    const list = readFirmList(
      utf8(
        csvOf(
          ['企業名'],
          names.map((name) => [name]),
          '',
        ),
      ),
    )
    expect(list.kind === 'read' && list.firms.map(({ firm }) => firm.name)).toEqual(names)
  })
})

describe('the lines of a file', () => {
  it.each<[string, string, string[]]>([
    ['end in any way', 'a,b\r\nc\nd\re', ['1 a|b', '2 c', '3 d', '4 e']],
    ['may be empty, and still count', 'a\n\n,\n\nb\n', ['1 a', '5 b']],
    ['hold what is quoted', '"a,""b""\nc",d\ne', ['1 a,"b"\nc|d', '2 e']],
    ['keep a quote inside a word', 'a"b,c', ['1 a"b|c']],
    ['are broken alone where a quote is not closed', 'a\n"b,c\nd\ne', ['1 a', '2! "b,c', '3 d', '4 e']],
    ['are broken alone where words stand behind a quote', '"a"b,c\nd', ['1! "a"b,c', '2 d']],
    [
      'are broken alone where they have more cells than any list',
      `${'a,'.repeat(100)}a\nb`,
      [`1! ${'a,'.repeat(100)}a`, '2 b'],
    ],
    ['are broken alone where the next quote is another’s', '"a\n"b\nc",d', ['1! "a', '2 b\nc|d']],
    ['end with a comma', 'a,\nb,', ['1 a|', '2 b|']],
  ])('%s', (_, text, lines) => {
    expect(
      linesIn(text)?.map(({ line, cells, isBroken }) => `${line}${isBroken ? '!' : ''} ${cells.join('|')}`),
    ).toEqual(lines)
  })

  // Read to its end from each of its lines, 80 kB took 14 s, and eight megabytes would have taken two days.
  it.each([
    ['quotes that each line leaves open', 'a","\n'.repeat(45_000), 45_000],
    ['more lines than any list', '\n'.repeat(8_000_000), undefined],
  ])('are read in a moment where they are %s', { timeout: 5_000 }, (_, text, lines) => {
    expect(linesIn(text)?.length).toBe(lines)
  })
})
