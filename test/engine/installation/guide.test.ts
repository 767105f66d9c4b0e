import { describe, expect, test } from 'vitest'
import { troublesFor } from '#bot/content/troubles.ts'
import { deskHours } from '#engine/calendar/hours.ts'
import { choiceFor, type PlaceFacts } from '#engine/installation/choice.ts'
import { decide, drawnFor, type Installation, type InstallationAct } from '#engine/installation/guide.ts'
import { visitDays } from '#engine/installation/visit.ts'

const AT = Date.parse('2026-11-24T10:00:00+09:00')
const FACTS: PlaceFacts = { place: 'office', router: 'yes', switch: 'no', ports: null, mirror: 'no' }
const NETWORK = { maker: 'nec', model: '', hasSwitch: false, hasWired: true, hasWifi: false, printer: 'wired' } as const

const drawn = (facts: Partial<PlaceFacts> = {}): Installation => {
  const all = { ...FACTS, ...facts }
  return drawnFor(choiceFor(all), { facts: all, network: NETWORK, orderId: null, at: AT })
}

/** What was said because of these acts, and where it stands then. */
function lived(before: Installation, ...acts: InstallationAct[]): { now: Installation; says: string[] } {
  let now = before
  const says: string[] = []
  for (const act of acts) {
    const decided = decide(now, act, troublesFor(now.wiring.device))
    now = decided.installation
    says.push(...decided.says.map((one) => (one.kind === 'step' ? `step ${one.step}` : one.kind)))
  }
  return { now, says }
}

const done = (step: number): InstallationAct => ({ kind: 'done', step })
const cannot = (step: number): InstallationAct => ({ kind: 'cannot', step })

describe('a firm plugs its sensor in (R-052, R-053)', () => {
  test('one step after the other, and the last is followed by our own look', () => {
    const all = drawn().wiring.steps.map((_, step) => done(step))
    const { now, says } = lived(drawn(), { kind: 'show' }, ...all)
    expect(says).toEqual([...all.map((_, step) => `step ${step}`), 'checking'])
    expect(now.state).toBe('checking')
    expect(lived(now, { kind: 'connected', pcs: 8 }, { kind: 'connected', pcs: 8 }).says).toEqual(['connected'])
  })

  test('a first „cannot“ brings one thing to try, a second a visit; the next step begins anew', () => {
    expect(lived(drawn(), cannot(0), cannot(0)).says).toEqual(['hint', 'offer-visit'])
    expect(lived(drawn(), cannot(0), done(0), cannot(1)).says).toEqual(['hint', 'step 1', 'hint'])
  })

  test('a tap of a step that is over changes nothing', () => {
    const { now } = lived(drawn(), done(0), done(1))
    for (const late of [done(0), done(1), cannot(0), cannot(1)]) {
      const { now: after, says } = lived(now, late)
      expect(says).toEqual(['step 2'])
      expect(after).toMatchObject({ step: 2, cannots: 0 })
    }
  })

  test('back, later and again lead to where they should', () => {
    const { now } = lived(drawn(), done(0), done(1))
    expect(lived(now, { kind: 'back', step: 2 }).says).toEqual(['step 1'])
    expect(lived(drawn(), { kind: 'back', step: 0 }).says).toEqual(['step 0'])
    const later = lived(now, { kind: 'later' }).now
    expect(later).toMatchObject({ state: 'paused', step: 2 })
    expect(lived(later, { kind: 'show' })).toMatchObject({ says: ['step 2'], now: { state: 'guiding' } })
  })

  test('what the sensor says counts more than what was tapped', () => {
    expect(lived(drawn(), { kind: 'connected', pcs: null }).now).toMatchObject({ state: 'connected' })
    expect(lived(drawn(), { kind: 'connected', pcs: 3 }, done(0)).says).toEqual(['connected', 'connected'])
  })

  test('a day that was not offered is none, and one that was is asked for once', () => {
    const { now } = lived(drawn(), { kind: 'offered', dates: [AT + 1, AT + 2] })
    expect(lived(now, { kind: 'visit-chosen', date: AT + 3 }).says).toEqual(['step 0'])
    const twice = lived(now, { kind: 'visit-chosen', date: AT + 1 }, { kind: 'visit-chosen', date: AT + 1 })
    expect(twice.says).toEqual(['visit-asked', 'step 0'])
  })

  test('where something is not known, it is asked for until the desk has chosen', () => {
    const unknown = drawn({ router: 'no' })
    expect(lived(unknown, { kind: 'show' }, done(0)).says).toEqual(['ask', 'ask'])
    const redrawn = { kind: 'redrawn', wiring: drawn().wiring, reason: 'desk', why: '写真で見た' } as const
    expect(lived(unknown, redrawn, { kind: 'show' })).toMatchObject({ says: ['step 0'], now: { why: '写真で見た' } })
  })

  test('an answer to a trouble that is over shows the one that is open', () => {
    const { now } = lived(drawn(), { kind: 'symptom', symptom: 'print' })
    expect(lived(now, { kind: 'trouble-cannot', symptom: 'slow', turn: 0 }).now.trouble).toEqual(now.trouble)
    expect(lived(now, { kind: 'trouble-done', symptom: 'print', turn: 0 }).says).toEqual(['over'])
  })
})

test('two days for a visit: working days, neither today nor the next one', () => {
  const calendar = deskHours({ timezone: 'Asia/Tokyo', holidays: new Set(['2026-11-23']) })
  const days = (from: string) =>
    visitDays(calendar, Date.parse(from)).map((at) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 16))
  expect(days('2026-11-24T10:00:00+09:00')).toEqual(['2026-11-26T10:00', '2026-11-27T14:00'])
  // A Thursday evening before a long weekend.
  expect(days('2026-11-19T18:00:00+09:00')).toEqual(['2026-11-24T10:00', '2026-11-25T14:00'])
})
