import { describe, expect, test } from 'vitest'
import type { FlowEvent } from '#engine/event.ts'
import { alertsOf, sentencesOf } from '#test/support/detect.ts'
import { each, flow, HOUR, KIOSK, MINUTE, SECOND, SERVER, STRANGER } from '#test/support/events.ts'

const host = (number: number): string => `192.168.1.${number + 30}`
const abroad = (number: number): string => `198.51.${100 + Math.floor(number / 200)}.${(number % 200) + 1}`
const scans = (events: readonly FlowEvent[]): string[] => sentencesOf(alertsOf(events))

/** Each is a way to look for open doors, with the sentence an analyst reads. */
const SCANS: [string, FlowEvent[], string][] = [
  [
    'many ports of one computer, from the internet',
    each(12, SECOND, (at, port) => flow({ at, targetPort: port + 20 })),
    `port-scan low ×12 ${STRANGER} → ${KIOSK} [${KIOSK}] ${STRANGER} tried 12 different host:port (1 hosts, 12 ports) that did not answer or refused; 10 within 15 min are a scan`,
  ],
  [
    'one port of many computers, from the internet',
    each(12, SECOND, (at, number) => flow({ at, target: host(number), targetPort: 445 })),
    `port-scan low ×12 ${STRANGER} → * [-] ${STRANGER} tried 12 different host:port (12 hosts, 1 ports) that did not answer or refused; 10 within 15 min are a scan`,
  ],
  [
    'from one computer of the firm to others',
    each(12, SECOND, (at, number) =>
      flow({ at, source: KIOSK, target: host(number), targetPort: 3389, outcome: 'refused' }),
    ),
    `port-scan medium ×12 ${KIOSK} → * [${KIOSK}] ${KIOSK} tried 12 different host:port (12 hosts, 1 ports) that did not answer or refused; 10 within 15 min are a scan`,
  ],
  [
    'every knock tried twice',
    each(10, SECOND, (at, port) => [
      flow({ at, targetPort: port + 20 }),
      flow({ at: at + 500, targetPort: port + 20 }),
    ]).flat(),
    `port-scan low ×20 ${STRANGER} → ${KIOSK} [${KIOSK}] ${STRANGER} tried 10 different host:port (1 hosts, 10 ports) that did not answer or refused; 10 within 15 min are a scan`,
  ],
  [
    'patiently, over a day',
    each(120, 8 * MINUTE, (at, port) => flow({ at, targetPort: port + 1 })),
    `port-scan low ×120 ${STRANGER} → ${KIOSK} [${KIOSK}] ${STRANGER} tried 120 different host:port (1 hosts, 120 ports) that did not answer or refused; 10 within 15 min are a scan`,
  ],
  [
    'many ports of one host abroad',
    each(20, SECOND, (at, port) => flow({ at, source: KIOSK, target: STRANGER, targetPort: port + 20 })),
    `port-scan medium ×20 ${KIOSK} → ${STRANGER} [${KIOSK}] ${KIOSK} tried 20 different host:port (1 hosts, 20 ports) that did not answer or refused; 20 within 15 min are a scan`,
  ],
  [
    'one port of many hosts abroad, as a worm does',
    each(30, SECOND, (at, number) => flow({ at, source: KIOSK, target: abroad(number), targetPort: 23 })),
    `port-scan medium ×30 ${KIOSK} → * [${KIOSK}] ${KIOSK} tried 30 different host:port (30 hosts, 1 ports) that did not answer or refused; 30 within 15 min are a scan`,
  ],
  [
    'web servers abroad, by the hundred',
    each(300, SECOND, (at, number) => flow({ at, source: KIOSK, target: abroad(number), targetPort: 80 })),
    `port-scan medium ×300 ${KIOSK} → * [${KIOSK}] ${KIOSK} tried 300 different host:port (300 hosts, 1 ports) that did not answer or refused; 30 within 15 min are a scan`,
  ],
]

describe('a port scan is found', () => {
  test.each(SCANS)('%s', (_name, events, sentence) => {
    const [alert, ...others] = scans(events)
    expect(others).toEqual([])
    // Beyond 64 different things the figures are estimates.
    expect(rounded(alert ?? '')).toBe(rounded(sentence))
  })
})

const rounded = (sentence: string): string =>
  sentence.replace(/\b(\d{2,})(?= (?:different|hosts|ports))/g, (figure) => `~${Math.round(Number(figure) / 50)}`)

