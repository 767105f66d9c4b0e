import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ADVISORY_KINDS, ALERT_KINDS, HEALTH_CHECK_KINDS, type Severity } from '#engine/alert.ts'
import type { CaseState } from '#engine/case.ts'
import {
  type Counted,
  countMonth,
  coverageOf,
  FINDINGS,
  type Figures,
  findingOf,
  type Grade,
  gradeOf,
  type SeenCase,
  type Watched,
} from '#engine/health-check.ts'
import { comparedWith, middleOf, trendUntil } from '#engine/health-comparison.ts'
import { firstTask, type Task, type TaskCase, taskFor } from '#engine/health-task.ts'

const at = (day: string): number => Date.parse(`${day}T10:00:00+09:00`)
const monthOf = (month: string) => ({
  from: Date.parse(`${month}-01T00:00:00+09:00`),
  until: Temporal.PlainDate.from(`${month}-01`).add({ months: 1 }).toZonedDateTime('Asia/Tokyo').epochMilliseconds,
})

const WATCHED: Figures = {
  ...{ coverage: 0.98, devices: 5, securityEvents: 12, trafficEvents: 30 },
  unseen: { dark: [], bare: [], lossyHours: 0 },
}

function found(day: string, more: Partial<SeenCase> = {}): SeenCase {
  const { state = 'advised' } = more
  const isSettled = state === 'advised' || state === 'closed' || state === 'false-alarm'
  return {
    ...{ id: `case_${day}`, kind: 'cleartext-credentials', severity: 'low', state },
    ...{ firstSeenAt: at(day), lastSeenAt: at(day), closedAt: isSettled ? at(day) : null },
    ...{ isOurs: false, isQuiet: false },
    ...more,
  }
}
const grave = (day: string, more: Partial<SeenCase> = {}) =>
  found(day, { kind: 'phishing-site', severity: 'medium', state: 'notified', ...more })

const midnight = monthOf('2026-11').from
const heard = (possibleMinutes: number, coveredMinutes: number) => ({ possibleMinutes, coveredMinutes })

const counted = (month: string, cases: SeenCase[], figures: Partial<Figures> = {}): Counted =>
  countMonth(cases, { ...WATCHED, ...figures }, monthOf(month))

