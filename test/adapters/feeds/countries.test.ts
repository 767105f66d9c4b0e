import { describe, expect, test } from 'vitest'
import { isC2List } from '#adapters/feeds/c2.ts'
import { indexCountries, isCountryList } from '#adapters/feeds/countries.ts'

const registry = `# APNIC delegations: ${'remark '.repeat(300)}
2|apnic|20261124|84000|19830613|20261123|+1000
apnic|*|ipv4|*|53000|summary
apnic|JP|asn|173|1|20020801|allocated
apnic|JP|ipv4|203.0.113.0|128|20110412|allocated
apnic||ipv4|203.0.113.128|128||available
apnic|AU|ipv6|2001:db8::|35|19990813|allocated
`
const dbip =
  '"198.51.100.0","198.51.100.127","US"\n198.51.100.128,198.51.100.255,RU\n2001:db8:8000::,2001:db8:8000:ffff:ffff:ffff:ffff:ffff,DE\n'
const iptoasn = '203.0.113.0\t203.0.113.255\t64500\tJP\tOFFICE-NET\n198.51.100.0\t198.51.100.255\t0\tNone\tNot routed\n'
const networks = '203.0.113.0/24,JP\n203.0.113.64/26,KR\n2001:db8::/32,JP\n'

const countriesOf = (text: string, addresses: readonly string[]): string[] => {
  const { of } = indexCountries([{ name: 'list', text }])
  return addresses.map(of)
}

describe('a list of countries', () => {
  test.each<[string, string, Record<string, string>]>([
    [
      'of a registry',
      registry,
      {
        '203.0.113.0': 'JP',
        '203.0.113.127': 'JP',
        '203.0.113.128': '',
        '202.255.255.255': '',
        '2001:db8:1fff:ffff::1': 'AU',
        '2001:db8:2000::1': '',
      },
    ],
    [
      'of DB-IP Lite',
      dbip,
      { '198.51.100.127': 'US', '198.51.100.128': 'RU', '2001:db8:8000:1::1': 'DE', '2001:db8:8001::': '' },
    ],
    ['of IPtoASN', iptoasn, { '203.0.113.200': 'JP', '198.51.100.1': '' }],
    [
      'of networks, of which the smaller knows better',
      networks,
      { '203.0.113.63': 'JP', '203.0.113.64': 'KR', '203.0.113.128': 'JP', '2001:db8:ffff::1': 'JP' },
    ],
  ])('%s tells where an address is registered', (_name, text, expected) => {
    expect(isCountryList(text)).toBe(true)
    expect(countriesOf(text, Object.keys(expected))).toEqual(Object.values(expected))
  })

  test('says nothing of what is no address', () => {
    expect(countriesOf(networks, ['', 'www.example.jp', '300.1.1.1', '::ffff:203.0.113.1'])).toEqual(['', '', '', ''])
  })

  test('counts the rows it cannot read, and passes over what gives no country', () => {
    const { rows, unreadable } = indexCountries([
      { name: 'list', text: `${registry}apnic|JP|ipv4|nonsense|128|20110412|allocated\n` },
      { name: 'other', text: 'a,b,JP\n' },
    ])
    expect({ rows, unreadable }).toEqual({ rows: 4, unreadable: 2 })
  })

  test('says the same whichever list was read first', () => {
    const files = [dbip, networks, registry].map((text, place) => ({ name: `${place}`, text }))
    const asked = ['203.0.113.1', '203.0.113.70', '198.51.100.200', '2001:db8::1']
    const [there, back] = [indexCountries(files), indexCountries(files.toReversed())]
    expect(asked.map(there.of)).toEqual(asked.map(back.of))
  })

  test.each([
    ['addresses of phishing sites', 'https://login-bank.example/jp,JP\n'],
    ['command-and-control servers', '# Feodo\n"2026-11-01","203.0.113.5","443","online","2026-11-02","QakBot"\n'],
    ['hosts', 'login-bank.example\n203.0.113.7\n'],
    ['nothing', ''],
  ])('is not taken for one of %s', (_name, text) => {
    expect(isCountryList(text)).toBe(false)
  })

  test('is no list of servers', () => {
    expect([registry, dbip, iptoasn, networks].map(isC2List)).toEqual([false, false, false, false])
  })
})
