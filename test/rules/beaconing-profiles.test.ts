import { describe, expect, test } from 'vitest'
import { RULES } from '#engine/detect/rules/index.ts'
import type { SensorEvent } from '#engine/event.ts'
import { chanceOf } from '#test/crash/chance.ts'
import { detector, finalAlerts } from '#test/support/detect.ts'
import { dns, flow, HOUR, http, KIOSK, MINUTE, MORNING, STRANGER } from '#test/support/events.ts'

/**
 * What published frameworks do when nobody changes anything: how long their agents sleep, shortest and longest, as their own
 * sources say.
 */
const PROFILES: readonly (readonly [name: string, shortestMs: number, longestMs: number])[] = [
  // Its default profile: sleeptime 60000, jitter 0.
  ['Cobalt Strike', 60_000, 60_000],
  // BishopFox/sliver, `generate beacon`: seconds 60, and up to 30 more (jitter).
  ['Sliver', 60_000, 90_000],
  // BC-SECURITY/Empire, listeners/http: DefaultDelay 5, DefaultJitter 0.0.
  ['Empire', 5_000, 5_000],
  // cobbr/Covenant, Launcher.cs: Delay 5, JitterPercent 10.
  ['Covenant', 4_500, 5_500],
  // MythicC2Profiles/http, builder.go: callback_interval 10, callback_jitter 23 (per cent).
  ['Mythic', 7_700, 12_300],
  // nettitude/PoshC2, config-template.yml: DefaultSleep 5s, Jitter 0.20.
  ['PoshC2', 4_000, 6_000],
  // Ne0nd0g/merlin-agent, main.go: sleep 30s, and up to 3000 ms more (skew).
  ['Merlin', 30_000, 33_000],
  // HavocFramework/Havoc, profiles/havoc.yaotl: Sleep 2, Jitter 15.
  ['Havoc', 1_700, 2_300],
]

const LENGTH_MS = 4 * HOUR
/** Ours, too, are asked for, so that a name may be missed. */
const others = dns({ at: MORNING - HOUR, name: 'www.example.jp', answers: ['198.51.100.7'] })
const named = (name: string) => dns({ at: MORNING - MINUTE, name, answers: [STRANGER] })
const call = (at: number, targetPort = 443) =>
  flow({ at, source: KIOSK, target: STRANGER, targetPort, outcome: 'answered', service: 'tls' })

/** How an agent may come to its master. */
const WAYS: Readonly<Record<string, (times: readonly number[]) => SensorEvent[]>> = {
  'a bare address': (times) => times.map((at) => call(at)),
  'a plain name, an odd port': (times) => [named('orders.example'), ...times.map((at) => call(at, 8_888))],
  'a dynamic name': (times) => [named('orders.duckdns.org'), ...times.map((at) => call(at))],
  'a plain name, openly': (times) => [
    named('orders.example'),
    ...times.map((at) => http({ at, target: STRANGER, host: 'orders.example' })),
  ],
  'a plain name within TLS': (times) => [named('orders.example'), ...times.map((at) => call(at))],
}

function timesOf(shortestMs: number, longestMs: number): number[] {
  const chance = chanceOf(20_261_124)
  const times: number[] = []
  for (let at = MORNING; at < MORNING + LENGTH_MS; at += shortestMs + chance.below(longestMs - shortestMs + 1))
    times.push(at)
  return times
}

function severityOf(events: readonly SensorEvent[]): string {
  const running = detector({ rules: RULES })
  const alerts = finalAlerts([running.detect([others, ...events]), running.finish()])
  expect(alerts.filter(({ kind }) => kind !== 'known-c2')).toEqual([])
  return alerts[0]?.severity ?? 'not found'
}

test.each(PROFILES)(
  '%s as it comes is found wherever its master has no plain name within TLS',
  (_name, shortest, longest) => {
    const times = timesOf(shortest, longest)
    const found = Object.entries(WAYS).map(([way, events]) => [way, severityOf(events(times))])
    expect(Object.fromEntries(found)).toEqual({
      'a bare address': 'medium',
      'a plain name, an odd port': 'medium',
      'a dynamic name': 'medium',
      'a plain name, openly': 'low',
      // Whole days of honest programs look like this; only a list knows better.
      'a plain name within TLS': 'not found',
    })
  },
)

describe('a session that is held open', () => {
  const held = (targetPort: number): SensorEvent =>
    flow({ ...call(MORNING + LENGTH_MS, targetPort), startedAt: MORNING, service: '', bytesToSource: 200_000 })

  test.each([
    // Metasploit, Msf::Handler::ReverseTcp: LPORT 4444.
    ['Meterpreter', 4_444],
    // BishopFox/sliver, DefaultMTLSLPort 8888.
    ['Sliver', 8_888],
  ])('of %s is found at a bare address, and not under a plain name', (_name, port) => {
    expect(severityOf([held(port)])).toBe('medium')
    expect(severityOf([named('orders.duckdns.org'), held(port)])).toBe('medium')
    expect(severityOf([named('orders.example'), held(port)])).toBe('not found')
    expect(severityOf([held(443)])).toBe('not found')
  })
})