describe('a month of each letter', () => {
  const cases: [string, SeenCase[], Partial<Figures>, Grade][] = [
    ['nothing was found', [], {}, { letter: 'A', reason: 'nothing' }],
    ['a bad habit', [found('2026-11-05')], {}, { letter: 'B', reason: 'found', findings: ['bad-habit'] }],
    [
      'something small that nobody has judged yet',
      [found('2026-11-05', { kind: 'port-scan', state: 'new' })],
      {},
      { letter: 'B', reason: 'found', findings: ['outside-attempt'] },
    ],
    [
      'a grave case that is over',
      [grave('2026-11-05', { state: 'closed', closedAt: at('2026-11-20') })],
      {},
      { letter: 'C', reason: 'grave-closed', count: 1 },
    ],
    ['a grave case that is open', [grave('2026-11-05')], {}, { letter: 'D', reason: 'grave-open', count: 1 }],
    [
      'of what is grave and open, nobody has judged a part yet',
      [grave('2026-11-05'), grave('2026-11-06', { state: 'claimed' }), grave('2026-11-07', { state: 'watching' })],
      {},
      { letter: 'D', reason: 'grave-open', count: 3, unjudged: 2 },
    ],
    [
      'of what is grave, nobody has judged anything yet',
      [grave('2026-11-05', { state: 'new' }), grave('2026-11-06', { severity: 'high', state: 'watching' })],
      {},
      { letter: 'C', reason: 'grave-unjudged', count: 2 },
    ],
    [
      'what nobody has judged since October showed signs again',
      [grave('2026-10-05', { state: 'new', lastSeenAt: at('2026-11-02') })],
      {},
      { letter: 'C', reason: 'grave-unjudged', count: 1 },
    ],
    [
      'what nobody has judged since October was quiet: it still is no A',
      [grave('2026-10-05', { state: 'new' })],
      {},
      { letter: 'B', reason: 'found', findings: ['suspicious-traffic'] },
    ],
    [
      'it began after the month, and nobody has judged it yet',
      [grave('2026-12-01', { state: 'new' })],
      {},
      { letter: 'C', reason: 'grave-unjudged', count: 1 },
    ],
    [
      'it is not judged, and too little was seen',
      [grave('2026-11-05', { state: 'new' })],
      { coverage: 0.5 },
      { letter: null, reason: 'unseen', percent: 50 },
    ],
    ['too little was seen', [], { coverage: 0.8999 }, { letter: null, reason: 'unseen', percent: 89 }],
    ['nine tenths are enough', [], { coverage: 0.9 }, { letter: 'A', reason: 'nothing' }],
    ['there was nothing to see with', [], { coverage: null }, { letter: null, reason: 'no-sensor' }],
    [
      'a grave case that is open, however little was seen',
      [grave('2026-11-05')],
      { coverage: 0.1 },
      { letter: 'D', reason: 'grave-open', count: 1 },
    ],
    [
      'a grave case that ended, in a month of which too little was seen',
      [grave('2026-11-05', { state: 'closed', closedAt: at('2026-11-20') })],
      { coverage: 0.5 },
      { letter: null, reason: 'unseen', percent: 50 },
    ],
    ['a false alarm is none', [grave('2026-11-05', { state: 'false-alarm' })], {}, { letter: 'A', reason: 'nothing' }],
    [
      'a grave rule’s finding that was judged to be a habit',
      [found('2026-11-05', { kind: 'privileged-account', severity: 'high' })],
      {},
      { letter: 'B', reason: 'found', findings: ['privileged-account'] },
    ],
    [
      'it was open when the month ended, though it is over now',
      [grave('2026-11-29', { state: 'closed', closedAt: at('2026-12-01') })],
      {},
      { letter: 'D', reason: 'grave-open', count: 1 },
    ],
    [
      'it began after the month, and is open now',
      [grave('2026-12-01')],
      {},
      { letter: 'D', reason: 'grave-open', count: 1 },
    ],
    [
      'it began after the month, and is over',
      [grave('2026-12-01', { state: 'closed', closedAt: at('2026-12-01') })],
      {},
      { letter: 'A', reason: 'nothing' },
    ],
    ['it was over before the month', [found('2026-10-31')], {}, { letter: 'A', reason: 'nothing' }],
    [
      'a habit of last month that was judged in this one',
      [found('2026-10-30', { closedAt: at('2026-11-02') })],
      {},
      { letter: 'A', reason: 'nothing' },
    ],
    [
      'analysts keep it quiet',
      [found('2026-11-05', { state: 'new', isQuiet: true })],
      {},
      { letter: 'A', reason: 'nothing' },
    ],
  ]
  test.each(cases)('%s', (_, seen, figures, grade) => {
    expect(gradeOf(counted('2026-11', seen, figures), undefined)).toEqual(grade)
  })
})

test('October to January at one firm', () => {
  const cleartext = found('2026-10-06')
  const privileged = found('2026-10-07', { kind: 'privileged-account' })
  const again = found('2026-11-10')
  const open = grave('2026-12-15')
  const over = { ...open, state: 'closed' as const, closedAt: at('2027-01-08') }
  const october = counted('2026-10', [cleartext, privileged])
  const november = counted('2026-11', [cleartext, privileged, again])
  const december = counted('2026-12', [cleartext, privileged, again, open])
  const january = counted('2027-01', [cleartext, privileged, again, over], { coverage: 21 / 31 })

  expect(gradeOf(october, undefined)).toMatchObject({ letter: 'B', findings: ['bad-habit', 'privileged-account'] })
  expect(gradeOf(november, october)).toEqual({ letter: 'C', reason: 'repeated', findings: ['bad-habit'] })
  expect(gradeOf(december, november)).toEqual({ letter: 'D', reason: 'grave-open', count: 1 })
  expect(gradeOf(january, december)).toEqual({ letter: null, reason: 'unseen', percent: 67 })

  expect(comparedWith(undefined, october)).toEqual({ kind: 'first' })
  expect(comparedWith(october, november)).toEqual({ kind: 'fewer', by: 1 })
  expect(comparedWith(november, december)).toEqual({ kind: 'same', found: 1 })
  expect(comparedWith(december, january)).toEqual({ kind: 'unseen' })
  expect(comparedWith(november, counted('2026-12', [open, again, grave('2026-12-20')]))).toEqual({
    kind: 'more',
    by: 1,
  })
})

