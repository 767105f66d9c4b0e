import { describe, expect, test } from 'vitest'
import { stepsOf } from '#playground/page/guide/steps.ts'
import { EMPTY_SCENE } from '#playground/page/world.ts'

const SESSION = {
  adminToken: '',
  controlUrl: '',
  publicOrigin: null,
  firms: [{ id: 'f', name: '佐々木水産', people: [] }],
  staff: [],
  sensors: [],
  invites: [],
  rounds: [],
  samples: [],
}
const FIRM = { id: 'f', name: '佐々木水産', people: [{ name: '佐々木', role: 'owner', userId: 'U1' }] }
const FRIEND = { userId: 'U1', displayName: '佐々木', isFriend: true, blocked: false }

type Played = Parameters<typeof stepsOf>[0]
const done = (played: Partial<Played>): string[] =>
  stepsOf({ scene: EMPTY_SCENE, session: SESSION, progress: { cases: [], notices: [] }, ...played })
    .filter(({ isDone }) => isDone)
    .map(({ title }) => title)

const befriended = { ...EMPTY_SCENE, line: { ...EMPTY_SCENE.line, users: [FRIEND] } }
const aCase = { id: 'c', firmId: 'f', state: 'new', claimedBy: null, desk: null }
const notice = { id: 'n', firmId: 'f', state: 'sent', sentAt: '2026-11-25T00:00:00Z', readAt: null, told: ['佐々木'] }

describe('the guide', () => {
  test.each<[string, Partial<Played>, string[]]>([
    ['at first nothing', {}, []],
    ['a friend', { scene: befriended }, ['友だちになる']],
    [
      'a friend who blocked us since',
      {
        scene: { ...befriended, line: { ...befriended.line, users: [{ ...FRIEND, isFriend: false, blocked: true }] } },
      },
      ['友だちになる'],
    ],
    ['a member', { session: { ...SESSION, firms: [FIRM] } }, ['会社に入る']],
    ['a case', { progress: { cases: [aCase], notices: [] } }, ['攻撃を起こす']],
    ['a case of a firm that nobody plays', { progress: { cases: [{ ...aCase, firmId: 'pilot' }], notices: [] } }, []],
    [
      'a claim',
      { progress: { cases: [{ ...aCase, claimedBy: { name: '小野' } }], notices: [] } },
      ['攻撃を起こす', '引き受ける'],
    ],
    ['a draft, which nobody has got yet', { progress: { cases: [], notices: [{ ...notice, sentAt: null }] } }, []],
    ['a notice', { progress: { cases: [], notices: [notice] } }, ['通報する']],
    [
      'an answer',
      { progress: { cases: [], notices: [{ ...notice, readAt: notice.sentAt }] } },
      ['通報する', '社長が答える'],
    ],
    ['the end', { progress: { cases: [{ ...aCase, state: 'closed' }], notices: [] } }, ['攻撃を起こす', '完了にする']],
    ['another day, to which nobody had anything to answer', { scene: { ...EMPTY_SCENE, aheadMs: 86_400_000 } }, []],
    [
      'a second person who was told',
      { progress: { cases: [], notices: [{ ...notice, told: ['佐々木', '千葉'] }] } },
      ['通報する', '返事を待ってみる'],
    ],
    [
      'the desk, because nobody answered',
      { progress: { cases: [{ ...aCase, desk: { reason: 'no-answer' } }], notices: [notice] } },
      ['攻撃を起こす', '通報する', '返事を待ってみる'],
    ],
    [
      'the desk, for something else',
      { progress: { cases: [{ ...aCase, desk: { reason: 'wants-human' } }], notices: [notice] } },
      ['攻撃を起こす', '通報する'],
    ],
  ])('sees %s', (_, played, titles) => {
    expect(done(played)).toEqual(titles)
  })
})
