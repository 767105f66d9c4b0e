import { describe, expect, it } from 'vitest'
import type { Called, Unspoken } from '#engine/roll-call.ts'
import { concluded, FRESH_CALL, type Heard, hear, nextOf, toAskOf, turnOf } from '#engine/whose-call.ts'

const pc = (mac: string, name = 'DESKTOP-7Q12ABC'): Unspoken => ({ mac, name, kinds: [], entry: undefined })
const called = (personId: string, day: string): Called => ({ personId, day, isNone: false })
const oikawa = { personId: 'oikawa', name: '及川' }
const kikuchi = { personId: 'kikuchi', name: '菊池' }
const PCS = [pc('01'), pc('02', 'KEIRI-PC')]
const NOW = Date.parse('2026-11-30T10:00:00+09:00')
const said = (...all: Heard[]) =>
  all.reduce((call, heard, place) => hear(call, heard, place === 0 ? oikawa : kikuchi, NOW + place), FRESH_CALL)

describe('whose the PCs are, asked by telephone', () => {
  it.each<[string, { toAsk?: Unspoken[]; days?: string[]; isAsking?: boolean }, string]>([
    ['comes once chat has asked on two days', { days: ['2026-11-25', '2026-11-27'] }, 'now'],
    ['waits for the answers of the day', { days: ['2026-11-27', '2026-11-30'] }, 'later'],
    ['waits while chat asks once more', { days: ['2026-11-27'] }, 'later'],
    ['comes after one where chat asks nobody any more', { days: ['2026-11-27'], isAsking: false }, 'now'],
    ['waits for the answers of that one, too', { days: ['2026-11-30'], isAsking: false }, 'later'],
    ['comes to nobody whom chat has not asked', { days: [] }, 'never'],
    ['does not count what was asked long ago', { days: ['2026-09-25', '2026-11-27'] }, 'later'],
    ['comes to nobody of whom only long ago was asked', { days: ['2026-09-25'], isAsking: false }, 'never'],
    ['comes to nobody whose PCs are all known', { toAsk: [], days: ['2026-11-25', '2026-11-27'] }, 'never'],
  ])('%s', (_name, { toAsk = PCS, days = [], isAsking = true }, turn) => {
    const all = days.flatMap((day) => [called('sasaki', day), called('chiba', day)])
    expect(turnOf(toAsk, { called: all, today: '2026-11-30', isAsking })).toBe(turn)
  })

  it.each<[string, { people: string[]; devices: Unspoken[]; owners: string[] }, string[]]>([
    ['a PC by its name', { people: ['sasaki', 'chiba'], devices: PCS, owners: [] }, ['01', '02']],
    ['none where everybody has left', { people: [], devices: PCS, owners: [] }, []],
    ['none by a number alone', { people: ['sasaki', 'chiba'], devices: [pc('01', '')], owners: [] }, []],
    [
      'the last one of the last person',
      { people: ['sasaki', 'chiba'], devices: [pc('01', '')], owners: ['chiba'] },
      ['01'],
    ],
    ['not two nameless ones of one', { people: ['sasaki'], devices: [pc('01', ''), pc('02', '')], owners: [] }, []],
  ])('asks about %s', (_name, { people, ...unclaimed }, macs) => {
    expect(toAskOf(people, unclaimed).map(({ mac }) => mac)).toEqual(macs)
  })

  it.each<[string, Heard[], Partial<ReturnType<typeof said>>]>([
    [
      'whoever says the first word has it',
      [{ kind: 'taken' }, { kind: 'unknown', mac: '01' }],
      { takenBy: oikawa, end: null },
    ],
    ['a call that nobody picks up is nobody’s', [{ kind: 'missed' }, { kind: 'missed' }], { takenBy: null, end: null }],
    [
      'five of them end it',
      Array.from({ length: 5 }, () => ({ kind: 'missed' }) as const),
      { end: 'not-reached', endedAt: NOW + 4 },
    ],
    ['who wants no calls gets none', [{ kind: 'declined' }], { end: 'declined', endedAt: NOW }],
    ['who hangs up was asked', [{ kind: 'known', mac: '01' }, { kind: 'done' }], { end: 'asked', known: ['01'] }],
    ['what is over stays so', [{ kind: 'declined' }, { kind: 'known', mac: '01' }], { end: 'declined', known: [] }],
  ])('%s', (_name, heard, expected) => expect(said(...heard)).toMatchObject(expected))

  it('asks about one after the other, and is over after the last', () => {
    expect(nextOf(FRESH_CALL, PCS)?.mac).toBe('01')
    const half = said({ kind: 'unknown', mac: '01' })
    expect(nextOf(half, PCS)?.mac).toBe('02')
    expect(concluded(half, PCS, NOW).end).toBeNull()
    const whole = hear(half, { kind: 'known', mac: '02' }, oikawa, NOW)
    expect(concluded(whole, [pc('01')], NOW)).toMatchObject({ end: 'asked', endedAt: NOW })
  })

  it('is not needed where chat was quicker', () => {
    expect(concluded(FRESH_CALL, [], NOW)).toMatchObject({ end: 'needless', endedAt: NOW })
    expect(concluded(said({ kind: 'declined' }), [], NOW).end).toBe('declined')
  })
})
