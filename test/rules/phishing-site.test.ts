import { describe, expect, test } from 'vitest'
import { indexPhishing } from '#adapters/feeds/phishing.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import { dns, HOUR, http, KIOSK, MORNING, SECOND, STRANGER, tls } from '#test/support/events.ts'

const LIST = `date,URL,description
2026/11/20 10:25:00,https://login-bank.example/jp/verification?origin=1,ある銀行
2026/11/20 10:25:00,https://www.card-bank.example/,あるカード会社
2026/11/20 10:25:00,https://t.co/aBcDeF,ある銀行
2026/11/20 10:25:00,https://docs.google.com/forms/d/e/fake/viewform,ある通信会社
2026/11/20 10:25:00,https://fake-bank.github.io/login.html,ある銀行
2026/11/20 10:25:00,https://www.linkedin.com/redir/redirect?url=fake,ある銀行
2026/11/20 10:25:00,http://198.51.100.77/login,ある銀行
2026/11/20 10:25:00,https://t.co/,ある銀行
`
const phishing = indexPhishing([{ name: 'list.csv', text: LIST }])
const found = (events: readonly SensorEvent[]): string[] =>
  sentencesOf(alertsOf(events, { intelligence: { phishing } }))

describe('a visit to a known fake is found', () => {
  test.each<[string, SensorEvent, string]>([
    [
      'by its name alone where TLS hides the page',
      tls({ serverName: 'login-bank.example' }),
      `phishing-site medium ×1 ${KIOSK} → login-bank.example [${KIOSK}] ${KIOSK} visited login-bank.example, row 2 of list.csv`,
    ],
    [
      'when its address is only looked up',
      dns({ name: 'login-bank.example' }),
      `phishing-site low ×1 ${KIOSK} → login-bank.example [${KIOSK}] ${KIOSK} looked up login-bank.example, row 2 of list.csv`,
    ],
    [
      'whatever page of it',
      http({ host: 'login-bank.example', path: '/other' }),
      `phishing-site medium ×1 ${KIOSK} → login-bank.example [${KIOSK}] ${KIOSK} visited login-bank.example, row 2 of list.csv`,
    ],
    [
      'when something was sent to it',
      http({ host: 'login-bank.example', path: '/jp', method: 'POST' }),
      `phishing-site high ×1 ${KIOSK} → login-bank.example [${KIOSK}] ${KIOSK} sent data to login-bank.example, row 2 of list.csv`,
    ],
    [
      'with or without www',
      tls({ serverName: 'card-bank.example' }),
      `phishing-site medium ×1 ${KIOSK} → card-bank.example [${KIOSK}] ${KIOSK} visited card-bank.example, row 3 of list.csv`,
    ],
    [
      'by a shortener’s very address',
      http({ host: 't.co', path: '/aBcDeF' }),
      `phishing-site medium ×1 ${KIOSK} → t.co [${KIOSK}] ${KIOSK} visited t.co, row 4 of list.csv`,
    ],
    [
      'by a form’s very address',
      http({ host: 'docs.google.com', path: '/forms/d/e/fake/viewform?usp=sf_link' }),
      `phishing-site medium ×1 ${KIOSK} → docs.google.com [${KIOSK}] ${KIOSK} visited docs.google.com, row 5 of list.csv`,
    ],
    [
      'by a page of a shared host with www',
      http({ host: 'www.linkedin.com', path: '/redir/redirect?url=fake' }),
      `phishing-site medium ×1 ${KIOSK} → www.linkedin.com [${KIOSK}] ${KIOSK} visited www.linkedin.com, row 7 of list.csv`,
    ],
    [
      'by a bare address',
      http({ host: '198.51.100.77', path: '/login' }),
      `phishing-site medium ×1 ${KIOSK} → 198.51.100.77 [${KIOSK}] ${KIOSK} visited 198.51.100.77, row 8 of list.csv`,
    ],
  ])('%s', (_name, event, sentence) => {
    expect(found([event])).toEqual([sentence])
  })
})

describe('nobody is accused for visiting a host that everybody uses', () => {
  test.each<[string, SensorEvent]>([
    ['a shortener by name', tls({ serverName: 't.co' })],
    ['a shortener looked up', dns({ name: 't.co' })],
    ['another short link', http({ host: 't.co', path: '/aBcDeG' })],
    ['a short link in other letters', http({ host: 't.co', path: '/abcdef' })],
    ['a shortener’s front page, which the list names too', http({ host: 't.co', path: '/' })],
    ['another document', http({ host: 'docs.google.com', path: '/forms/d/e/real/viewform' })],
    ['a host of the same company', tls({ serverName: 'mail.google.com' })],
    ['somebody’s page beside the fake one', http({ host: 'fake-bank.github.io', path: '/' })],
    ['the same host by name, under a suffix that is handed out', tls({ serverName: 'fake-bank.github.io' })],
    ['another tenant of the suffix', tls({ serverName: 'honest.github.io' })],
    ['a name that only ends alike', tls({ serverName: 'notlogin-bank.example' })],
    ['a name above the fake', dns({ name: 'example' })],
    ['another page of the professional network', http({ host: 'www.linkedin.com', path: '/in/kenta' })],
  ])('%s', (_name, event) => {
    expect(found([event])).toEqual([])
  })
})

describe('one device, one site, one day, one alert', () => {
  test('that shows the gravest deed, however the events came', () => {
    const events = [
      dns({ name: 'login-bank.example' }),
      tls({ at: MORNING + SECOND, serverName: 'login-bank.example' }),
      http({ at: MORNING + 2 * SECOND, host: 'login-bank.example', path: '/x', method: 'POST' }),
    ]
    const [alert, ...others] = alertsOf(events, { intelligence: { phishing } })
    expect(others).toEqual([])
    expect(alert).toMatchObject({
      severity: 'high',
      count: 3,
      evidence: { deed: 'sent data to', address: STRANGER, feed: { feed: 'list.csv', row: 2, note: 'ある銀行' } },
    })
    expect(alertsOf(events.toReversed(), { intelligence: { phishing } })).toEqual([alert])
  })

  test('another device or another day is another alert', () => {
    const visit = (changes: object) => tls({ serverName: 'login-bank.example', ...changes })
    const events = [visit({}), visit({ source: '192.168.1.24' }), visit({ at: MORNING + 24 * HOUR })]
    expect(alertsOf(events, { intelligence: { phishing } })).toHaveLength(3)
  })

  test('a site that moves has no single address', () => {
    const events = [STRANGER, '203.0.113.6', STRANGER].map((target, place) =>
      tls({ at: MORNING + place, target, serverName: 'login-bank.example' }),
    )
    expect(alertsOf(events, { intelligence: { phishing } })[0]?.evidence.address).toBe('')
  })
})
