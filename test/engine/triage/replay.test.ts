import { describe, expect, test } from 'vitest'
import { ALERT_KINDS, type AlertKind, type Severity } from '#engine/alert.ts'
import { TRAFFIC_KINDS, type TrafficKind } from '#engine/traffic.ts'
import { type Features, type Sight, sightOf, type Verdict } from '#engine/triage/features.ts'
import { keyOf, type Lessons, lessonOf, scoreOf } from '#engine/triage/score.ts'
import { alert } from '#test/support/alert.ts'

/**
 * Regions are made up from a seed: each has its own noisy devices (a backup that looks like a scan, a monitor that logs in
 * all day) and its own real incidents, some of them small and light. Analysts judge every case; the model learns in some
 * regions and is measured on weeks of others that it has never seen.
 */
const DAY_MS = 86_400_000
const START = Date.UTC(2026, 8, 1)
const WEEKS = 8
const FIRMS = 20

function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Judged {
  firm: number
  week: number
  severity: Severity
  count: number
  sight: Sight
  verdict: Verdict
}

const SEVERITY_OF: Partial<Record<AlertKind, Severity>> = {
  'brute-force-success': 'high',
  'known-c2': 'high',
  'syn-flood': 'high',
  'dga-c2': 'medium',
  'dns-tunneling': 'medium',
  'malware-download': 'medium',
  'abnormal-process': 'medium',
  'phishing-site': 'medium',
}

function region(seed: number): Judged[] {
  const random = randomFrom(seed)
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const habits = Array.from({ length: FIRMS }, (_, firm) =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, (_, place) => ({
      firm,
      device: `192.168.1.${10 + place}`,
      kind: oneOf(ALERT_KINDS),
      chance: 0.1 + random() * 0.4,
      isRegular: random() < 0.5,
      count: 10 ** (1 + random() * 1.5),
    })),
  ).flat()
  const past = new Map<string, Verdict[]>()
  const judged: Judged[] = []
  for (let day = 0; day < 7 * WEEKS; day++) {
    for (const { firm, device, kind, chance, isRegular, count } of habits)
      if (random() < chance) judge({ firm, device, kind, isRegular, count, day, isReal: false })
    for (let firm = 0; firm < FIRMS; firm++) {
      if (random() < 0.03)
        judge({
          firm,
          device: stray(),
          kind: oneOf(ALERT_KINDS),
          isRegular: random() < 0.2,
          count: 12 + random() * 80,
          day,
          isReal: false,
        })
      if (random() < 0.04) {
        const kind = oneOf([
          'known-c2',
          'dga-c2',
          'brute-force-success',
          'malware-download',
          'dns-tunneling',
          'abnormal-process',
        ] as const)
        judge({
          firm,
          device: stray(),
          kind,
          isRegular: random() < 0.6,
          count: 10 ** (1 + random() * 1.5),
          day,
          isReal: true,
        })
      }
    }
  }
  return judged

  /** An infected PC is oftener unlike its other days; a quiet one is at times. */
  function trafficBeside(isReal: boolean): TrafficKind[] {
    return TRAFFIC_KINDS.filter(() => random() < (isReal ? 0.2 : 0.06))
  }

  function stray(): string {
    return `192.168.1.${50 + Math.floor(random() * 150)}`
  }

  function judge(one: {
    firm: number
    device: string
    kind: AlertKind
    isRegular: boolean
    count: number
    day: number
    isReal: boolean
  }): void {
    const { firm, device, kind, day, isReal } = one
    const from = START + day * DAY_MS
    const everyMs = 600_000
    const isOutward = isReal ? random() < 0.8 : random() < 0.5
    const events = Array.from({ length: 12 }, (_, place) => ({
      at: from + Math.round((place + (one.isRegular ? 0 : random() * 0.95)) * everyMs),
      source: '',
      sourcePort: 0,
      target: '',
      targetPort: 0,
      note: '',
    }))
    const severity: Severity = random() < 0.15 ? 'high' : (SEVERITY_OF[kind] ?? 'low')
    const count = Math.round(one.count * (0.5 + random()))
    const feed = (isReal ? random() < 0.3 : random() < 0.08) ? { feed: 'list' } : {}
    const found = alert({
      kind,
      severity,
      count,
      source: isOutward ? device : '203.0.113.9',
      target: isOutward ? '203.0.113.9' : device,
      evidence: { windowMs: 600_000, threshold: 10, events, ...feed },
    })
    const key = `${firm} ${device} ${kind}`
    const before = past.get(key) ?? []
    const subject = {
      kind,
      device,
      severity,
      alertCount: 1,
      eventCount: count,
      firstSeenAt: from,
      lastSeenAt: from + 12 * everyMs,
    }
    // People are of two minds at times.
    const verdict: Verdict = isReal
      ? random() < 0.9
        ? 'confirmed'
        : 'watched'
      : random() < 0.85
        ? 'false-alarm'
        : 'watched'
    judged.push({
      firm,
      week: Math.floor(day / 7),
      severity,
      count,
      sight: sightOf(subject, [found], { past: before, traffic: trafficBeside(isReal) }),
      verdict,
    })
    past.set(key, [verdict, ...before].slice(0, 5))
  }
}