describe('nobody is accused of scanning', () => {
  test.each<[string, FlowEvent[]]>([
    ['nine doors', each(9, SECOND, (at, port) => flow({ at, targetPort: port + 20 }))],
    [
      'one door, again and again (monitoring of a server that is off)',
      each(500, MINUTE, (at) => flow({ at, source: KIOSK, target: SERVER, targetPort: 22 })),
    ],
    ['twelve doors over an hour', each(12, 6 * MINUTE, (at, port) => flow({ at, targetPort: port + 20 }))],
    ['doors that opened', each(200, SECOND, (at, port) => flow({ at, targetPort: port + 20, outcome: 'answered' }))],
    [
      'backscatter: answers to a made-up sender',
      each(200, SECOND, (at, port) => flow({ at, sourcePort: 443, targetPort: 40_000 + port, isMidway: true })),
    ],
    [
      'one-way UDP: syslog, discovery, late answers',
      each(200, SECOND, (at, port) => flow({ at, protocol: 'udp', targetPort: port + 20 })),
    ],
    [
      'pings',
      each(200, SECOND, (at, number) => flow({ at, protocol: 'icmp', target: host(number % 200), targetPort: 0 })),
    ],
    [
      'a spoofed flood: each sender one knock at one door',
      each(500, 10, (at, number) => flow({ at, source: abroad(number), target: KIOSK, targetPort: 80 })),
    ],
    [
      'many browsers on a half broken line',
      each(200, SECOND, (at, number) =>
        flow({ at, source: KIOSK, target: abroad(number), targetPort: number % 2 === 0 ? 443 : 80 }),
      ),
    ],
    [
      'file sharing: strangers each on a port of their own',
      each(300, SECOND, (at, number) =>
        flow({ at, source: KIOSK, target: abroad(number), targetPort: 10_000 + number * 37 }),
      ),
    ],
    [
      'file sharing: strangers on the usual port',
      each(200, SECOND, (at, number) =>
        flow({ at, source: KIOSK, target: abroad(number), targetPort: number % 3 === 0 ? 51_413 : 6881 }),
      ),
    ],
    [
      'passive FTP abroad that the firewall eats, a handful',
      each(15, SECOND, (at, port) => flow({ at, source: KIOSK, target: STRANGER, targetPort: 50_000 + port })),
    ],
    [
      'an office behind one address, each at another site abroad',
      each(25, SECOND, (at, number) => flow({ at, source: KIOSK, target: abroad(number), targetPort: 993 })),
    ],
  ])('%s', (_name, events) => {
    expect(scans(events)).toEqual([])
  })
})

describe('one scanner, one alert', () => {
  test('that grows while it goes on', () => {
    const events = each(2_000, 100, (at, port) => flow({ at, source: KIOSK, target: SERVER, targetPort: port + 1 }))
    const [alert, ...others] = alertsOf(events)
    expect(others).toEqual([])
    expect(alert).toMatchObject({
      count: 2_000,
      severity: 'high',
      device: KIOSK,
      firstSeenAt: events[0]?.at,
      lastSeenAt: events.at(-1)?.at,
    })
    expect(alert?.evidence.events).toHaveLength(30)
  })

  test('each day, because a day is what it covers', () => {
    const events = [0, 24 * HOUR].flatMap((later) =>
      each(12, SECOND, (at, port) => flow({ at: at + later, targetPort: port + 20 })),
    )
    expect(alertsOf(events).map(({ count }) => count)).toEqual([12, 12])
  })

  test('a scan across the turn of the day is found on both sides', () => {
    const turn = Date.UTC(2026, 10, 24, 19)
    const events = Array.from({ length: 12 }, (_, port) =>
      flow({ at: turn + (port - 6) * SECOND, targetPort: port + 20 }),
    )
    expect(alertsOf(events).map(({ count }) => count)).toEqual([6, 6])
  })

  test('two scanners are two', () => {
    const events = ['203.0.113.5', '203.0.113.6'].flatMap((source) =>
      each(12, SECOND, (at, port) => flow({ at, source, targetPort: port + 20 })),
    )
    expect(
      alertsOf(events)
        .map(({ source }) => source)
        .sort(),
    ).toEqual(['203.0.113.5', '203.0.113.6'])
  })
})
