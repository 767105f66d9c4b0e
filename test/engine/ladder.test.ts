import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deskHours, reminderHours } from '#engine/calendar/hours.ts'
import { DEFAULT_LADDER, readLadder, timeline } from '#engine/ladder.ts'
import { proofRuns } from '#test/support/proof.ts'

const daytime = reminderHours('Asia/Tokyo')
const hours = { daytime, desk: deskHours({ timezone: 'Asia/Tokyo', holidays: new Set(['2027-01-01']) }) }
const japan = (text: string): number => Date.parse(`${text}:00+09:00`)
const shown = (at: number): string => new Date(at + 9 * 3_600_000).toISOString().slice(0, 16)
const rungs = (severity: 'high' | 'medium' | 'low', sentAt: string): string[] =>
  timeline(DEFAULT_LADDER[severity], japan(sentAt), hours).map(({ at, action }) => `${shown(at)} ${action}`)

describe('when nobody answers', () => {
  test.each<['high' | 'medium' | 'low', string, string[]]>([
    [
      'high',
      '2026-11-24T10:00',
      [
        '2026-11-24T10:10 remind',
        '2026-11-24T10:20 second-contact',
        '2026-11-24T10:30 on-call',
        '2026-11-24T10:30 desk-task',
      ],
    ],
    [
      'high',
      '2026-11-24T02:10',
      [
        '2026-11-24T02:20 remind',
        '2026-11-24T02:20 on-call',
        '2026-11-24T02:30 second-contact',
        '2026-11-24T02:40 on-call',
        '2026-11-24T02:40 desk-task',
      ],
    ],
    [
      'high',
      '2026-12-31T23:55',
      [
        '2027-01-01T00:05 remind',
        '2027-01-01T00:05 on-call',
        '2027-01-01T00:15 second-contact',
        '2027-01-01T00:25 on-call',
        '2027-01-01T00:25 desk-task',
      ],
    ],
    [
      'medium',
      '2026-11-24T10:00',
      ['2026-11-24T14:00 remind', '2026-11-24T18:00 second-contact', '2026-11-25T11:00 desk-task'],
    ],
    [
      'medium',
      '2026-11-24T02:10',
      ['2026-11-24T13:00 remind', '2026-11-24T17:00 second-contact', '2026-11-25T10:00 desk-task'],
    ],
    [
      'medium',
      '2026-11-24T19:00',
      ['2026-11-25T12:00 remind', '2026-11-25T16:00 second-contact', '2026-11-25T20:00 desk-task'],
    ],
    [
      'medium',
      '2026-11-23T10:00',
      ['2026-11-23T14:00 remind', '2026-11-23T18:00 second-contact', '2026-11-24T11:00 desk-task'],
    ],
    [
      'low',
      '2026-11-24T10:00',
      ['2026-11-27T10:00 remind', '2026-11-28T10:00 second-contact', '2026-11-29T10:00 desk-task'],
    ],
    [
      'low',
      '2026-11-24T21:00',
      ['2026-11-27T20:00 remind', '2026-11-28T20:00 second-contact', '2026-11-29T20:00 desk-task'],
    ],
  ])('%s, sent %s', (severity, sentAt, expected) => {
    expect(rungs(severity, sentAt)).toEqual(expected)
  })

  test('whenever it was sent, the ladder climbs in order, by day where it counts by day, and ends at the desk', () => {
    const sent = fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2035, 0, 1) })
    fc.assert(
      fc.property(sent, fc.constantFrom('high', 'medium', 'low'), (sentAt, severity) => {
        const climbed = timeline(DEFAULT_LADDER[severity as 'high'], sentAt, hours)
        expect(climbed.at(-1)?.action).toBe('desk-task')
        climbed.reduce((before, { at }) => {
          expect(at).toBeGreaterThanOrEqual(before)
          return at
        }, sentAt + 1)
        if (severity !== 'high')
          for (const { at } of climbed) {
            const minute = Math.floor(at / 60_000 + 540) % 1_440
            expect(minute).toBeGreaterThanOrEqual(540)
            expect(minute).toBeLessThanOrEqual(1_200)
          }
      }),
      { numRuns: proofRuns(300, 20_000) },
    )
  })
})

describe('a ladder that somebody edited', () => {
  const step = { afterMinutes: 10, counts: 'wall', action: 'desk-task' }
  const with_ = (steps: unknown) => ({ high: steps, medium: [step], low: [step] })

  test('is read as it was written', () => {
    expect(readLadder(JSON.parse(JSON.stringify(DEFAULT_LADDER)))).toEqual(DEFAULT_LADDER)
  })

  test.each<[string, unknown, string]>([
    ['no object', 'ladder', 'not-a-ladder'],
    ['nothing', null, 'not-a-ladder'],
    ['a severity missing', { high: [step], medium: [step] }, 'severity-missing'],
    ['no steps', with_([]), 'no-steps'],
    ['thirteen steps', with_(Array(13).fill(step)), 'too-many-steps'],
    ['a step that is none', with_([7]), 'not-a-ladder'],
    ['no wait', with_([{ ...step, afterMinutes: 0 }]), 'bad-wait'],
    ['a wait that is no number', with_([{ ...step, afterMinutes: '10' }]), 'bad-wait'],
    ['an endless wait', with_([{ ...step, afterMinutes: Number.POSITIVE_INFINITY }]), 'bad-wait'],
    ['a wait of years', with_([{ ...step, afterMinutes: 1_000_000 }]), 'bad-wait'],
    ['another clock', with_([{ ...step, counts: 'moon' }]), 'bad-counts'],
    ['another act', with_([{ ...step, action: 'shout' }]), 'bad-action'],
    ['a step before the one before', with_([{ ...step, afterMinutes: 20 }, step]), 'not-in-order'],
    ['nobody at its end', with_([{ ...step, action: 'remind' }]), 'ends-without-a-person'],
  ])('%s is refused', (_name, value, fault) => {
    expect(readLadder(value)).toBe(fault)
  })
})
