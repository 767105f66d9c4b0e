import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OFFICE_3_1 } from '#bot/content/questionnaires/office-3-1.ts'
import { SURVEY } from '#bot/content/questionnaires/survey.ts'
import { TELEWORK } from '#bot/content/questionnaires/telework.ts'
import { correctionsIn } from '#engine/diagnosis/correction.ts'
import { crossTable } from '#engine/diagnosis/cross-table.ts'
import { type Distribution, distributionsOf, questionNamed } from '#engine/diagnosis/figures.ts'
import { funnelOf, withoutFew } from '#engine/diagnosis/funnel.ts'
import type { Participant } from '#engine/diagnosis/groups.ts'
import { regionMeans, standingOf } from '#engine/diagnosis/means.ts'
import { scoreOf } from '#engine/diagnosis/score.ts'
import { choicesOf, type Questionnaire, questionsOf } from '#engine/dialogue/questionnaire.ts'
import { replay, type Session, valuesOf } from '#engine/dialogue/session.ts'
import { DESK, eventsFor, OWNER, type Said, sessionFor, toValue, walked } from '#test/support/answered.ts'
import { PILOT_HOME, PILOT_OFFICE, pilotRegion } from '#test/support/pilot-region.ts'

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))

const findIn = (all: readonly Distribution[], id: string): Distribution => {
  const one = all.find(({ question }) => question === id)
  if (!one) throw new Error(`no figures of ${id}`)
  return one
}
const counts = ({ choices, unknown, unanswered }: Distribution) =>
  Object.fromEntries([...choices, unknown, unanswered].map(({ choice, firms }) => [choice, firms]))

