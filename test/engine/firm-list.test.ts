import { describe, expect, it } from 'vitest'
import { createRoll, type FirmColumn, type Known, readFirm } from '#engine/firm-list.ts'

const reading = (cells: Partial<Record<FirmColumn, string>>) => readFirm((column) => cells[column] ?? '')

describe('a line of a chamber’s list', () => {
  it('says what it says, in whatever width it was typed', () => {
    const firm = reading({
      ...{
        name: ' ㈱佐々木水産 ',
        kana: 'ｻｻｷｽｲｻﾝ',
        corporateNumber: '７０００-０１２０５０００２',
        industry: '製造業',
      },
      ...{ size: '６〜２０人', pcs: '５台', municipality: '大船渡市', phone: '０１９２（２６）１２３４' },
      ...{ contactName: '佐々木　一郎', mail: 'sasaki@example.com' },
    })
    expect(firm).toEqual({
      ...{ name: '(株)佐々木水産', kana: 'ササキスイサン', corporateNumber: '7000012050002', industry: '製造業' },
      ...{ employees: null, sizeBand: '6-20', pcs: 5, municipality: '大船渡市', phone: '0192(26)1234' },
      ...{ contactName: '佐々木 一郎', mail: 'sasaki@example.com' },
    })
  })

  it('needs nothing but a name', () => {
    expect(reading({ name: '千葉理容' })).toMatchObject({ name: '千葉理容', corporateNumber: null, employees: null })
  })

  it.each<[string, Partial<Record<FirmColumn, string>>, string[]]>([
    ['no name', { phone: '0192-26-1234' }, ['name missing']],
    ['a name that nobody could read', { name: '佐\uFFFD木' }, ['name garbled']],
    ['a name of two lines', { name: '佐々木\n水産' }, ['name control']],
    ['a name without end', { name: '佐'.repeat(101) }, ['name too-long']],
    ['kana that are none', { name: 'A', kana: '佐々木' }, ['kana not-kana']],
    ['twelve digits', { name: 'A', corporateNumber: '700001205000' }, ['corporateNumber not-13-digits']],
    ['as Excel shows long numbers', { name: 'A', corporateNumber: '7.00001E+12' }, ['corporateNumber not-13-digits']],
    ['two digits exchanged', { name: 'A', corporateNumber: '7000012005002' }, ['corporateNumber check-digit']],
    ['a size in words', { name: 'A', size: '多数' }, ['size not-a-size']],
    ['a band that is none', { name: 'A', size: '1〜20人' }, ['size not-a-size']],
    ['PCs in words', { name: 'A', pcs: '数台' }, ['pcs not-a-count']],
    ['fewer than no PC', { name: 'A', pcs: '-1' }, ['pcs not-a-count']],
    ['more PCs than there are', { name: 'A', pcs: '100001' }, ['pcs not-a-count']],
    ['a place that is no town', { name: 'A', municipality: '岩手' }, ['municipality not-a-municipality']],
    ['a whole address', { name: 'A', municipality: '大船渡市盛町1-2' }, ['municipality not-a-municipality']],
    ['a number whose 0 Excel ate', { name: 'A', phone: '192261234' }, ['phone not-a-phone']],
    ['a number in words', { name: 'A', phone: 'なし' }, ['phone not-a-phone']],
    ['mail without a place', { name: 'A', mail: 'sasaki@' }, ['mail not-a-mail']],
    ['two addresses', { name: 'A', mail: 'a@example.com,b@example.com' }, ['mail not-a-mail']],
    ['all at once', { mail: 'x', pcs: 'x' }, ['name missing', 'pcs not-a-count', 'mail not-a-mail']],
  ])('has something wrong in it: %s', (_, cells, faults) => {
    const read = reading(cells)
    expect(Array.isArray(read) && read.map(({ column, fault }) => `${column} ${fault}`)).toEqual(faults)
  })

  it.each<[string, number | null, string | null]>([
    ['12', 12, null],
    ['1,200人', 1200, null],
    ['1～5人', null, '1-5'],
    ['21-50', null, '21-50'],
    ['101人以上', null, '101-'],
  ])('tells %s people or a band of them', (size, employees, sizeBand) => {
    expect(reading({ name: 'A', size })).toMatchObject({ employees, sizeBand })
  })
})

describe('two firms are the same', () => {
  const firm = (name: string, phone: string | null = null, corporateNumber: string | null = null): Known => ({
    ...{ name, phone, corporateNumber },
  })
  it.each<[boolean, string, Known, Known]>([
    [true, 'by their number, whatever they are called', firm('A', null, '1'), firm('B', '0192-1', '1')],
    [
      true,
      'by name and telephone, however both are written',
      firm('㈱ A', '0192-26-1'),
      firm('株式会社A', '０１９２２６１'),
    ],
    [true, 'as from abroad', firm('A', '+81-192-26-1234'), firm('A', '0192261234')],
    [true, 'where one does not tell its number', firm('A', '1', '7'), firm('A', '1')],
    [true, 'by name where neither has a telephone', firm('A'), firm('A')],
    [false, 'with two numbers they are two', firm('A', '1', '7'), firm('A', '1', '8')],
    [false, 'with two telephones', firm('A', '1'), firm('A', '2')],
    [false, 'with two names', firm('A', '1'), firm('B', '1')],
  ])('%s: %s', (isSame, _, one, other) => {
    const roll = createRoll()
    roll.put(one)
    expect(roll.find(other) === one).toBe(isSame)
  })
})
