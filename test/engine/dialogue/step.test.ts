import { describe, expect, it } from 'vitest'
import type { Input, Said } from '#engine/dialogue/exchange.ts'
import {
  apply,
  NOT_STARTED,
  type Respondent,
  replay,
  type Session,
  type SessionEvent,
} from '#engine/dialogue/session.ts'
import { step } from '#engine/dialogue/step.ts'
import { CHIBA, listening, NOW, SAMPLE, SASAKI } from './sample.ts'

/** A session that is talked to; what is said back, each as a short word. */
function talk() {
  const started: SessionEvent = { kind: 'started', questionnaire: 'sample', version: '1', at: NOW, by: SASAKI }
  let session: Session = apply(NOT_STARTED, started)
  const events: SessionEvent[] = [started]
  let now = NOW
  const hear = (input: Input, by: Respondent = SASAKI): string[] => {
    const turn = step(SAMPLE, session, input, by, listening(now))
    events.push(...turn.events)
    session = turn.session
    return turn.says.map(brief)
  }
  return {
    begin: (by?: Respondent) => hear({ kind: 'begin' }, by),
    says: (text: string, by?: Respondent) => hear({ kind: 'typed', text }, by),
    taps: (question: string, choice: string, by?: Respondent) => hear({ kind: 'tap', question, choice }, by),
    hear,
    pass: (ms: number) => {
      now += ms
    },
    session: () => session,
    events,
    answers: () => Object.fromEntries(Object.entries(session.answers).map(([id, { value }]) => [id, value])),
  }
}

function brief(said: Said): string {
  switch (said.kind) {
    case 'ask':
      return `${said.is === 'again' ? 'again' : 'ask'} ${said.question.id} ${said.place.number}/${said.place.total}`
    case 'noted':
    case 'corrected':
      return `${said.kind} ${said.question.id}`
    case 'not-understood':
      return `not-understood ${said.how}`
    case 'refused':
      return `refused ${said.reason}`
    case 'answered-by-other':
      return `answered-by ${said.name}`
    case 'where':
      return `where ${said.place.answered}/${said.place.all}`
    case 'paused':
    case 'nudge':
    case 'rest':
      return `${said.kind} ${said.left}`
    case 'help':
    case 'why':
      return `${said.kind} ${said.question.id}`
    default:
      return said.kind
  }
}

