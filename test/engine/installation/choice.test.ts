import { describe, expect, test } from 'vitest'
import { choiceFor, type PlaceFacts } from '#engine/installation/choice.ts'

/** The smallest office: a router and nothing else. */
const ROUTER_ONLY: PlaceFacts = { place: 'office', router: 'yes', switch: 'no', ports: null, mirror: 'no' }
const UNKNOWN = { router: 'unknown', switch: 'unknown', mirror: 'unknown' } as const

describe('the sensor that fits a place (R-050)', () => {
  test.each<[string, Partial<PlaceFacts>, string]>([
    ['a mirror port: ①', { switch: 'yes', ports: 8, mirror: 'yes' }, 'office none mirror-port'],
    ['a mirror port on the router itself: ①', { mirror: 'yes' }, 'office none mirror-port'],
    ['a mirror port, whatever else nobody knows: ①', { ...UNKNOWN, mirror: 'yes' }, 'office none mirror-port'],
    ['a switch without one, 5 ports: ① + ④ (8)', { switch: 'yes', ports: 5 }, 'office switch-8 mirror-added'],
    ['… 8 ports: ① + ④ (8)', { switch: 'yes', ports: 8 }, 'office switch-8 mirror-added'],
    ['… 9 ports: ① + ④ (16)', { switch: 'yes', ports: 9 }, 'office switch-16 mirror-added'],
    ['… 48 ports: ① + ④ (16)', { switch: 'yes', ports: 48 }, 'office switch-16 mirror-added'],
    ['a router only: ②', {}, 'small-office none router-only'],
    ['a router only, and nobody has heard of a mirror port: ②', { mirror: 'unknown' }, 'small-office none router-only'],
    [
      'a switch of which nobody knows more: ① + ④ (8)',
      { switch: 'yes', mirror: 'unknown' },
      'office switch-8 mirror-added',
    ],
    ['a place of which nobody knows anything: ②', UNKNOWN, 'small-office none unsure'],
    ['a router, and perhaps a switch: ②', { switch: 'unknown' }, 'small-office none unsure'],
    ['a home: ③', { place: 'home' }, 'home none at-home'],
    ['a home of which nothing is known: ③', { place: 'home', ...UNKNOWN }, 'home none at-home'],
  ])('%s', (_, facts, expected) => {
    const choice = choiceFor({ ...ROUTER_ONLY, ...facts })
    expect(choice.kind === 'chosen' && `${choice.device} ${choice.needsSwitch} ${choice.reason}`).toBe(expected)
  })

  test('without a router nothing can stand below it, and somebody must look', () => {
    expect(choiceFor({ ...ROUTER_ONLY, router: 'no' })).toEqual({ kind: 'ask', missing: 'router' })
  })
})
