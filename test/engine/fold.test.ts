import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AlertKind } from '#engine/alert.ts'
import { FOLD_WINDOW_MS, fold } from '#engine/fold.ts'
import { proofRuns } from '#test/support/proof.ts'

const NOW = Date.UTC(2026, 10, 24, 1)
const HOUR = 3_600_000
const idFor = (kind: AlertKind, device: string, start: number): string => `case ${kind} ${device} ${start}`
const seen = (id: string, after = 0, changes: { kind?: AlertKind; device?: string } = {}) => ({
  id,
  kind: 'port-scan' as AlertKind,
  device: '192.168.1.23',
  firstSeenAt: NOW + after,
  ...changes,
})
const open = (id: string, after: number) => ({
  id,
  kind: 'port-scan' as AlertKind,
  device: '192.168.1.23',
  windowStart: NOW + after,
})
const homes = (alerts: ReturnType<typeof seen>[], cases: ReturnType<typeof open>[] = []): Record<string, string> =>
  Object.fromEntries(fold(alerts, cases, idFor).flatMap(({ caseId, alertIds }) => alertIds.map((id) => [id, caseId])))

describe('alerts find their case', () => {
  test('the same kind and device within a day are one', () => {
    const alerts = [seen('a'), seen('b', HOUR), seen('c', 23 * HOUR)]
    expect(fold(alerts, [], idFor)).toEqual([
      {
        caseId: idFor('port-scan', '192.168.1.23', NOW),
        kind: 'port-scan',
        device: '192.168.1.23',
        windowStart: NOW,
        alertIds: ['a', 'b', 'c'],
      },
    ])
  })

  test.each([
    ['another device', seen('b', 0, { device: '192.168.1.24' })],
    ['another kind', seen('b', 0, { kind: 'url-scan' })],
    ['a day later', seen('b', FOLD_WINDOW_MS)],
    ['no device at all', seen('b', 0, { device: '' })],
  ])('%s is another case', (_name, other) => {
    expect(new Set(Object.values(homes([seen('a'), other]))).size).toBe(2)
  })

  test.each([
    ['an open case takes it', 0, [open('case-1', -HOUR)], 'case-1'],
    ['the younger of two', 0, [open('case-1', -20 * HOUR), open('case-2', -HOUR)], 'case-2'],
    ['the younger, in whatever order they are told', 0, [open('case-2', -HOUR), open('case-1', -20 * HOUR)], 'case-2'],
    ['a case that began a little later', -HOUR, [open('case-1', 0)], 'case-1'],
    ['not a case that is full', 24 * HOUR, [open('case-1', 0)], idFor('port-scan', '192.168.1.23', NOW + 24 * HOUR)],
    [
      'not a case of another time',
      -72 * HOUR,
      [open('case-1', 0)],
      idFor('port-scan', '192.168.1.23', NOW - 72 * HOUR),
    ],
  ])('%s', (_name, after, cases, home) => {
    expect(homes([seen('a', after)], cases)).toEqual({ a: home })
  })
})

test('whatever order alerts and cases come in, the same folds; and each alert has one home', () => {
  const alerts = fc.uniqueArray(
    fc.record({
      id: fc.nat(99).map((id) => `alert-${id}`),
      kind: fc.constantFrom<AlertKind>('port-scan', 'phishing-site'),
      device: fc.constantFrom('', '192.168.1.23'),
      firstSeenAt: fc.integer({ min: -60, max: 60 }).map((hours) => NOW + hours * HOUR),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  )
  const cases = fc.uniqueArray(
    fc.record({
      id: fc.nat(9).map((id) => `case-${id}`),
      kind: fc.constant<AlertKind>('port-scan'),
      device: fc.constantFrom('', '192.168.1.23'),
      windowStart: fc.integer({ min: -60, max: 60 }).map((hours) => NOW + hours * HOUR),
    }),
    { selector: ({ id }) => id, maxLength: 5 },
  )
  const folds = (
    found: typeof alerts extends fc.Arbitrary<infer Found> ? Found : never,
    taking: typeof cases extends fc.Arbitrary<infer Taking> ? Taking : never,
  ) => fold(found, taking, idFor).toSorted((left, right) => (left.caseId < right.caseId ? -1 : 1))
  fc.assert(
    fc.property(alerts, cases, (found, taking) => {
      const once = folds(found, taking)
      expect(folds(found.toReversed(), taking.toReversed())).toEqual(once)
      expect(once.flatMap(({ alertIds }) => alertIds).sort()).toEqual(found.map(({ id }) => id).sort())
      for (const { windowStart, alertIds } of once)
        for (const { id, firstSeenAt } of found)
          if (alertIds.includes(id)) expect(Math.abs(firstSeenAt - windowStart)).toBeLessThan(FOLD_WINDOW_MS)
    }),
    { numRuns: proofRuns(300, 20_000) },
  )
})

test('folding again into the cases that came of it begins no new one', () => {
  const alerts = Array.from({ length: 50 }, (_, place) => seen(`alert-${place}`, place * HOUR))
  const cases = fold(alerts, [], idFor).map(({ caseId, ...rest }) => ({ id: caseId, ...rest }))
  expect(cases).toHaveLength(3)
  expect(new Set(fold(alerts, cases, idFor).map(({ caseId }) => caseId))).toEqual(new Set(cases.map(({ id }) => id)))
})
