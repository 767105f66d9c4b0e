import { describe, expect, test } from 'vitest'
import { indexC2, isC2List } from '#adapters/feeds/c2.ts'
import { indexMalware, isMalwareList } from '#adapters/feeds/malware.ts'
import { listsFrom } from '#adapters/feeds/misp.ts'
import { indexPhishing } from '#adapters/feeds/phishing.ts'

const SHA256 = 'ab'.repeat(32)
const SHA1 = 'cd'.repeat(20)
const JA3 = 'ef'.repeat(16)

const attribute = (type: string, value: string, more: object = {}) => ({
  type,
  value,
  category: 'Network activity',
  to_ids: true,
  timestamp: '1790000000',
  comment: '',
  ...more,
})
const event = (...attributes: object[]) =>
  JSON.stringify({ Event: { info: 'Emotet', date: '2026-09-21', Attribute: attributes } })

/** As the detector would ask, whichever lists the file became. */
function indexed(text: string) {
  const lists = listsFrom({ name: 'misp', text })
  return {
    lists: lists.length,
    c2: indexC2(lists.filter((list) => isC2List(list.text))),
    malware: indexMalware(lists.filter((list) => isMalwareList(list.text))),
    phishing: indexPhishing(lists.filter((list) => !isC2List(list.text) && !isMalwareList(list.text))),
  }
}

describe('an event of MISP', () => {
  test('names servers, programs and files, each in its row', () => {
    const { c2, malware, lists } = indexed(
      event(
        attribute('ip-dst', '203.0.113.5'),
        attribute('ip-dst|port', '203.0.113.6|8443'),
        attribute('domain', 'orders.example'),
        attribute('hostname', 'a.orders.example'),
        attribute('ja3-fingerprint-md5', JA3),
        attribute('x509-fingerprint-sha1', SHA1),
        attribute('url', 'http://203.0.113.9/load.exe'),
        attribute('sha256', SHA256),
      ),
    )
    expect(lists).toBe(1)
    const row = { feed: 'misp', note: 'Emotet', saidAt: Date.UTC(2026, 8, 21) }
    expect(c2.byAddress('203.0.113.5', 9)).toMatchObject({ ...row, row: 2 })
    expect(c2.byAddress('203.0.113.6', 8443)).toMatchObject({ ...row, row: 3, entry: '203.0.113.6:8443' })
    expect(c2.byAddress('203.0.113.6', 443)).toBeUndefined()
    expect(c2.byName('orders.example')).toMatchObject({ ...row, row: 4 })
    expect(c2.byName('a.orders.example')).toMatchObject({ row: 5 })
    expect(c2.byJa3(JA3)).toMatchObject({ row: 6 })
    expect(c2.byCertificate(SHA1)).toMatchObject({ row: 7 })
    expect(malware.byUrl('203.0.113.9', '/load.exe')).toMatchObject({ ...row, row: 8 })
    expect(malware.byHash(SHA256)).toMatchObject({ feed: 'misp', row: 9, note: 'Emotet' })
  })

  test('that speaks of phishing names phishing sites, and no servers', () => {
    const { c2, phishing } = indexed(
      event(
        attribute('domain', 'orders.example'),
        attribute('url', 'https://login-bank.example/x', { comment: 'ある銀行のフィッシング' }),
        attribute('domain', 'card-bank.example', { comment: 'phishing' }),
      ),
    )
    expect(phishing.byHost('login-bank.example')).toMatchObject({ row: 3, note: 'ある銀行のフィッシング; Emotet' })
    expect(phishing.byHost('card-bank.example')).toMatchObject({ row: 4, saidAt: Date.UTC(2026, 8, 21) })
    expect(phishing.byHost('orders.example')).toBeUndefined()
    expect(c2.byName('card-bank.example')).toBeUndefined()
    expect(c2.byName('orders.example')).toMatchObject({ row: 2 })
  })

  test('accuses nobody by what its author did not mean for machines', () => {
    const { c2 } = indexed(
      event(attribute('ip-dst', '203.0.113.5', { to_ids: false }), attribute('ip-dst', '203.0.113.6')),
    )
    expect(c2.byAddress('203.0.113.5', 1)).toBeUndefined()
    expect(c2.byAddress('203.0.113.6', 1)).toBeDefined()
  })

  test('may hold its attributes in objects, and stand among others in a response', () => {
    const inner = JSON.parse(event()).Event
    const object = {
      name: 'network',
      Attribute: [attribute('ip-dst', '203.0.113.7', { last_seen: '2026-01-02T03:04' })],
    }
    const { c2 } = indexed(JSON.stringify({ response: [{ Event: inner }, { Event: { ...inner, Object: [object] } }] }))
    expect(c2.byAddress('203.0.113.7', 1)).toMatchObject({ row: 2, saidAt: Date.UTC(2026, 0, 2) })
  })

  test('may say when in a number, or in nothing that could be read', () => {
    const { c2 } = indexed(
      event(
        attribute('ip-dst', '203.0.113.7', { timestamp: 1_790_000_000 }),
        attribute('ip-dst', '203.0.113.8', { last_seen: { toString: '' }, timestamp: [] }),
      ),
    )
    expect(c2.byAddress('203.0.113.7', 1)).toMatchObject({ row: 2, saidAt: Date.UTC(2026, 8, 21) })
    expect(c2.byAddress('203.0.113.8', 1)).toMatchObject({ row: 3 })
  })

  test('exported as CSV says the same', () => {
    const { c2, phishing } = indexed(
      [
        'uuid,event_id,category,type,value,comment,to_ids,date,object_relation',
        '"a",1,"Network activity","ip-dst","203.0.113.5","Emotet, again",1,20260921,""',
        '"b",1,"Network activity","ip-dst|port","203.0.113.6|443","",1,1790000000,""',
        '"c",1,"Network activity","domain","not-for-machines.example","",0,1790000000,""',
        '"d",1,"Network activity","url","https://login-bank.example/","phish",1,1790000000,""',
      ].join('\n'),
    )
    expect(c2.byAddress('203.0.113.5', 1)).toMatchObject({
      row: 2,
      note: 'Emotet, again',
      saidAt: Date.UTC(2026, 8, 21),
    })
    expect(c2.byAddress('203.0.113.6', 443)).toMatchObject({ row: 3, saidAt: Date.UTC(2026, 8, 21) })
    expect(c2.byName('not-for-machines.example')).toBeUndefined()
    expect(phishing.byHost('login-bank.example')).toMatchObject({ row: 5 })
  })

  test('cannot bring rows of its own into the list by what it says', () => {
    const { c2 } = indexed(
      event(attribute('domain', 'a.example\n"b.example","domain","botnet_cc"', { comment: '"\n' })),
    )
    expect(c2.byName('b.example')).toBeUndefined()
  })
})

test.each([
  ['a plain list', 'login-bank.example\n'],
  ['JSON of something else', '{"a": 1}'],
  ['broken JSON', '{"Event": {'],
  ['JPCERT/CC', 'date,URL,description\n2025/10/01,https://login-bank.example/x,ある銀行\n'],
])('%s stays as it is', (_name, text) => {
  const file = { name: 'list', text }
  expect(listsFrom(file)).toEqual([file])
})
