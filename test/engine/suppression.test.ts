import { describe, expect, test } from 'vitest'
import type { Case } from '#engine/case.ts'
import { type JudgedCase, quietedBy, type Suppression, suggestionFor, whyLoud } from '#engine/suppression.ts'

const NOW = Date.UTC(2026, 10, 24, 1)
const DAY = 86_400_000
const PC = '192.168.1.23'
const PRINTER = '192.168.1.40'
const SCANNER = '203.0.113.5'

const open = (changes: Partial<Case> = {}): Case => ({
  ...{ id: 'case-4', regionId: 'iwate', firmId: 'sasaki', kind: 'port-scan', device: PC, counterpart: SCANNER },
  ...{
    windowStart: NOW,
    firstSeenAt: NOW,
    lastSeenAt: NOW,
    state: 'new',
    severity: 'low',
    alertCount: 1,
    eventCount: 20,
  },
  ...{
    claimedBy: null,
    claimedAt: null,
    decisionRevision: 0,
    next: 'analysts',
    desk: null,
    call: null,
    advisory: null,
    closedAt: null,
  },
  ...{ sight: null, learned: null, lostShare: null, quietBy: null },
  ...changes,
})
const judged = (changes: Partial<JudgedCase> = {}): JudgedCase => ({
  ...{ firmId: 'sasaki', device: PC, counterpart: SCANNER, eventCount: 30, verdict: 'false-alarm' },
  ...changes,
})
const thrice = (changes: Partial<JudgedCase> = {}): JudgedCase[] => [judged(changes), judged(changes), judged(changes)]
const elsewhere = [judged({ firmId: 'nanbu' }), judged({ device: PRINTER }), judged({ firmId: 'kesen' })]

describe('what could be kept quiet', () => {
  test.each<[string, Case, JudgedCase[], object | undefined]>([
    [
      'the pair that was a false alarm three times',
      open(),
      thrice(),
      { device: PC, counterpart: SCANNER, eventsMax: 300 },
    ],
    ['two are too few', open(), thrice().slice(1), undefined],
    [
      'the device, when the other side differs each time',
      open(),
      [...thrice().slice(1), judged({ counterpart: '198.51.100.7' })],
      { device: PC, counterpart: '' },
    ],
    ['the device, when the other side is many', open({ counterpart: '' }), thrice(), { device: PC, counterpart: '' }],
    ['nothing that was real even once', open(), [...thrice(), judged({ verdict: 'confirmed' })], undefined],
    ['nothing that was last watched', open(), [judged({ verdict: 'watched' }), ...thrice()], undefined],
    ['what was watched before the last three', open(), [...thrice(), judged({ verdict: 'watched' })], { device: PC }],
    ['nothing grave', open({ severity: 'high' }), thrice(), undefined],
    ['nothing that is decided', open({ state: 'false-alarm' }), thrice(), undefined],
    ['nothing whose notice waits for a second analyst', open({ next: 'second-analyst' }), thrice(), undefined],
    ['the place, judged so on several devices', open(), elsewhere, { firmId: '', device: '', counterpart: SCANNER }],
    ['not the place for one device of another firm', open(), thrice({ firmId: 'nanbu' }), undefined],
    ['not the many', open({ counterpart: '', device: PRINTER }), elsewhere, undefined],
    ['not a device that is none', open({ device: '', counterpart: '' }), thrice({ device: '' }), undefined],
    ['room for ten times the largest', open({ eventCount: 50 }), thrice(), { eventsMax: 500 }],
  ])('%s', (_name, subject, past, expected) => {
    const found = suggestionFor(subject, past)
    if (expected) expect(found).toMatchObject({ kind: 'port-scan', ...expected })
    else expect(found).toBeUndefined()
  })
})

const quiet = (changes: Partial<Suppression> = {}): Suppression => ({
  ...{
    id: 'quiet-1',
    regionId: 'iwate',
    firmId: 'sasaki',
    kind: 'port-scan',
    device: PC,
    counterpart: SCANNER,
    eventsMax: 300,
  },
  ...{
    caseId: 'case-4',
    acceptedBy: { personId: 'ono', name: '小野' },
    acceptedAt: NOW - DAY,
    expiresAt: NOW + 29 * DAY,
  },
  ...{ endedAt: null, endedBy: null },
  ...changes,
})

describe('a case makes its card all the same', () => {
  test.each<[string, Partial<Suppression>, Partial<Case>, string | undefined]>([
    ['not within the scope', {}, {}, undefined],
    ['when it is grave', {}, { severity: 'high' }, 'grave'],
    ['when it is of another kind', {}, { kind: 'url-scan' }, 'other'],
    ['when it is on another device', {}, { device: PRINTER }, 'other'],
    ['when it is of another firm', {}, { firmId: 'nanbu' }, 'other'],
    ['when the other side is another', {}, { counterpart: '198.51.100.7' }, 'other'],
    ['when there are several other sides', {}, { counterpart: '' }, 'other'],
    ['not when any other side will do', { counterpart: '' }, { counterpart: '' }, undefined],
    ['not at any firm for a place', { firmId: '', device: '' }, { firmId: 'nanbu', device: PRINTER }, undefined],
    ['when it outgrows what was judged', {}, { eventCount: 301 }, 'grown'],
    ['not at the very limit', {}, { eventCount: 300 }, undefined],
    ['when the time is over', { expiresAt: NOW }, {}, 'ended'],
    ['when somebody ended it', { endedAt: NOW - 1 }, {}, 'ended'],
  ])('%s', (_name, suppression, subject, expected) => {
    expect(whyLoud(quiet(suppression), open(subject), NOW)).toBe(expected)
  })

  test('and of two that keep it quiet the first accepted counts', () => {
    const all = [quiet({ id: 'quiet-2' }), quiet({ id: 'quiet-1' }), quiet({ id: 'quiet-0', acceptedAt: NOW })]
    expect(quietedBy(all, open(), NOW)?.id).toBe('quiet-1')
    expect(quietedBy(all.toReversed(), open(), NOW)?.id).toBe('quiet-1')
    expect(quietedBy([quiet({ kind: 'url-scan' })], open(), NOW)).toBeUndefined()
  })
})
