import { describe, expect, test } from 'vitest'
import type { C2Feed } from '#engine/detect/feed.ts'
import { knownC2 } from '#engine/detect/rules/known-c2.ts'
import type { SensorEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import { dns, flow, HOUR, http, KIOSK, MORNING, STRANGER, tls } from '#test/support/events.ts'

const row = { feed: 'list', row: 7, entry: 'entry', note: 'QakBot' }
const when = (isListed: boolean) => (isListed ? row : undefined)
const c2: C2Feed = {
  byAddress: (address, port) => when(address === STRANGER && port === 8_080),
  byName: (name) => when(name === 'orders.example'),
  byJa3: (ja3) => when(ja3 === 'a'.repeat(32)),
  byCertificate: (sha1) => when(sha1 === 'b'.repeat(40)),
}
const options = { rules: [knownC2], intelligence: { c2 } }
const call = { source: KIOSK, target: STRANGER, targetPort: 8_080 }
const found = (events: SensorEvent[]): string[] => sentencesOf(alertsOf(events, options))

describe('a known server is recognised', () => {
  test.each<[string, SensorEvent, string, string, string]>([
    ['by address and port', flow({ ...call, outcome: 'answered' }), 'high', 'reached', `${STRANGER}:8080`],
    ['that did not answer', flow(call), 'medium', 'tried to reach', `${STRANGER}:8080`],
    ['by a name that is looked up', dns({ name: 'orders.example' }), 'low', 'looked up', 'orders.example'],
    ['by a web host', http({ host: 'orders.example' }), 'high', 'reached', 'orders.example'],
    [
      'by a web host without an answer',
      http({ host: 'orders.example', status: 0 }),
      'medium',
      'tried to reach',
      'orders.example',
    ],
    ['by the name within TLS', tls({ serverName: 'orders.example' }), 'high', 'reached', 'orders.example'],
    ['by its certificate', tls({ serverName: '', certificate: 'b'.repeat(40) }), 'high', 'reached', STRANGER],
    [
      'by how the malware says hello',
      tls({ serverName: '', ja3: 'a'.repeat(32) }),
      'medium',
      'resembles malware in its talk with',
      STRANGER,
    ],
  ])('%s', (_name, event, severity, deed, place) => {
    expect(found([event])).toEqual([
      `known-c2 ${severity} ×1 ${KIOSK} → ${place} [${KIOSK}] ${KIOSK} ${deed} ${place}, row 7 of list`,
    ])
  })

  test('and a day of it is one alert, however the events came', () => {
    const events = [flow(call), flow({ ...call, at: MORNING + HOUR, outcome: 'answered' })]
    const alerts = alertsOf(events, options)
    expect(alerts).toMatchObject([{ count: 2, severity: 'high', evidence: { feed: row } }])
    expect(alertsOf(events.toReversed(), options)).toEqual(alerts)
  })
})

test.each<[string, SensorEvent]>([
  ['the same address on another port', flow({ ...call, targetPort: 443, outcome: 'answered' })],
  ['somebody outside who knocks', flow({ source: '198.51.100.9', target: STRANGER, targetPort: 8_080 })],
  ['backscatter', flow({ ...call, isMidway: true })],
  ['an honest page', tls({})],
])('%s accuses nobody', (_name, event) => {
  expect(found([event])).toEqual([])
})
