import { describe, expect, test } from 'vitest'
import { dayTyped, rotaMeant } from '#bot/rota/command.ts'

describe('what analysts say of the rota', () => {
  test.each([
    ['当番', { kind: 'show' }],
    [' 当番 ', { kind: 'show' }],
    ['rota', { kind: 'show' }],
    ['on-call', { kind: 'show' }],
    ['当番 代わる 12/1', { kind: 'stand-in', on: '12/1' }],
    ['当番　代わる　１２／１', { kind: 'stand-in', on: '12/1' }],
    ['rota take 2026-12-01', { kind: 'stand-in', on: '2026-12-01' }],
    ['当番 休み 12/29', { kind: 'away', from: '12/29', until: '12/29' }],
    ['当番 休み 12/29 1/3', { kind: 'away', from: '12/29', until: '1/3' }],
    ['当番 休み 12月29日から1月3日まで', { kind: 'away', from: '12月29日', until: '1月3日' }],
    ['当番 休み 12/29〜1/3', { kind: 'away', from: '12/29', until: '1/3' }],
    ['当番 なに', { kind: 'unread' }],
  ])('%s', (typed, act) => {
    expect(rotaMeant(typed)).toEqual({ kind: 'rota', act })
  })

  test.each([`rota ${' '.repeat(20_000)}\nx\ny`, '当番表', '参加 ABCD-2345', '一覧'])(
    '%s is something else',
    (typed) => {
      expect(rotaMeant(typed)).toBeUndefined()
    },
  )

  test.each([
    ['12/1', '2026-12-01'],
    ['11/24', '2026-11-24'],
    ['11/23', '2027-11-23'],
    ['1月3日', '2027-01-03'],
    ['2026-12-01', '2026-12-01'],
    ['2/29', undefined],
    ['13/1', undefined],
    ['あした', undefined],
  ])('the day %s, said on 2026-11-24, is %s', (typed, day) => {
    expect(dayTyped(typed, '2026-11-24')).toBe(day)
  })
})
