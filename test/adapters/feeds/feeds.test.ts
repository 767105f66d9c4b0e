import { describe, expect, test } from 'vitest'
import { indexPhishing } from '#adapters/feeds/phishing.ts'
import { isSharedHost } from '#adapters/feeds/shared-hosts.ts'

const index = (text: string) => indexPhishing([{ name: 'list', text }])
const rowOf = (text: string, host = 'login-bank.example') => index(text).byHost(host)

describe('lists of every shape name the same site', () => {
  test.each<[string, string, number, string]>([
    ['JPCERT/CC', 'date,URL,description\n2025/10/01 10:25:00,https://login-bank.example/x,ある銀行\n', 2, 'ある銀行'],
    ['JPCERT/CC, a blank date', 'date,URL,description\n,https://login-bank.example/x,ある銀行\n', 2, 'ある銀行'],
    ['JPCERT/CC, no scheme', 'date,URL,description\n2025/10/01,login-bank.example/x,ある銀行\n', 2, 'ある銀行'],
    [
      'JPCERT/CC, a byte order mark and Windows lines',
      '\uFEFFdate,URL,description\r\n2025/10/01,https://login-bank.example/x,ある銀行\r\n',
      2,
      'ある銀行',
    ],
    [
      'URLhaus',
      '# URLhaus\n# id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter\n"1","2025-10-01","http://login-bank.example/x,y","online","","malware_download","a,b","https://urlhaus.example/1/","kenta"\n',
      3,
      'malware_download',
    ],
    [
      'PhishTank',
      'phish_id,url,phish_detail_url,submission_time,verified,verification_time,online,target\n1,https://login-bank.example/x,http://www.phishtank.example/1,t,yes,t,yes,Bank\n',
      2,
      'Bank',
    ],
    ['OpenPhish', 'https://login-bank.example/x\n', 1, ''],
    ['a plain list of hosts', '# ours\n\nlogin-bank.example\n', 3, ''],
    ['defanged', 'hxxps://login-bank[.]example/x\n', 1, ''],
    ['in capitals', 'HTTPS://LOGIN-BANK.EXAMPLE/x\n', 1, ''],
    ['with www', 'https://www.login-bank.example/\n', 1, ''],
    ['with a port', 'https://login-bank.example:8443/\n', 1, ''],
    ['without its last newline', 'login-bank.example', 1, ''],
    ['a doubled quote', 'date,URL,description\n1,"https://login-bank.example/","ある""銀行"""\n', 2, 'ある"銀行"'],
  ])('%s', (_name, text, row, note) => {
    expect(rowOf(text)).toMatchObject({ feed: 'list', row, note })
  })

  test('the first row that names a site is the one shown', () => {
    expect(rowOf('login-bank.example/a\nlogin-bank.example/b\n')).toMatchObject({ row: 1 })
  })

  test('what names no host is counted, and costs nothing else', () => {
    const feed = index('not an address at all\nftp://files.example/\nlocalhost\nhttp://\n\0\0\nlogin-bank.example\n')
    expect(feed).toMatchObject({ rows: 6, unreadable: 5 })
    expect(feed.byHost('login-bank.example')).toBeDefined()
  })

  test('an empty list knows nobody', () => {
    expect(index('')).toMatchObject({ rows: 0, unreadable: 0, unusable: 0 })
    expect(index('').byHost('')).toBeUndefined()
  })

  test('names that are parts of an object are nobody’s', () => {
    for (const name of ['__proto__', 'constructor', 'toString'])
      expect(index('login-bank.example').byHost(name)).toBeUndefined()
  })
})

describe('hosts that everybody uses', () => {
  test.each([
    't.co',
    'bit.ly',
    'cutt.ly',
    'tinyurl.com',
    'docs.google.com',
    'forms.gle',
    'storage.googleapis.com',
    'www.linkedin.com',
    'kenta.github.io',
    'login.fake.vercel.app',
    'x.web.app',
    'x.pages.dev',
    'x.workers.dev',
    'x.myshopify.com',
    'x.blogspot.com',
    'x.s3.amazonaws.com',
    'www.amazon.co.jp',
    'com',
    'co.jp',
    'x.duckdns.org',
  ])('%s is shared', (host) => {
    expect(isSharedHost(host)).toBe(true)
  })

  test.each([
    'login-bank.example',
    'amazon.co.jp.login-bank.example',
    'docs-google.com',
    'notbit.ly',
    't.co.example',
    '198.51.100.7',
    '[2001:db8::1]',
    'card-bank.co.jp',
    'xn--eckwd4c7c.example',
  ])('%s is not', (host) => {
    expect(isSharedHost(host)).toBe(false)
  })

  test('their front pages can accuse nobody, and are counted', () => {
    const feed = index('https://t.co/\nhttps://www.amazon.co.jp\nhttps://t.co/abc\n')
    expect(feed).toMatchObject({ rows: 3, unusable: 2 })
    expect(feed.byUrl('t.co', '/')).toBeUndefined()
    expect(feed.byUrl('t.co', '/abc#part')).toBeDefined()
    expect(feed.byUrl('t.co', '/abc?from=mail')).toBeDefined()
    expect(feed.byUrl('t.co', '/abcd')).toBeUndefined()
  })
})
