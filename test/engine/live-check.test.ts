import { describe, expect, it, test } from 'vitest'
import type { Heartbeat } from '#engine/heartbeat.ts'
import { type LiveFacts, type LiveTrouble, liveCheck } from '#engine/live-check.ts'
import { joinedSights, NO_SIGHT, sightOf } from '#engine/sight.ts'
import { dns, flow } from '../support/events.ts'

const NOW = Date.UTC(2026, 10, 24, 1)
const MINUTE = 60_000
const BEAT: Heartbeat = {
  ...{ at: NOW - 20_000, clockAt: NOW - 20_400, uptimeS: 600, version: '1', configVersion: 1, refusedVersion: null },
  interfaces: [
    { name: 'eth0', role: 'talk', isUp: true, addresses: ['192.168.1.9/24'], gateway: '192.168.1.1' },
    { name: 'eth1', role: 'watch', isUp: true, addresses: [], gateway: null },
  ],
}
const pcs = (count: number): string[] => Array.from({ length: count }, (_, n) => `192.168.1.${20 + n}`)
const GOOD: LiveFacts = {
  ...{ now: NOW, beat: BEAT, linesAt: NOW - 30_000, lostShare: 0.001, declared: 8 },
  sight: { ...NO_SIGHT, talkers: ['192.168.1.9', ...pcs(8)], peers: 20 },
}
const seeing = (sight: Partial<LiveFacts['sight']>) => ({ sight: { ...NO_SIGHT, ...sight } })
const down = { ...BEAT, interfaces: BEAT.interfaces.map((one) => ({ ...one, isUp: one.role === 'talk' })) }

test.each<[string, Partial<LiveFacts>, LiveTrouble | number]>([
  ['everything as it should be', {}, 8],
  ['nothing known of how many there are', { declared: null, ...seeing({ talkers: pcs(1) }) }, 1],
  ['half of the computers', seeing({ talkers: pcs(4) }), 4],
  ['no heartbeat at all', { beat: undefined }, 'silent'],
  ['none for four minutes', { beat: { ...BEAT, at: NOW - 4 * MINUTE } }, 'silent'],
  ['a clock two minutes ahead', { beat: { ...BEAT, clockAt: BEAT.at + 2 * MINUTE } }, 'clock'],
  ['a clock an hour behind', { beat: { ...BEAT, clockAt: BEAT.at - 60 * MINUTE } }, 'clock'],
  ['lines that tell of the future', seeing({ talkers: pcs(8), isAhead: true }), 'clock'],
  ['the second cable out', { beat: down, ...seeing({}) }, 'cable'],
  ['no line of the log', { linesAt: null }, 'no-lines'],
  ['no line for six minutes', { linesAt: NOW - 6 * MINUTE }, 'no-lines'],
  ['nobody', seeing({}), 'no-mirror'],
  ['its own talk alone', seeing({ talkers: ['192.168.1.9'] }), 'no-mirror'],
  ['what is outside alone', seeing({ hasOutside: true }), 'outside'],
  ['one that speaks for all', seeing({ talkers: pcs(1), peers: 12 }), 'one-for-all'],
  ['one of eight, who speaks with few', seeing({ talkers: pcs(1), peers: 2 }), 'few'],
  ['three of eight', seeing({ talkers: pcs(3), peers: 30 }), 'few'],
  ['one of one, who speaks with many', { declared: 1, ...seeing({ talkers: pcs(1), peers: 30 }) }, 1],
  ['two in a hundred lost', { lostShare: 0.02 }, 'drops'],
  ['one in a hundred lost', { lostShare: 0.01 }, 8],
  // One thing at a time, and what comes first first.
  ['a wrong clock, and nobody', { beat: { ...BEAT, clockAt: 0 }, ...seeing({}) }, 'clock'],
  ['losses, and too few', { lostShare: 0.5, ...seeing({ talkers: pcs(2) }) }, 'drops'],
])('a box with %s', (_, facts, said) => {
  const verdict = liveCheck({ ...GOOD, ...facts })
  expect(verdict.kind === 'good' ? verdict.computers : verdict.what).toBe(said)
})

describe('whom a box sees', () => {
  const talk = (source: string, target: string, more: object = {}) =>
    flow({ source, target, outcome: 'answered', ...more })

  it('is who began a talk that was answered, not who was heard shouting', () => {
    const events = [
      talk('192.168.1.20', '192.0.2.7'),
      talk('192.168.1.21', '192.168.1.5'),
      talk('192.168.1.22', '192.0.2.7', { outcome: 'silent' }),
      talk('192.168.1.23', '239.255.255.250'),
      talk('192.168.1.24', '192.168.1.255'),
      talk('192.168.1.25', '192.0.2.7', { isMidway: true }),
      dns({ source: '192.168.1.26', target: '192.168.1.1', resultCode: 'NOERROR' }),
      dns({ source: '192.168.1.27', target: '192.168.1.1', resultCode: '' }),
    ]
    expect(sightOf(events, false)).toEqual({
      ...{ talkers: ['192.168.1.20', '192.168.1.21', '192.168.1.26'], peers: 1, hasOutside: false, isAhead: false },
    })
  })

  it('is nobody where both ends are outside', () => {
    expect(sightOf([talk('203.0.113.5', '192.0.2.7')], false)).toMatchObject({ talkers: [], hasOutside: true })
  })

  it('joins in any order, and as often as one likes', () => {
    const [one, other] = [
      sightOf([talk('192.168.1.20', '192.0.2.7')], true),
      sightOf([talk('192.168.1.21', '192.0.2.8'), talk('192.168.1.21', '192.0.2.9')], false),
    ]
    const both = joinedSights([one, other])
    expect(both).toEqual({ talkers: ['192.168.1.20', '192.168.1.21'], peers: 2, hasOutside: false, isAhead: true })
    expect(joinedSights([other, both, one, other])).toEqual(both)
  })
})
