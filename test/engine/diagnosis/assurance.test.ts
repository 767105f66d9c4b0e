import { describe, expect, it } from 'vitest'
import { SETUP } from '#bot/content/questionnaires/setup.ts'
import { assuranceOf } from '#engine/diagnosis/assurance.ts'
import { confirmedState } from '#engine/diagnosis/confirmed.ts'
import { correctionsIn } from '#engine/diagnosis/correction.ts'
import { type Respondent, replay, type SessionEvent } from '#engine/dialogue/session.ts'
import { step } from '#engine/dialogue/step.ts'
import { DESK, eventsFor, OWNER, sessionFor, toValue } from '#test/support/answered.ts'

const SITE: Respondent = { personId: 'murakami', name: '村上', role: 'site' }
const begun = sessionFor(SETUP, {}, { isFinished: false })
const photo: SessionEvent = {
  ...{ kind: 'answered', question: 'photo-router', at: 2, by: OWNER },
  value: { kind: 'photo', photoIds: ['photo_1'] },
}
const seen = (choice: string, by: Respondent): SessionEvent => ({
  ...{ kind: 'answered', question: 'router', at: 3, by },
  value: toValue(choice),
})
const said = eventsFor(SETUP, { router: 'own' }, { isFinished: false })

describe('how sure one may be of a set-up (R-043)', () => {
  it.each([
    ['unconfirmed', 'while nothing is answered', begun],
    ['stated', 'when the firm has answered', replay(said)],
    ['stated', 'when the desk asked on the telephone', replay([...said, seen('isp', DESK)])],
    ['photo', 'with a photo', replay([...said, photo])],
    [
      'stated',
      'when the photo was taken back',
      replay([...said, photo, { kind: 'unsent', question: 'photo-router', at: 3, by: OWNER }]),
    ],
    ['on-site', 'when somebody looked on site', replay([...said, seen('isp', SITE)])],
    ['on-site', 'with a photo, too', replay([...said, photo, seen('isp', SITE)])],
  ] as const)('%s %s', (expected, _, session) => {
    expect(assuranceOf(session)).toBe(expected)
  })
})

describe('what somebody wrote down on site', () => {
  const listener = { now: 5, wordsOf: () => [], meantBy: () => undefined }
  const filled = (by: Respondent, choice: string) => {
    const input = { kind: 'filled', values: { router: toValue(choice) } } as const
    return step(SETUP, replay(said), input, by, listener as unknown as Parameters<typeof step>[4]).session
  }

  it('is seen though it is as the firm had said, and is then no mismatch', () => {
    const session = filled(SITE, 'own')
    expect(session.answers.router).toMatchObject({ by: SITE, stated: { by: OWNER, value: toValue('own') } })
    expect(assuranceOf(session)).toBe('on-site')
    expect(correctionsIn(SETUP, session)).toEqual([])
  })

  it('keeps a mismatch with what the firm had said, by whom and where it was seen', () => {
    expect(correctionsIn(SETUP, filled(SITE, 'isp'))).toMatchObject([
      { question: 'router', stated: toValue('own'), observed: toValue('isp'), by: 'site', who: '村上', at: 5 },
    ])
  })

  it('is not what the desk left in a form on the telephone', () => {
    expect(filled(DESK, 'own').answers.router).toMatchObject({ by: OWNER })
  })
})

describe('a diagnosis (R-040)', () => {
  it.each([
    ['open', 'open', null, 9],
    ['paused', 'paused', null, null],
    ['finished', 'finished', 5, null],
    ['finished', 'finished', 5, 4],
    ['confirmed', 'finished', 5, 5],
    ['confirmed', 'finished', 5, 9],
  ] as const)('is %s when it is %s at %s and the firm was heard at %s', (expected, state, finishedAt, heldAt) => {
    expect(confirmedState({ state }, { finishedAt, heldAt })).toBe(expected)
  })
})
