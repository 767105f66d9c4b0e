import { describe, expect, it, test } from 'vitest'
import {
  apply,
  type ConfigEvent,
  FIRST_CONFIG,
  type Heard,
  linesOf,
  type Outlook,
  outlookOf,
  refusalOf,
  replay,
  type Settings,
} from '#engine/sensor-config.ts'

const SASAKI = { personId: 'sasaki', name: '佐々木' }
const MINUTE = 60_000
const FIXED: Settings = {
  address: { mode: 'fixed', address: '192.168.1.50/24', gateway: '192.168.1.1' },
  wifi: { isOn: true, channel: 'auto' },
}
const asked: ConfigEvent = { kind: 'requested', settings: FIXED, at: 0, by: SASAKI }
const then = (kind: 'fetched' | 'applied' | 'confirmed', at: number): ConfigEvent => ({ kind, at, by: SASAKI })
const undone: ConfigEvent = { kind: 'undone', why: 'asked', at: 9, by: SASAKI }

const ASKED = replay([asked])
const FETCHED = replay([asked, then('fetched', 0)])
const APPLIED = replay([asked, then('fetched', 0), then('applied', MINUTE)])
const CONFIRMED = replay([asked, then('fetched', 0), then('applied', 1), then('confirmed', 2)])

test.each<[string, typeof ASKED, ConfigEvent, string | undefined]>([
  ['as it came', FIRST_CONFIG, asked, undefined],
  ['as it came', FIRST_CONFIG, { ...asked, settings: FIRST_CONFIG.settings }, 'already'],
  ['as it came', FIRST_CONFIG, undone, 'nothing'],
  ['asked for', ASKED, asked, 'under-way'],
  ['asked for', ASKED, then('confirmed', 1), 'nothing'],
  ['asked for', ASKED, undone, undefined],
  ['applied', APPLIED, { ...asked, settings: FIRST_CONFIG.settings }, 'under-way'],
  ['applied', APPLIED, then('confirmed', 1), undefined],
  ['confirmed', CONFIRMED, { ...asked, settings: FIRST_CONFIG.settings }, undefined],
  ['confirmed', CONFIRMED, undone, undefined],
])('a box whose settings are %s: %#', (_, config, event, refusal) => {
  expect(refusalOf(config, event)).toBe(refusal)
})

it('what is undone comes back under a new number, so that no box mistakes it for what it has', () => {
  expect(apply(APPLIED, undone)).toMatchObject({ version: 3, settings: FIRST_CONFIG.settings, change: null })
  expect(apply(CONFIRMED, undone)).toMatchObject({ version: 3, settings: FIRST_CONFIG.settings })
})

describe('R-054: what becomes of a change', () => {
  const heard = (at: number, configVersion: number, refusedVersion: number | null = null): Heard => ({
    ...{ at, configVersion, refusedVersion },
  })
  test.each<[string, typeof ASKED, Heard | undefined, number, Outlook]>([
    ['nobody asked', FIRST_CONFIG, undefined, 0, { kind: 'over' }],
    ['confirmed', CONFIRMED, undefined, 99 * MINUTE, { kind: 'over' }],
    ['not fetched yet', ASKED, heard(MINUTE, 1), MINUTE, { kind: 'wait', until: 24 * 60 * MINUTE }],
    ['not fetched for a day', ASKED, heard(0, 1), 24 * 60 * MINUTE, { kind: 'undo', why: 'unfetched' }],
    ['fetched and silent', FETCHED, heard(-1, 1), 9 * MINUTE, { kind: 'wait', until: 10 * MINUTE }],
    ['silent for ten minutes', FETCHED, heard(-1, 1), 10 * MINUTE, { kind: 'undo', why: 'silent' }],
    ['heard with the old ones alone', FETCHED, heard(9 * MINUTE, 1), 10 * MINUTE, { kind: 'undo', why: 'silent' }],
    ['heard with the new ones', FETCHED, heard(MINUTE, 2), MINUTE, { kind: 'happens', event: 'applied' }],
    ['refused by the box', FETCHED, heard(MINUTE, 1, 2), MINUTE, { kind: 'undo', why: 'box' }],
    ['refused once, of another change', FETCHED, heard(MINUTE, 1, 1), MINUTE, { kind: 'wait', until: 10 * MINUTE }],
    ['at work', APPLIED, heard(2 * MINUTE, 2), 2 * MINUTE, { kind: 'wait', until: 12 * MINUTE }],
    ['at work for ten minutes', APPLIED, heard(11 * MINUTE, 2), 11 * MINUTE, { kind: 'happens', event: 'confirmed' }],
    ['at work, then silent', APPLIED, heard(5 * MINUTE, 2), 11 * MINUTE, { kind: 'wait', until: 15 * MINUTE }],
    ['silent for ten minutes since', APPLIED, heard(5 * MINUTE, 2), 15 * MINUTE, { kind: 'undo', why: 'silent' }],
  ])('%s', (_, config, said, now, outlook) => {
    expect(outlookOf(config, said, now)).toEqual(outlook)
  })
})

it('is told to a box that reads no JSON line by line', () => {
  expect(linesOf(ASKED)).toBe(
    'version=2\naddress=fixed\nip=192.168.1.50/24\ngateway=192.168.1.1\nwifi=on\nchannel=auto\n',
  )
})
