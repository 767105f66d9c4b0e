import { describe, expect, test } from 'vitest'
import { symptomWords, troublesFor } from '#bot/content/troubles.ts'
import {
  CANNOTS_MAX,
  SYMPTOMS,
  symptomMeant,
  type TroubleGuide,
  type TroubleNext,
  TURNS_MAX,
  troubleAfter,
  troubleBegun,
} from '#engine/installation/trouble.ts'
import { DEVICE_TYPES } from '#engine/order.ts'

interface Path {
  answers: string[]
  end: string
}

/** Every way through a symptom. */
function paths(guide: TroubleGuide, next: TroubleNext, answers: string[] = []): Path[] {
  if (next.kind === 'over') return [{ answers, end: next.outcome }]
  if (next.kind === 'visit') return [{ answers, end: 'visit' }]
  return (['done', 'cannot'] as const).flatMap((answer) =>
    paths(guide, troubleAfter(guide, next.trouble, answer), [...answers, answer]),
  )
}

const CASES = DEVICE_TYPES.flatMap((device) => SYMPTOMS.map((symptom) => ({ device, symptom })))

describe.each(CASES)('$symptom beside a sensor of the kind $device (R-055)', ({ device, symptom }) => {
  const guide = troublesFor(device)
  const all = paths(guide, troubleBegun(guide, symptom))

  test('every path ends within three turns: fixed, as it was, or with a person', () => {
    expect(all.map(({ end }) => end)).toContain('fixed')
    for (const { answers, end } of all) {
      expect(answers.length).toBeLessThanOrEqual(TURNS_MAX)
      expect(['fixed', 'restored', 'human', 'visit']).toContain(end)
    }
  })

  test('whoever cannot twice is offered a visit, and nobody sooner (R-053)', () => {
    for (const { answers, end } of all) {
      const cannots = answers.filter((one) => one === 'cannot').length
      expect(end === 'visit').toBe(cannots === CANNOTS_MAX)
    }
  })
})

describe('what somebody types', () => {
  const meant = (typed: string) => symptomMeant(typed, symptomWords({ locale: 'ja', timezone: 'Asia/Tokyo' }))

  test.each([
    ['プリンターが動きません', 'print'],
    ['印刷できない', 'print'],
    ['朝から印刷が出ないんですが', 'print'],
    ['複合機で印刷できません。', 'print'],
    ['スキャンできません', 'scan'],
    ['スキャンしても、パソコンに入らない。だめです', 'scan'],
    ['ネットがとても遅いです', 'slow'],
    ['Wi-Fiが切れます', 'wifi'],
    ['ｗｉｆｉがつながらない', 'wifi'],
    ['インターネットにつながりません', 'offline'],
    ['ページが開かない', 'offline'],
  ])('%s', (typed, symptom) => expect(meant(typed)).toBe(symptom))

  test.each([
    'プリンターを買いました',
    '印刷できました',
    'ありがとう',
    'ネットで調べます',
    'できない',
    '明日スキャンします',
  ])('%s is no trouble', (typed) => expect(meant(typed)).toBeUndefined())
})
