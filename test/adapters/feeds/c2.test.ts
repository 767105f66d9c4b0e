import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type IndexedC2, indexC2, isC2List } from '#adapters/feeds/c2.ts'
import { hasRecordings, recorded } from '#test/support/recorded.ts'

const SHA1 = '4da14224452c1fe61f46b1112c43ecfd9f322c82'
const COLONS = SHA1.match(/../g)?.join(':') ?? ''
const JA3 = '51c64c77e60f3980eea90869b68c58a8'
const FEODO = `# Feodo Tracker
"first_seen_utc","dst_ip","dst_port","c2_status","last_online","malware"
"2025-07-01 10:00:00","203.0.113.7","8080","online","2025-07-02","Emotet"
`
const THREATFOX = `# "first_seen_utc", "ioc_id", "ioc_value", "ioc_type", "threat_type", "fk_malware", "malware_alias", "malware_printable", "last_seen_utc", "confidence_level", "is_compromised", "reference", "tags", "anonymous", "reporter"
"2025-07-01", "1", "203.0.113.9:4433", "ip:port", "botnet_cc", "win.x", "None", "Remcos", "", "75", "False", "None", "a", "0", "kenta"
"2025-07-01", "2", "orders.example", "domain", "botnet_cc", "win.x", "None", "Remcos", "", "75", "False", "None", "a", "0", "kenta"
"2025-07-01", "3", "https://files.example/a.exe", "url", "payload_delivery", "win.x", "None", "Remcos", "", "75", "False", "None", "a", "0", "kenta"
"2025-07-01", "4", "docs.google.com", "domain", "botnet_cc", "win.x", "None", "Remcos", "", "75", "False", "None", "a", "0", "kenta"
`
const index = (text: string): IndexedC2 => indexC2([{ name: 'list', text }])

describe('lists of command-and-control servers', () => {
  test.each<[string, string, (feed: IndexedC2) => unknown, object]>([
    [
      'Feodo Tracker',
      FEODO,
      (feed) => feed.byAddress('203.0.113.7', 8080),
      { row: 3, entry: '203.0.113.7:8080', note: 'Emotet' },
    ],
    [
      'SSLBL certificates',
      `# Listingdate,SHA1,Listingreason\n2024-09-02 06:17:52,${SHA1},DCRat C&C\n`,
      (feed) => feed.byCertificate(SHA1),
      { row: 2, note: 'DCRat C&C' },
    ],
    [
      'SSLBL hellos',
      `# ja3_md5,Firstseen,Lastseen,Listingreason\n${JA3},2017,2018,Adware\n`,
      (feed) => feed.byJa3(JA3),
      { row: 2, note: 'Adware' },
    ],
    ['ThreatFox, an address', THREATFOX, (feed) => feed.byAddress('203.0.113.9', 4433), { row: 2, note: 'Remcos' }],
    ['ThreatFox, a name', THREATFOX, (feed) => feed.byName('orders.example'), { row: 3, entry: 'orders.example' }],
    [
      'a rule for an address',
      'drop tcp $HOME_NET any -> [203.0.113.8] 443 (msg:"Feodo Tracker: Emotet"; sid:1;)\n',
      (feed) => feed.byAddress('203.0.113.8', 443),
      { row: 1, note: 'Feodo Tracker: Emotet' },
    ],
    [
      'a rule for a certificate',
      `alert tls $EXTERNAL_NET any -> $HOME_NET any (msg:"SSLBL: KINS"; tls_cert_fingerprint; content:"${COLONS}"; sid:2;)\n`,
      (feed) => feed.byCertificate(SHA1),
      { row: 1, note: 'SSLBL: KINS' },
    ],
  ])('%s', (_name, text, find, row) => {
    expect(isC2List(text)).toBe(true)
    expect(find(index(text))).toMatchObject({ feed: 'list', ...row })
  })

  test('an address is known on the port it is listed with, and on every one without', () => {
    const feed = index(`${FEODO}"2025-07-01","203.0.113.10","","online","","Qakbot"\n`)
    expect(feed.byAddress('203.0.113.7', 443)).toBeUndefined()
    expect(feed.byAddress('203.0.113.10', 443)).toMatchObject({ entry: '203.0.113.10' })
  })

  test('a host that everybody uses accuses nobody, and is counted', () => {
    const feed = index(THREATFOX)
    expect(feed.byName('docs.google.com')).toBeUndefined()
    expect(feed).toMatchObject({ rows: 3, unreadable: 1 })
  })

  test('what hands out malware is no server of this kind', () => {
    expect(index(THREATFOX).byName('files.example')).toBeUndefined()
  })

  test.each([
    ['a list of phishing sites', 'date,URL,description\n2025/10/01,https://login-bank.example/x,ある銀行\n'],
    ['a plain list', 'login-bank.example\n'],
    ['an empty list', ''],
  ])('%s is another kind', (_name, text) => {
    expect(isC2List(text)).toBe(false)
  })

  test('a row nobody can read costs its neighbours nothing', () => {
    const feed = index(
      `${FEODO}"x","not an address","1","","",""\n"x","203.0.113.11","99999999999","","","Emotet"\n\0\n`,
    )
    expect(feed.unreadable).toBe(2)
    expect(feed.byAddress('203.0.113.7', 8080)).toBeDefined()
  })
})

describe.runIf(hasRecordings)('the samples as they were published', () => {
  test.each([
    ['sslbl_sslblacklist.csv', 5],
    ['abuse.ch.sslblacklist.head40.rules', 31],
    ['abuse.ch.feodotracker.rules', 1],
  ])('%s is read to the last row', (file, rows) => {
    const text = readFileSync(recorded(`feeds/${file}`), 'utf8')
    expect(isC2List(text)).toBe(true)
    expect(index(text)).toMatchObject({ rows, unreadable: 0 })
  })
})

test.skipIf(hasRecordings)('published samples do not lie beside the project, so they are not read', () => {})
