import { describe, expect, it } from 'vitest'
import { reminderHours } from '#engine/calendar/hours.ts'
import type { Reach, Warning } from '#engine/warning.ts'
import { COOL_DOWN_MS, dropWarning, isCoolingDown, rewriteWarning, sendWarning } from '#engine/warning.ts'

const NOON = Date.parse('2026-11-25T12:00:00+09:00')
const NIGHT = Date.parse('2026-11-25T22:00:00+09:00')
const ono = { personId: 'p1', name: '小野' }
const oikawa = { personId: 'p2', name: '及川' }
const body = {
  ...{ first: 'にせの請求書が来ています。', second: '差出人は、知らない人です。', todo: '開かずに消す' },
  ...{ area: null, audience: 'everybody' as const },
}
const written: Warning = { state: 'written', body, writtenBy: ono, sentBy: null, leavesAt: null }
const reach: Reach = { firms: 3, unreachable: 0, messages: 5, left: 5 }
const sending = { by: oikawa, now: NOON, daytime: reminderHours('Asia/Tokyo'), lastLeftAt: null, reach }

describe('a warning to a region', () => {
  it('is sent by somebody else than who wrote it, at once by day', () => {
    expect(sendWarning(written, sending)).toEqual({ ...written, state: 'sent', sentBy: oikawa, leavesAt: NOON })
  })

  it('waits by night for the morning', () => {
    const morning = Date.parse('2026-11-26T09:00:00+09:00')
    expect(sendWarning(written, { ...sending, now: NIGHT })).toMatchObject({ state: 'sent', leavesAt: morning })
  })

  it.each([
    ['by whoever wrote it', written, { by: ono }, 'own-words'],
    ['a second time', { ...written, state: 'sent' as const }, {}, 'already-sent'],
    ['once it is dropped', { ...written, state: 'dropped' as const }, {}, 'dropped'],
    ['within a day of another', written, { lastLeftAt: NOON - COOL_DOWN_MS + 1 }, 'too-soon'],
    ['before another that waits for the morning', written, { lastLeftAt: NOON + 1 }, 'too-soon'],
    ['where it would reach nobody', written, { reach: { ...reach, messages: 0 } }, 'nobody'],
    ['where it needs what is kept for incidents', written, { reach: { ...reach, left: 4 } }, 'quota'],
  ])('is not sent %s', (_when, warning, changed, refusal) => {
    expect(sendWarning(warning, { ...sending, ...changed })).toBe(refusal)
  })

  it('may follow another a day later', () => {
    expect(sendWarning(written, { ...sending, lastLeftAt: NOON - COOL_DOWN_MS })).toMatchObject({ state: 'sent' })
    expect(isCoolingDown(NOON - COOL_DOWN_MS, NOON)).toBe(false)
    expect(isCoolingDown(null, NOON)).toBe(false)
  })

  it('can be dropped until it has left', () => {
    const waiting: Warning = { ...written, state: 'sent', sentBy: oikawa, leavesAt: NOON }
    expect(dropWarning(written, NOON)).toMatchObject({ state: 'dropped' })
    expect(dropWarning(waiting, NOON - 1)).toMatchObject({ state: 'dropped', leavesAt: null })
    expect(dropWarning(waiting, NOON)).toBe('already-sent')
    expect(dropWarning({ ...written, state: 'dropped' }, NOON)).toBe('dropped')
  })

  it('is written by whoever wrote it last, and not once it is sent', () => {
    expect(rewriteWarning(written, { ...body, todo: '電話で聞く' }, oikawa)).toMatchObject({ writtenBy: oikawa })
    expect(rewriteWarning({ ...written, state: 'sent' }, body, oikawa)).toBe('already-sent')
  })
})