describe('the survey’s figures', () => {
  /** As far as the insurance: of the pilot’s 90 firms 44 know it (49 %); of these 29 cannot say (66 %), 7 can (16 %). */
  const pilot = [
    ...times(29, () => ({ s15: 'yes', s16: 'unknown' })),
    ...times(7, () => ({ s15: 'yes', s16: 'high' })),
    ...times(8, () => ({ s15: 'yes', s16: 'put-off' })),
    ...times(46, () => ({ s15: 'no' })),
  ].map((said) => sessionFor(SURVEY, said, { isFinished: false }))

  it('reproduce the pilot’s chain: 49 % know the insurance, of whom 66 % cannot say and 16 % can', () => {
    const all = distributionsOf(SURVEY, pilot)
    const [knows, price] = [findIn(all, 's15'), findIn(all, 's16')]
    expect(knows.firms).toBe(90)
    expect(Math.round((knows.choices[0]?.share ?? 0) * 100)).toBe(49)
    expect(price.firms).toBe(44)
    expect(Math.round((price.unknown.share ?? 0) * 100)).toBe(66)
    expect(Math.round((price.choices.find(({ choice }) => choice === 'high')?.share ?? 0) * 100)).toBe(16)
  })

  it('count „I don’t know“ and no answer for themselves, never as a „no“', () => {
    const all = distributionsOf(SURVEY, pilot)
    expect(counts(findIn(all, 's16'))).toEqual({ high: 7, fair: 0, unknown: 29, unanswered: 8 })
    expect(counts(findIn(all, 's15'))).toEqual({ yes: 44, no: 46, unknown: 0, unanswered: 0 })
  })

  it('hold the two questions against each other, and know who was not asked', () => {
    const [row, column] = [questionNamed(SURVEY, 's15'), questionNamed(SURVEY, 's16')]
    if (!row || !column) throw new Error('the survey has changed')
    const of = findIn(distributionsOf(SURVEY, pilot), 's15')
    const table = crossTable(SURVEY, pilot, { row, column, of })
    expect(table.columns).toEqual(['high', 'fair', 'unknown', 'unanswered', 'unasked'])
    expect(table.rows.slice(0, 2)).toEqual([
      { choice: 'yes', firms: 44, cells: [7, 0, 29, 8, 0] },
      { choice: 'no', firms: 46, cells: [0, 0, 0, 0, 46] },
    ])
  })

  it('say nothing of a question that was put to four firms', () => {
    const [one] = distributionsOf(
      SURVEY,
      times(4, () => sessionFor(SURVEY, { occasion: 'briefing' }, { isFinished: false })),
    )
    expect(one).toMatchObject({ question: 'occasion', firms: null, unknown: { firms: null } })
    expect(one?.choices.every(({ firms, share }) => firms === null && share === null)).toBe(true)
  })

  describe('of a group beside others', () => {
    const said = (yes: number, no: number): Session[] =>
      [...times(yes, () => 'yes'), ...times(no, () => 'no')].map((s15) =>
        sessionFor(SURVEY, { s15 }, { isFinished: false }),
      )
    const told = (own: Session[], ...apart: Session[][]) => counts(findIn(distributionsOf(SURVEY, own, apart), 's15'))

    it.each([
      ['stands there where the others are as many', said(6, 7), [said(8, 9)], { yes: 6, no: 7 }],
      ['is hidden whole where the whole less this would leave few', said(6, 7), [said(2, 1)], { yes: null, no: null }],
      [
        'is hidden by its cells where the whole less this would leave few there',
        said(6, 7),
        [said(2, 9)],
        { yes: null, no: null },
      ],
      ['stands there where two others hide each other', said(9, 9), [said(7, 7), said(7, 2)], { yes: 9, no: 9 }],
    ] as const)('%s', (_, own, apart, shown) => {
      expect(told([...own], ...apart.map((one) => [...one]))).toMatchObject(shown)
    })

    it('nothing small can be worked out by subtraction, whatever was answered', () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 2, maxLength: 4 }), (sizes) => {
          const groups = sizes.map(([yes, no]) => said(yes, no))
          const whole = told(groups.flat())
          const each = groups.map((own, place) => told(own, ...groups.filter((_, other) => other !== place)))
          for (const [place, choice] of (['yes', 'no'] as const).entries()) {
            const hidden = sizes.filter((_, group) => each[group]?.[choice] === null)
            const left = hidden.reduce((sum, size) => sum + (size[place] ?? 0), 0)
            // What is hidden of all groups together is the whole less what is shown.
            if (whole[choice] !== null) expect([1, 2, 3, 4]).not.toContain(left)
          }
        }),
      )
    })
  })

  it('hide a question that is asked because of an answer which is hidden', () => {
    const few = [...times(20, () => ({ s15: 'yes', s16: 'high' })), ...times(3, () => ({ s15: 'no' }))].map((said) =>
      sessionFor(SURVEY, said, { isFinished: false }),
    )
    const all = distributionsOf(SURVEY, few)
    expect(counts(findIn(all, 's15'))).toMatchObject({ yes: null, no: null })
    // 23 − 20 would be the three.
    expect(findIn(all, 's16').firms).toBeNull()
  })

  it('hide a choice of several that all but a few have', () => {
    const said = [...times(20, () => ['antivirus', 'backup']), ...times(2, () => ['backup'])]
    const all = distributionsOf(
      SURVEY,
      said.map((s4) => sessionFor(SURVEY, { s4 }, { isFinished: false })),
    )
    expect(counts(findIn(all, 's4'))).toMatchObject({ antivirus: null, backup: 22, training: 0 })
  })

  it('do not count a question that a firm never came to', () => {
    const far = times(6, () => sessionFor(SURVEY, { occasion: 'end', s1: 'it' }, { isFinished: false }))
    const all = distributionsOf(SURVEY, far)
    expect(findIn(all, 's1').firms).toBe(6)
    expect(findIn(all, 's2').firms).toBeNull()
  })

  it('show nothing of words, numbers and what is personal', () => {
    const shown = new Set(distributionsOf(OFFICE_3_1, []).map(({ question }) => question))
    const secret = questionsOf(OFFICE_3_1).filter(
      (question) => question.sensitivity !== 'open' || choicesOf(question).length === 0,
    )
    expect(secret.filter(({ id }) => shown.has(id))).toEqual([])
  })
})