function taught(cases: readonly Judged[]): Lessons {
  const lessons = new Map<string, number>()
  for (const { sight, verdict } of cases)
    for (const { feature, value, verdict: told, count } of lessonOf(sight.features, verdict, 1))
      lessons.set(keyOf(feature, value, told), (lessons.get(keyOf(feature, value, told)) ?? 0) + count)
  return lessons
}

const GRAVITY: Record<Severity, number> = { low: 0, medium: 1, high: 2 }
type Order = (cases: readonly Judged[]) => Judged[]
const bySeverityThenCount: Order = (cases) =>
  cases.toSorted((one, other) => GRAVITY[other.severity] - GRAVITY[one.severity] || other.count - one.count)
const byScore =
  (lessons: Lessons): Order =>
  (cases) => {
    const value = ({ sight }: Judged): number => scoreOf(sight.features, lessons).value
    return cases.toSorted((one, other) => value(other) - value(one))
  }

/** Of each week's first ten cards, how many were confirmed. */
function precisionAt10(cases: readonly Judged[], order: Order): number {
  const weeks = [...Map.groupBy(cases, ({ week }) => week).values()]
  const hits = weeks.map(
    (week) =>
      order(week)
        .slice(0, 10)
        .filter(({ verdict }) => verdict === 'confirmed').length / 10,
  )
  return hits.reduce((sum, one) => sum + one, 0) / hits.length
}

/** Cards that are read from the top of each week's queue until its last confirmed one, per firm and month of 30 days. */
function cardsPerFirmMonth(cases: readonly Judged[], order: Order): number {
  const weeks = [...Map.groupBy(cases, ({ week }) => week).values()]
  const read = weeks.map((week) => order(week).findLastIndex(({ verdict }) => verdict === 'confirmed') + 1)
  return (read.reduce((sum, one) => sum + one, 0) / FIRMS / (7 * WEEKS)) * 30
}

const TRAINED = [11, 12, 13, 14].flatMap(region)
const UNSEEN = [21, 22, 23, 24, 25, 26].map(region)
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length

describe('the order of the queue, in regions it was not taught in', () => {
  const lessons = taught(TRAINED)
  const measured = (order: Order) => ({
    precision: mean(UNSEEN.map((cases) => precisionAt10(cases, order))),
    cards: mean(UNSEEN.map((cases) => cardsPerFirmMonth(cases, order))),
  })
  const [plain, fresh, learned] = [
    measured(bySeverityThenCount),
    measured(byScore(new Map())),
    measured(byScore(lessons)),
  ]

  test('puts more confirmed cases among the first ten than severity and count do', () => {
    console.log('triage by replay (precision@10, cards per firm-month):', JSON.stringify({ plain, fresh, learned }))
    expect(learned.precision).toBeGreaterThan(plain.precision * 1.3)
    expect(fresh.precision).toBeGreaterThan(plain.precision)
  })

  test('needs fewer cards to be read until every confirmed case is found', () => {
    expect(learned.cards).toBeLessThan(plain.cards * 0.7)
  })

  test('is better for what was learned', () => {
    expect(learned.precision).toBeGreaterThan(fresh.precision)
    expect(learned.cards).toBeLessThanOrEqual(fresh.cards)
  })
})

describe('a verdict', () => {
  const [first] = TRAINED as [Judged]
  test('that is taken back leaves nothing behind', () => {
    const sum = new Map<string, number>()
    for (const by of [1, -1] as const)
      for (const { feature, value, verdict, count } of lessonOf(first.sight.features, 'confirmed', by))
        sum.set(keyOf(feature, value, verdict), (sum.get(keyOf(feature, value, verdict)) ?? 0) + count)
    expect([...sum.values()].every((count) => count === 0)).toBe(true)
  })

  test('moves the score of such a case, and the push that moved it is named', () => {
    const features: Features = { ...first.sight.features, past: 'none', severity: 'low' }
    const lessons = new Map(
      Array.from({ length: 30 }, () => lessonOf(features, 'confirmed', 1))
        .flat()
        .map(({ feature, value, verdict }) => [keyOf(feature, value, verdict), 30] as const),
    )
    const [before, after] = [scoreOf(features, new Map()), scoreOf(features, lessons)]
    expect(after.value).toBeGreaterThan(before.value)
    expect(after.pushes.find(({ feature }) => feature === 'severity')?.weight).toBeGreaterThan(
      before.pushes.find(({ feature }) => feature === 'severity')?.weight ?? 0,
    )
  })
})
