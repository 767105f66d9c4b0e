import { expect, test } from 'vitest'
import {
  approved,
  commented,
  drafted,
  handed,
  read,
  sent,
  shared,
  taken,
  unreached,
  unshared,
} from '#engine/health-course.ts'
import { monthBefore, periodOf } from '#engine/health-month.ts'
import { healthDraft } from '../support/health.ts'

const at = (moment: string): number => Date.parse(`${moment}:00+09:00`)

test('a month is the region’s own', () => {
  expect(monthBefore(at('2027-01-01T00:00'), 'Asia/Tokyo')).toBe('2026-12')
  expect(monthBefore(at('2027-01-01T00:00'), 'UTC')).toBe('2026-11')
  expect(periodOf('2026-12', 'Asia/Tokyo')).toEqual({ from: at('2026-12-01T00:00'), until: at('2027-01-01T00:00') })
})

test('nobody but the firm lets it go further, and only once it has it', () => {
  const draft = drafted(healthDraft({ id: 'health_1', regionId: 'iwate', firmId: 'sasaki' }))
  const [ono, sasaki] = [
    { personId: 'ono', name: '小野' },
    { personId: 'sasaki', name: '佐々木' },
  ]
  expect(shared(draft, sasaki, 1)).toBe('not-sent')
  expect(unshared(draft)).toBe('not-shared')
  const ready = approved(draft, ono, 2)
  if (typeof ready === 'string') throw new Error(ready)
  expect(commented(ready, '新しい言葉')).toBe('already-approved')
  expect(read(ready, 3)).toBe(ready)
  const out = sent(ready, 3)
  expect(approved(out, ono, 4)).toBe('already-approved')
  // Who shows it has read it.
  const open = shared(out, sasaki, 5)
  expect(open).toMatchObject({ state: 'shared', readAt: 5, sharedBy: sasaki })
  if (typeof open === 'string') throw new Error(open)
  expect(shared(open, sasaki, 6)).toBe('already-shared')
  expect(read(open, 7)).toBe(open)
  expect(unshared(open)).toMatchObject({ state: 'read', sharedBy: null, readAt: 5 })
})

test('what LINE brings to nobody is taken once and handed over once, unless somebody can be reached after all', () => {
  const draft = drafted(healthDraft({ id: 'health_1', regionId: 'iwate', firmId: 'sasaki' }))
  const [ono, oikawa] = [
    { personId: 'ono', name: '小野' },
    { personId: 'oikawa', name: '及川' },
  ]
  expect(taken(draft, oikawa, 1)).toBe('already-taken')
  const ready = approved(draft, ono, 2)
  if (typeof ready === 'string') throw new Error(ready)
  const open = unreached(ready)
  expect(open.handOver).toEqual({ state: 'open' })
  const held = taken(open, oikawa, 3)
  if (typeof held === 'string') throw new Error(held)
  expect(taken(held, ono, 4)).toBe('already-taken')
  expect(unreached(held).handOver).toEqual({ state: 'taken', by: oikawa, at: 3 })
  expect(sent(held, 5).handOver).toEqual({ state: 'on-line' })
  const done = handed(held, oikawa, 6)
  expect(done).toMatchObject({ state: 'sent', sentAt: 6, handOver: { state: 'done', by: oikawa, at: 6 } })
  if (typeof done === 'string') throw new Error(done)
  expect(handed(done, ono, 7)).toBe('already-handed')
  expect(taken(done, ono, 7)).toBe('already-handed')
  expect(sent(ready, 3).handOver).toBeNull()
})