test('one night over the month’s turn is not the same finding twice', () => {
  const night = found('2026-10-31', { lastSeenAt: at('2026-11-01') })
  const november = counted('2026-11', [night])
  expect(november.findings.find(({ finding }) => finding === 'bad-habit')).toMatchObject({ count: 1, seen: 1 })
  expect(gradeOf(november, counted('2026-10', [night]))).toMatchObject({ letter: 'B' })
})

test('what the figures count', () => {
  const month = counted('2026-11', [
    found('2026-11-02'),
    found('2026-11-03', { kind: 'unwanted-software' }),
    found('2026-11-04', { kind: 'port-scan', state: 'closed', isOurs: true }),
    grave('2026-11-05'),
    found('2026-11-06', { kind: 'internal-file-transfer', state: 'new' }),
    found('2026-11-07', { isQuiet: true, state: 'new' }),
    found('2026-11-08', { state: 'false-alarm' }),
  ])
  expect(month).toMatchObject({ ...WATCHED, threats: 2, habits: 2, quiet: 1, graveOpen: 1, graveClosed: 0 })
  expect(month.findings.map(({ finding, count, open }) => [finding, count, open])).toEqual([
    ['suspicious-traffic', 2, 1],
    ['outside-attempt', 0, 0],
    ['file-transfer', 1, 1],
    ['bad-habit', 1, 0],
    ['privileged-account', 0, 0],
    ['unwanted-software', 1, 0],
  ])
})

const KINDS = [...ALERT_KINDS, ...ADVISORY_KINDS, ...HEALTH_CHECK_KINDS]
const STATES: CaseState[] = ['new', 'claimed', 'watching', 'false-alarm', 'advised', 'notified', 'closed']
const SEVERITIES: Severity[] = ['high', 'medium', 'low']
const days = fc.integer({ min: 0, max: 91 }).map((day) => at('2026-10-01') + day * 86_400_000)
const someCase: fc.Arbitrary<SeenCase> = fc
  .record({
    ...{ id: fc.uuid(), kind: fc.constantFrom(...KINDS), severity: fc.constantFrom(...SEVERITIES) },
    ...{ state: fc.constantFrom(...STATES), moments: fc.array(days, { minLength: 3, maxLength: 3 }) },
    ...{ isOurs: fc.boolean(), isQuiet: fc.constant(false) },
  })
  .map(({ moments, state, ...one }) => {
    const [firstSeenAt = 0, lastSeenAt = 0, closed = 0] = moments.toSorted((left, right) => left - right)
    const isSettled = state === 'false-alarm' || state === 'advised' || state === 'closed'
    return { ...one, state, firstSeenAt, lastSeenAt, closedAt: isSettled ? closed : null }
  })
const someCases = fc.array(someCase, { maxLength: 8 })

describe('whatever happened', () => {
  it('is no A while a case is open, and D as long as the firm has been told of one that is grave', () => {
    fc.assert(
      fc.property(
        someCases,
        someCases,
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        (before, now, coverage) => {
          const { letter } = gradeOf(counted('2026-11', now, { coverage }), counted('2026-10', before))
          const open = now.filter(({ closedAt }) => closedAt === null)
          if (open.length > 0) expect(letter).not.toBe('A')
          const wasTold = open.some(({ severity, state }) => severity !== 'low' && state === 'notified')
          if (wasTold) expect(letter).toBe('D')
          if (letter !== 'D' && (coverage ?? 0) < 0.9) expect(letter).toBe(null)
        },
      ),
    )
  })

  it('has its six rows, and each case in one of them', () => {
    fc.assert(
      fc.property(someCases, (cases) => {
        const { findings } = counted('2026-11', cases)
        expect(findings.map(({ finding }) => finding)).toEqual(FINDINGS)
        const ids = findings.flatMap(({ caseIds }) => caseIds)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { count, seen, open, caseIds } of findings) {
          expect(caseIds).toHaveLength(count)
          expect(Math.max(seen, open)).toBeLessThanOrEqual(count)
        }
      }),
    )
  })
})