describe('what a firm stated and what was observed (R-033)', () => {
  const both = (said: Said, seen: Said): Session =>
    replay([
      ...eventsFor(SURVEY, { s4: said }),
      { kind: 'answered', question: 's4', value: toValue(seen), at: 1, by: DESK },
    ])

  it('are both kept, and the figures take what was observed', () => {
    const sessions = [
      ...times(6, () => both(['antivirus', 'firewall'], ['antivirus'])),
      ...times(6, () => sessionFor(SURVEY, { s4: ['antivirus', 'firewall'] })),
    ]
    const [corrected] = sessions
    if (!corrected) throw new Error('nobody')
    expect(corrected.answers.s4).toMatchObject({
      value: toValue(['antivirus']),
      by: DESK,
      stated: { value: toValue(['antivirus', 'firewall']), by: OWNER },
    })
    const one = findIn(distributionsOf(SURVEY, sessions), 's4')
    expect(counts(one)).toMatchObject({ antivirus: 12, firewall: 6 })
    expect(one.downgraded).toMatchObject({ firms: 6, share: 0.5 })
  })

  it.each([
    ['a thing fewer', ['antivirus', 'firewall'], ['antivirus'], [true]],
    ['a thing more', ['antivirus'], ['antivirus', 'backup'], [false]],
    ['the same', ['antivirus'], ['antivirus'], []],
    ['nothing after all', ['antivirus'], ['none'], [true]],
    ['something after all', ['none'], ['backup'], [false]],
  ])('%s', (_, said, seen, expected) => {
    expect(correctionsIn(SURVEY, both(said, seen)).map(({ isDowngrade }) => isDowngrade)).toEqual(expected)
  })

  it.each([
    ['a firewall that is only what came with the PC', 'bought', 'built-in', [true]],
    ['a better one than was said', 'built-in', 'bought', [false]],
    ['what nobody knows', 'bought', 'unknown', [false]],
    ['what nobody had known', 'unknown', 'built-in', [false]],
  ])('%s', (_, said, seen, expected) => {
    const session = replay([
      ...eventsFor(SURVEY, { s4: ['firewall'], 's4-firewall': said }),
      { kind: 'answered', question: 's4-firewall', value: toValue(seen), at: 1, by: DESK },
    ])
    expect(correctionsIn(SURVEY, session).map(({ isDowngrade }) => isDowngrade)).toEqual(expected)
  })

  it('count fewer points as less', () => {
    const session = replay([
      ...eventsFor(OFFICE_3_1, { q1: 'done' }),
      { kind: 'answered', question: 'q1', value: toValue('part'), at: 1, by: DESK },
    ])
    expect(correctionsIn(OFFICE_3_1, session)).toMatchObject([{ question: 'q1', by: 'desk', isDowngrade: true }])
  })

  it('a second look keeps what the firm had said at first', () => {
    const looked = (choice: string) =>
      ({ kind: 'answered', question: 'q1', value: toValue(choice), at: 1, by: DESK }) as const
    const session = replay([...eventsFor(OFFICE_3_1, { q1: 'done' }), looked('part'), looked('not')])
    expect(session.answers.q1).toMatchObject({ value: toValue('not'), stated: { value: toValue('done') } })
  })

  it('what the desk wrote down for the firm is no statement of the firm', () => {
    const written = eventsFor(OFFICE_3_1, { q1: 'done' }, { by: DESK })
    const session = replay([...written, { kind: 'answered', question: 'q1', value: toValue('part'), at: 1, by: DESK }])
    expect(session.answers.q1?.stated).toBeUndefined()
  })

  it('a firm that thinks again before anybody looked has stated what it said last', () => {
    const session = replay([
      ...eventsFor(OFFICE_3_1, { q1: 'done' }),
      { kind: 'answered', question: 'q1', value: toValue('part'), at: 1, by: OWNER },
    ])
    expect(session.answers.q1?.stated).toBeUndefined()
  })
})