describe('a questionnaire', () => {
  it('is walked through by typing, to the end', () => {
    const t = talk()
    expect(t.begin()).toEqual(['ask name 1/3'])
    expect(t.says('佐々木水産')).toEqual(['noted name', 'ask assets 2/3'])
    expect(t.says('1と2')).toEqual(['noted assets', 'ask pcs 3/3'])
    expect(t.says('８台')).toEqual(['noted pcs', 'ask q1 1/3'])
    expect(t.says('わからない')).toEqual(['noted q1', 'ask home 2/3'])
    expect(t.says('うん')).toEqual(['noted home', 'ask home-1 3/4'])
    expect(t.says('1')).toEqual(['noted home-1', 'ask visit 4/4'])
    expect(t.says('明日の10時')).toEqual(['noted visit', 'finished'])
    expect(t.session().state).toBe('finished')
    expect(t.session()).toEqual(replay(t.events))
  })

  it('offers what was put off at the end, and lets go of what need not be answered', () => {
    const t = talk()
    t.begin()
    expect(t.says('あとで')).toEqual(['put-off', 'ask assets 2/3'])
    t.says('3')
    t.says('5')
    t.says('1')
    expect(t.says('いいえ')).toEqual(['noted home', 'ask visit 3/3'])
    expect(t.says('とばす')).toEqual(['put-off', 'ask name 1/3'])
    expect(t.says('とばす')).toEqual(['put-off', 'ask visit 3/3'])
    expect(t.says('とばす')).toEqual(['put-off', 'finished'])
  })

  it('waits for what must be answered, and asks it again when it is taken up', () => {
    const t = talk()
    t.begin()
    t.says('佐々木')
    t.says('3')
    t.says('5')
    t.says('あとで')
    t.says('いいえ')
    t.says('明日の10時')
    expect(t.says('あとで')).toEqual(['put-off', 'rest 1'])
    expect(t.session().state).toBe('paused')
    expect(t.begin()).toEqual(['welcome-back', 'ask q1 1/3'])
    expect(t.says('1')).toEqual(['noted q1', 'finished'])
  })

  it('goes back, further back, and corrects by number; what no longer applies is kept and not counted', () => {
    const t = talk()
    expect(t.says('戻る')).toEqual(['nothing-before', 'ask name 1/3'])
    for (const answer of ['佐々木', '1', '8', '1', 'はい', '1']) t.says(answer)
    expect(t.says('戻る')).toEqual(['ask home-1 3/4'])
    expect(t.says('もどる')).toEqual(['ask home 2/4'])
    expect(t.says('いいえ')).toEqual(['corrected home', 'ask visit 3/3'])
    expect(t.answers()['home-1']).toEqual({ kind: 'choice', choice: 'done' })
    expect(t.says('1番を直す')).toEqual(['ask q1 1/3'])
    expect(t.says('2')).toEqual(['corrected q1', 'ask visit 3/3'])
    expect(t.says('9番を直す')).toEqual(['no-such-number', 'again visit 3/3'])
    expect(t.says('2番を直したい')).toEqual(['ask home 2/3'])
    expect(t.says('はい')).toEqual(['corrected home', 'ask visit 4/4'])
  })

  it('leaves a reopened question as it was when it is passed over', () => {
    const t = talk()
    t.begin()
    t.says('佐々木')
    t.says('戻る')
    expect(t.says('あとで')).toEqual(['put-off', 'ask assets 2/3'])
    expect(t.answers().name).toEqual({ kind: 'text', text: '佐々木' })
  })

  it('picks several by taps, takes a pick back, and refuses 特にない beside something else (R-040)', () => {
    const t = talk()
    t.begin()
    t.says('佐々木')
    expect(t.taps('assets', 'personal')).toEqual(['again assets 2/3'])
    expect(t.taps('assets', 'technical')).toEqual(['again assets 2/3'])
    expect(t.taps('assets', 'none')).toEqual(['refused not-alone', 'again assets 2/3'])
    expect(t.taps('assets', 'personal')).toEqual(['again assets 2/3'])
    expect(t.says('これでよい')).toEqual(['noted assets', 'ask pcs 3/3'])
    expect(t.answers().assets).toEqual({ kind: 'choices', choices: ['technical'] })
  })

  it('takes 特にない alone at once', () => {
    const t = talk()
    t.begin()
    t.says('佐々木')
    expect(t.taps('assets', 'none')).toEqual(['noted assets', 'ask pcs 3/3'])
  })

  it('helps more each time it does not understand', () => {
    const t = talk()
    t.begin()
    for (const answer of ['佐々木', '1', '8']) t.says(answer)
    expect(t.says('そうですねえ')).toEqual(['not-understood plain', 'again q1 1/3'])
    expect(t.says('😀')).toEqual(['not-understood example', 'again q1 1/3'])
    expect(t.says('むずかしいな')).toEqual(['not-understood offer-human', 'again q1 1/3'])
    expect(t.says('長い話です。'.repeat(20))).toEqual(['not-understood long', 'again q1 1/3'])
    expect(t.says('1')).toEqual(['noted q1', 'ask home 2/3'])
    expect(t.says('そうですねえ')).toEqual(['not-understood plain', 'again home 2/3'])
  })

  it('keeps its place whatever is sent or asked in between', () => {
    const t = talk()
    t.begin()
    expect(t.says('これは？')).toEqual(['help name', 'again name 1/3'])
    expect(t.says('なぜ聞くの？')).toEqual(['why name', 'again name 1/3'])
    expect(t.says('いまどこ？')).toEqual(['where 0/6', 'again name 1/3'])
    expect(t.hear({ kind: 'media', media: 'sticker' })).toEqual(['media', 'again name 1/3'])
    expect(t.says('やめる')).toEqual(['paused 6'])
    expect(t.begin()).toEqual(['welcome-back', 'again name 1/3'])
  })

  it('is filled by two people, each question once', () => {
    const t = talk()
    t.begin()
    expect(t.begin(CHIBA)).toEqual(['ask assets 2/3'])
    expect(t.says('1', CHIBA)).toEqual(['noted assets', 'ask pcs 3/3'])
    expect(t.says('佐々木水産')).toEqual(['noted name', 'ask q1 1/3'])
    expect(t.session().answers.assets?.by).toEqual(CHIBA)
  })

  it('tells the second of two who answer one question at once, and lets them change it', () => {
    const t = talk()
    t.begin()
    for (const answer of ['佐々木', '1', '8']) t.says(answer)
    expect(t.begin(CHIBA)).toEqual(['ask home 2/3'])
    expect(t.taps('q1', 'done')).toEqual(['noted q1', 'ask visit 3/3'])
    expect(t.taps('q1', 'done', CHIBA)).toEqual(['noted q1', 'again home 2/3'])
    expect(t.session().answers.q1?.by).toEqual(SASAKI)
    expect(t.taps('q1', 'part', CHIBA)).toEqual(['answered-by 佐々木', 'again home 2/3'])
    expect(t.answers().q1).toEqual({ kind: 'choice', choice: 'done' })
    expect(t.hear({ kind: 'reopen', question: 'q1' }, CHIBA)).toEqual(['ask q1 1/3'])
    expect(t.taps('q1', 'part', CHIBA)).toEqual(['corrected q1', 'ask home 2/3'])
    expect(t.session().answers.q1).toMatchObject({ by: CHIBA, value: { choice: 'part' } })
  })

  it('answers a button of another version or of a question that is gone with what is open', () => {
    const t = talk()
    t.begin()
    expect(t.taps('q99', 'done')).toEqual(['old-button', 'again name 1/3'])
    expect(t.taps('home-1', 'done')).toEqual(['no-longer-asked', 'again name 1/3'])
    expect(t.taps('q1', 'nonsense')).toEqual(['old-button', 'again name 1/3'])
  })

  it('is asked about again after a while, and rests in the end with all its answers', () => {
    const t = talk()
    t.begin()
    t.says('佐々木')
    t.pass(86_400_000)
    expect(t.hear({ kind: 'nudge' })).toEqual(['nudge 5', 'again assets 2/3'])
    t.hear({ kind: 'park' })
    expect(t.session().state).toBe('parked')
    expect(t.begin()).toEqual(['welcome-back', 'again assets 2/3'])
    expect(t.answers().name).toBeDefined()
  })

  it('takes a page of a form, and asks only what the page left', () => {
    const t = talk()
    t.begin()
    t.says('佐々木')
    const values = { name: { kind: 'text', text: '佐々木' }, pcs: { kind: 'number', number: 8 } } as const
    expect(t.hear({ kind: 'filled', values }, CHIBA)).toEqual([])
    expect(t.session().answers.name?.by).toEqual(SASAKI)
    expect(t.session().answers.pcs?.by).toEqual(CHIBA)
    expect(t.says('1')).toEqual(['noted assets', 'ask q1 1/3'])
  })
})