test.each<[string, Watched[], number | null]>([
  ['there is no sensor', [], null],
  ['it was heard half of the time', [{ begins: midnight, ...heard(600, 300) }], 0.5],
  ['it came later', [{ begins: midnight + 600 * 60_000, ...heard(600, 600) }], 0.5],
  [
    'one of two came later',
    [
      { begins: midnight, ...heard(600, 600) },
      { begins: at('2026-11-10'), ...heard(60, 0) },
    ],
    600 / 660,
  ],
])('what a firm’s sensors saw of the month: %s', (_, sensors, share) => {
  expect(coverageOf(sensors, { from: midnight, until: at('2026-12-01') })).toEqual(share)
})

test('who looks for open doors from inside is no outsider', () => {
  expect(findingOf({ kind: 'port-scan', isOurs: false })).toBe('outside-attempt')
  expect(findingOf({ kind: 'port-scan', isOurs: true })).toBe('suspicious-traffic')
  expect(findingOf({ kind: 'cleartext-credentials', isOurs: true })).toBe('bad-habit')
})

test('twelve months end with this one, also those without a health check', () => {
  const trend = trendUntil('2027-01', [
    { month: '2026-12', letter: 'D' },
    { month: '2026-11', letter: null },
    { month: '2025-12', letter: 'A' },
  ])
  expect(trend).toHaveLength(12)
  expect(trend[0]).toEqual({ month: '2026-02', letter: undefined })
  expect(trend.slice(-3).map(({ letter }) => letter)).toEqual([null, 'D', undefined])
})

test.each([
  [[], null],
  [[0, 1, 2, 9], null],
  [[0, 1, 1, 2, 9], { found: 1, firms: 5 }],
  [[0, 0, 1, 2, 5, 9], { found: 1.5, firms: 6 }],
  [[3, 3, 3, 3, 3], { found: 3, firms: 5 }],
])('the middle of %j is told of five firms and more', (found, middle) => {
  const spread = [...Map.groupBy(found, (one) => one)].map(([one, firms]) => ({ found: one, firms: firms.length }))
  expect(middleOf(spread)).toEqual(middle)
})

describe('one thing to do', () => {
  const one = (more: Partial<TaskCase>): TaskCase => ({
    ...{ id: 'case_1', closedAt: null, notice: null, advisory: null, isNamed: true },
    ...more,
  })
  test.each<[string, TaskCase[], Task['task'] | undefined]>([
    ['nothing was found', [], undefined],
    ['a notice was sent', [one({ notice: 'sent' })], 'answer-notice'],
    ['somebody is at it', [one({ notice: 'in-progress' })], 'answer-notice'],
    ['a habit was told of', [one({ advisory: 'sent', closedAt: 1 })], 'settle-advisory'],
    ['a habit that waits for the week', [one({ advisory: 'draft', closedAt: 1 })], 'wait'],
    ['a habit that was left', [one({ advisory: 'done', closedAt: 1 })], 'keep-watch'],
    ['nobody knows whose it is', [one({ isNamed: false })], 'name-device'],
    ['an analyst is at it', [one({})], 'wait'],
    ['it is over', [one({ notice: 'done', closedAt: 1 })], 'keep-watch'],
    ['the most pressing comes first', [one({}), one({ id: 'case_2', notice: 'read' })], 'answer-notice'],
  ])('%s', (_, cases, task) => {
    expect(taskFor(cases)?.task).toBe(task)
  })

  const open: Task = { task: 'settle-advisory', caseId: 'case_1' }
  const kept: Task = { task: 'keep-watch', caseId: 'case_2' }
  test('of the whole, whatever else there is', () => {
    const rows = (task: Task | undefined) => [{ finding: 'bad-habit' as const, task }]
    const isOfMonth: Grade = { letter: 'B', reason: 'found', findings: [] }
    expect(firstTask(isOfMonth, [...rows(kept), ...rows(open)])).toEqual({ ...open, finding: 'bad-habit' })
    expect(firstTask({ letter: 'A', reason: 'nothing' }, rows(undefined))).toEqual({ task: 'todo' })
    expect(firstTask(isOfMonth, rows(kept))).toEqual({ task: 'todo' })
    expect(firstTask({ letter: null, reason: 'no-sensor' }, rows(open))).toEqual({ task: 'wake-sensor' })
  })
})
