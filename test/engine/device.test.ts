import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Holder, holderOf } from '#engine/device.ts'
import { createSightingLog } from '#engine/device-sightings.ts'
import type { AddressEvent, SensorEvent } from '#engine/event.ts'
import { address, HOUR, http, KIOSK, MINUTE, MORNING } from '#test/support/events.ts'

const [KEIRI, SOKO] = ['00:50:56:aa:bb:01', '00:50:56:aa:bb:02']
const at = (hours: number): number => MORNING + hours * HOUR
const seen = (mac: string, hours: number, changes: Partial<AddressEvent> = {}): AddressEvent =>
  address({ mac, at: at(hours), ...changes })
const named = (mac: string, hours: number, name: string, changes: Partial<AddressEvent> = {}): AddressEvent =>
  seen(mac, hours, { name, source: '', ...changes })

function holder(events: readonly SensorEvent[], hours: number, until = hours): Holder {
  const log = createSightingLog()
  log.note(events)
  return holderOf(KIOSK, { from: at(hours), until: at(until) }, log.sightings())
}

describe('who held an address', () => {
  it('is the last that was seen with it before', () => {
    expect(holder([seen(KEIRI, 0), named(KEIRI, 0, 'KEIRI-PC')], 3)).toEqual({
      kind: 'known',
      mac: KEIRI,
      name: 'KEIRI-PC',
    })
  })

  it('is the one at the time, when it changed hands', () => {
    const events = [seen(KEIRI, 0), named(KEIRI, 0, 'KEIRI-PC'), seen(SOKO, 3), named(SOKO, 3, 'SOKO-PC')]
    expect(holder(events, 1)).toMatchObject({ kind: 'known', name: 'KEIRI-PC' })
    expect(holder(events, 4)).toMatchObject({ kind: 'known', name: 'SOKO-PC' })
  })

  it('is in doubt, when it changed hands meanwhile, or two took turns', () => {
    const among = [KEIRI, SOKO].map((mac) => ({ mac, name: '' }))
    expect(holder([seen(KEIRI, 0), seen(SOKO, 3)], 2, 4)).toEqual({ kind: 'ambiguous', among })
    expect(holder([seen(KEIRI, 0), seen(SOKO, 1), seen(KEIRI, 2)], 1.5)).toEqual({ kind: 'ambiguous', among })
  })

  it('is no longer in doubt the day after two took turns', () => {
    const events = [seen(KEIRI, 0), seen(SOKO, 1), seen(KEIRI, 2), seen(SOKO, 23)]
    expect(holder(events, 24)).toMatchObject({ kind: 'known', mac: SOKO })
  })

  it('is only likely, when it was last seen with it days before, or first afterwards', () => {
    expect(holder([seen(KEIRI, 0)], 30)).toEqual({ kind: 'stale', mac: KEIRI, name: '', seenAt: at(0) })
    expect(holder([seen(KEIRI, 0)], -2)).toEqual({ kind: 'stale', mac: KEIRI, name: '', seenAt: at(0) })
  })

  it('is unknown, when nobody was seen with it for a week, or until two days later', () => {
    expect(holder([seen(KEIRI, 0)], 24 * 8)).toEqual({ kind: 'unknown' })
    expect(holder([seen(KEIRI, 48)], 0)).toEqual({ kind: 'unknown' })
    expect(holder([named(KEIRI, 0, 'KEIRI-PC')], 0)).toEqual({ kind: 'unknown' })
  })
})

describe('its kind', () => {
  const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
  const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X)'
  const said = (hours: number, userAgent: string): SensorEvent => http({ source: KIOSK, userAgent, at: at(hours) })
  it('is what its programs say on the days on which it has the address', () => {
    expect(holder([seen(KEIRI, 0), said(1, WINDOWS)], 3)).toEqual({
      kind: 'known',
      mac: KEIRI,
      name: '',
      saysKind: 'windows',
    })
    expect(holder([seen(KEIRI, 0), said(-48, WINDOWS)], 3)).toEqual({ kind: 'known', mac: KEIRI, name: '' })
  })

  it('is unknown where they say two things, as behind a router', () =>
    expect(holder([seen(KEIRI, 0), said(1, WINDOWS), said(1, IPHONE)], 3)).toEqual({
      kind: 'known',
      mac: KEIRI,
      name: '',
    }))

  it('is told of nobody without a device', () => expect(holder([said(0, WINDOWS)], 0)).toEqual({ kind: 'unknown' }))
})

describe('its name', () => {
  it('is what it called itself then, before what the network calls its address', () => {
    const events = [
      seen(KEIRI, 0),
      seen(KEIRI, 3, { name: 'host-23', via: 'arp' }),
      named(KEIRI, 0, 'KEIRI-PC'),
      named(KEIRI, 5, 'NEW-NAME'),
    ]
    expect(holder(events, 4)).toMatchObject({ name: 'KEIRI-PC' })
    expect(holder(events, 6)).toMatchObject({ name: 'NEW-NAME' })
  })

  it('may be heard after the fact', () => {
    expect(holder([seen(KEIRI, 0), named(KEIRI, 2, 'KEIRI-PC')], 1)).toMatchObject({ name: 'KEIRI-PC' })
  })
})

test('in which order, and how often it was told, does not show', () => {
  const moment = fc.record({
    hours: fc.integer({ min: -48, max: 48 }),
    mac: fc.constantFrom(KEIRI, SOKO),
    name: fc.constantFrom('', 'a', 'b'),
    source: fc.constantFrom(KIOSK, ''),
    via: fc.constantFrom('dhcp' as const, 'arp' as const),
  })
  const events = fc.array(moment, { maxLength: 20 }).chain((moments) => {
    const told = moments.map(({ hours, ...rest }) => address({ ...rest, at: at(hours) + 7 * MINUTE }))
    const again = fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 })
    return fc.tuple(fc.constant(told), again)
  })
  fc.assert(
    fc.property(events, fc.integer({ min: -24, max: 24 }), ([told, again], hours) => {
      expect(holder(again, hours, hours + 2)).toEqual(holder(told, hours, hours + 2))
    }),
  )
})