describe('how far firms have come', () => {
  const now = Date.UTC(2026, 10, 26)
  const begun = (firmId: string, said: Record<string, Said>) => ({
    firmId,
    session: sessionFor(OFFICE_3_1, said, { isFinished: false }),
    isFinished: false,
  })
  const done = (firmId: string) => ({ firmId, session: sessionFor(OFFICE_3_1, {}), isFinished: true })
  const all = walked(OFFICE_3_1, (_, [first = '']) => first)
  const until = (question: string): Record<string, Said> =>
    Object.fromEntries(Object.entries(all).slice(0, Object.keys(all).indexOf(question)))

  it('shows the pilot’s 72 firms of which one never began (R-012)', () => {
    const sessions = times(71, (n) => done(`firm-${n}`))
    const funnel = funnelOf(OFFICE_3_1, sessions, { firms: 72, members: 72, now })
    expect(funnel).toMatchObject({ firms: 72, members: 72, started: 71, finished: 71, standing: [] })
    expect(withoutFew(funnel)).toMatchObject({ firms: 72, started: null, finished: null })
  })

  it('names the question before which firms stand', () => {
    const sessions = [
      ...times(5, (n) => begun(`a-${n}`, until('q6'))),
      ...times(3, (n) => begun(`b-${n}`, until('q24'))),
      ...times(20, (n) => done(`c-${n}`)),
    ]
    const funnel = funnelOf(OFFICE_3_1, sessions, { firms: 40, members: 30, now })
    expect(funnel.standing).toEqual([
      { section: 'everyday', question: 'q6', firms: 5, stopped: 5 },
      { section: 'organisation', question: 'q24', firms: 3, stopped: 3 },
    ])
    expect(funnel.sections.map(({ firms }) => firms)).toEqual([28, 28, 23, 20, 20, 20])
    expect(withoutFew(funnel).standing.map(({ firms, stopped }) => [firms, stopped])).toEqual([
      [5, null],
      [null, null],
    ])
  })

  it('has nobody stop who said something within a day', () => {
    const { session } = begun('a', until('q6'))
    const funnel = funnelOf(OFFICE_3_1, [{ firmId: 'a', session, isFinished: false }], {
      firms: 1,
      members: 1,
      now: session.movedAt + 86_399_999,
    })
    expect(funnel.standing).toMatchObject([{ firms: 1, stopped: 0 }])
  })

  it('counts a firm once, by whoever came farthest', () => {
    const sessions = [begun('a', until('q2')), begun('a', until('q7')), begun('a', {})]
    const { started, standing } = funnelOf(OFFICE_3_1, sessions, { firms: 1, members: 1, now })
    expect([started, standing.map(({ question }) => question)]).toEqual([1, ['q7']])
  })
})

describe('how a region stands', () => {
  const signs = (results: readonly Participant[], { version }: Questionnaire) => {
    const { all } = regionMeans(results, version)
    if (!all) throw new Error('no mean')
    return Object.fromEntries(standingOf(all).map(({ axis, isWeak }) => [axis, isWeak]))
  }

  it('has the pilot’s strong and weak axes (R-046)', () => {
    const office = pilotRegion(OFFICE_3_1, PILOT_OFFICE)
    expect(signs(office, OFFICE_3_1)).toMatchObject({
      ...{ disposal: false, facility: false, rules: false },
      ...{ incident: true, clarity: true, internet: true },
    })
  })

  it('has the pilot’s weak axes at home (R-046)', () => {
    const home = pilotRegion(TELEWORK, PILOT_HOME)
    expect(signs(home, TELEWORK)).toMatchObject({ clarity: true, wireless: true, router: true, device: false })
  })

  it('turns the signs when the firms are turned', () => {
    const turned = pilotRegion(OFFICE_3_1, { disposal: 0.1, incident: 0.95 })
    expect(signs(turned, OFFICE_3_1)).toMatchObject({ disposal: true, incident: false })
  })

  const firms = (industry: string | null, count: number): Participant[] =>
    times(count, (n) => ({
      firmId: `${industry}-${n}`,
      industry,
      score: scoreOf(
        OFFICE_3_1,
        valuesOf(
          sessionFor(
            OFFICE_3_1,
            walked(OFFICE_3_1, (_, [first = '']) => first),
          ),
        ),
      ),
    }))
  const shown = (results: Participant[]) =>
    regionMeans(results, '3.1').industries.map(({ industry, mean }) => [industry, mean?.firms ?? null])

  it('hides an industry of four firms, and another one so that nobody can subtract', () => {
    expect(shown([...firms('製造業', 20), ...firms('建設業', 8), ...firms(null, 4)])).toEqual([
      ['製造業', 20],
      ['建設業', null],
      [null, null],
    ])
  })

  it('hides nothing where all industries are groups', () => {
    expect(shown([...firms('製造業', 9), ...firms('建設業', 5)])).toEqual([
      ['製造業', 9],
      ['建設業', 5],
    ])
  })

  it('has no mean of four firms', () => {
    expect(regionMeans(firms('製造業', 4), '3.1')).toMatchObject({ all: null, industries: [{ mean: null }] })
  })
})
