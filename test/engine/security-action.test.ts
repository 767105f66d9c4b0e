import { describe, expect, it } from 'vitest'
import type { Answer, Session } from '#engine/dialogue/session.ts'
import { type PolicyStep, policyOf, SECTION_LENGTH_MAX, type Sections, sectionWritten } from '#engine/policy.ts'
import { readId, reminderOf, type SecurityActionStep, standingOf, toldIn } from '#engine/security-action.ts'

const DAY = 86_400_000
const by = { personId: 'p', name: '佐々木' }

type Heard = Pick<Session, 'questionnaire' | 'state' | 'answers' | 'movedAt'>

function session(questionnaire: string, answers: Record<string, string>, at: number, state: Session['state']): Heard {
  const given = Object.entries(answers).map(([id, text]): [string, Answer] => [
    id,
    { value: id === 'id' ? { kind: 'text', text } : { kind: 'choice', choice: text }, by, at },
  ])
  return { questionnaire, state, movedAt: at, answers: Object.fromEntries(given) }
}
const own = (answers: Record<string, string>, at = 0, state: Session['state'] = 'finished'): Heard =>
  session('security-action', answers, at, state)
const office = (wish: string, at = 0): Heard => session('office', { 'b-wish': wish }, at, 'finished')
const step = (kind: 'gbiz-arrived' | 'declared' | 'published' | 'pledged', at: number): SecurityActionStep => ({
  kind,
  at,
  by,
})
const SECTIONS: Sections = { aim: 'a', lead: 'b', assets: 'c', measures: 'd', teach: 'e', incident: 'f', review: 'g' }
const drafted: SecurityActionStep = { kind: 'policy-drafted', sections: SECTIONS, at: 0, by: null }

const standing = (sessions: Heard[], steps: SecurityActionStep[] = []) => standingOf(toldIn(sessions), steps)
const at = (sessions: Heard[], steps: SecurityActionStep[] = []): string => {
  const { step: reached, next } = standing(sessions, steps)
  return `${reached}: ${next}`
}
const ready = { gbiz: 'prime', wish: 'one', 'r-updates': 'pledged' }

describe('where a firm stands', () => {
  it('wishes, prepares, has its GビズID, declares, tells its number', () => {
    expect(at([])).toBe('none: nothing')
    expect(at([office('none')])).toBe('none: nothing')
    expect(at([office('one')])).toBe('wish: begin')
    expect(at([office('one'), own({ gbiz: 'prime' }, 1, 'open')])).toBe('prepare: go-on')
    expect(at([own({ ...ready, gbiz: 'none' })])).toBe('gbiz: get-gbiz')
    expect(at([own(ready)])).toBe('declare: declare')
    expect(at([own(ready)], [step('declared', 1)])).toBe('id: tell-id')
    expect(at([own(ready)], [step('declared', 1), { kind: 'id', id: '51234567890', at: 2, by }])).toBe('done: nothing')
    expect(at([own(ready)], [step('declared', 1), { kind: 'id', id: '', at: 2, by }])).toBe('id: tell-id')
    expect(at([own({ ...ready, declared: 'yes', id: '51234567890' })])).toBe('done: nothing')
  })

  it('pledges every rule before it declares', () => {
    const sessions = [own({ ...ready, 'r-backups': 'not-yet' })]
    expect(standing(sessions).unpledged).toEqual(['r-backups'])
    expect(at(sessions)).toBe('prepare: pledge')
    expect(at(sessions, [step('pledged', 1)])).toBe('declare: declare')
  })

  it('needs the diagnosis and a policy for two stars, and publishes it before it declares', () => {
    const two = own({ ...ready, wish: 'two' })
    expect(at([two])).toBe('prepare: diagnose')
    expect(at([office('one', -1), two])).toBe('prepare: draft')
    expect(at([office('one', -1), two], [drafted])).toBe('declare: publish')
    expect(at([office('one', -1), two], [drafted, step('published', 1)])).toBe('declare: declare')
    const told: SecurityActionStep[] = [drafted, step('declared', 1), { kind: 'id', id: '51234567890', at: 2, by }]
    expect(at([office('one', -1), two], told)).toBe('publish: publish')
  })

  it('wishes what it said last, wherever it said it', () => {
    expect(standing([office('one', 5), own({ wish: 'two' }, 3)]).wish).toBe('one')
    expect(standing([office('one', 2), own({ wish: 'two' }, 3)]).wish).toBe('two')
  })
})

describe('what is asked while a firm waits', () => {
  const posted = own({ ...ready, gbiz: 'none', 'gbiz-way': 'post' })
  const asked = (times: number): SecurityActionStep[] =>
    Array.from({ length: times }, (_, n) => ({ kind: 'reminded', of: 'gbiz', at: n + 1, by: null }))
  const days = (sessions: Heard[], steps: SecurityActionStep[] = []): number | undefined => {
    const reminder = reminderOf(standing(sessions, steps), steps)
    return reminder && reminder.at / DAY
  }

  it('is whether the GビズID has come, after seven and thirty days, then never again', () => {
    expect([0, 1, 2].map((times) => days([posted], asked(times)))).toEqual([7, 30, undefined])
    expect(days([own({ ...ready, gbiz: 'none', 'gbiz-way': 'later' })])).toBeUndefined()
  })

  it('is the number of the declaration, fourteen days after it, three times', () => {
    const waiting = (times: number): SecurityActionStep[] => [
      step('declared', DAY),
      ...asked(times).map((one) => ({ ...one, of: 'id', at: 2 * DAY }) as SecurityActionStep),
    ]
    expect([0, 1, 2, 3].map((times) => days([own(ready)], waiting(times)))).toEqual([15, 29, 43, undefined])
  })

  it('is nothing of a firm that wishes no star any more', () => {
    expect(days([posted, office('none', 1)])).toBeUndefined()
  })
})

describe('the number of a declaration', () => {
  it.each(['51234567890', '５１２３４５６７８９０', '5123-456 7890', '番号は51234567890です'])(
    '%s is read',
    (typed) => {
      expect(readId(typed)).toEqual({ kind: 'id', id: '51234567890' })
    },
  )

  it.each([
    ['41234567890', 'old'],
    ['61234567890', 'start'],
    ['5123456789', 'length'],
    ['512345678901', 'length'],
    ['まだです', 'no-digits'],
  ])('%s is refused: %s', (typed, why) => {
    expect(readId(typed)).toEqual({ kind: 'refused', why })
  })
})

describe('a policy', () => {
  const edit = (text: string, when: number) => ({ kind: 'policy-edited', section: 'lead', text, at: when }) as const
  const undo = { kind: 'policy-undone', at: 9 } as const
  const lead = (...steps: (PolicyStep & { at: number })[]): string | undefined =>
    policyOf([{ kind: 'policy-drafted', sections: SECTIONS, at: 0 }, ...steps])?.sections.lead

  it('is changed a section at a time, and each change can be taken back', () => {
    expect(lead(edit('x', 1))).toBe('x')
    expect(lead(edit('x', 1), edit('y', 2), undo)).toBe('x')
    expect(lead(edit('x', 1), edit('y', 2), undo, undo)).toBe('b')
    expect(lead(edit('x', 1), undo, undo, undo)).toBe('b')
    expect(lead(edit('x', 1), undo, edit('z', 3))).toBe('z')
    expect(policyOf([])).toBeUndefined()
  })

  it('loses the change whose message was taken back, whatever came after it', () => {
    const [x, y] = [
      { ...edit('x', 1), messageId: 'm1' },
      { ...edit('y', 2), messageId: 'm2' },
    ]
    const unsent = (messageId: string) => ({ kind: 'policy-unsent', messageId, at: 3 }) as const
    expect(lead(x, unsent('m1'))).toBe('b')
    expect(lead(x, y, unsent('m1'))).toBe('y')
    expect(lead(x, y, unsent('m1'), undo)).toBe('b')
    expect(lead(x, y, undo, unsent('m2'))).toBe('x')
    expect(lead(edit('x', 1), unsent('m1'), unsent('m1'))).toBe('x')
    // As it stands once its words are gone, before the step that says so.
    expect(lead(y, { ...x, text: '' })).toBe('y')
    expect(lead(y, { ...x, text: '' }, undo)).toBe('y')
  })

  it('counts its versions, and knows whether there is one before', () => {
    const first = { kind: 'policy-drafted', sections: SECTIONS, at: 0 } as const
    expect(policyOf([first])).toMatchObject({ version: 1, mayUndo: false, changedAt: 0 })
    expect(policyOf([first, edit('x', 4)])).toMatchObject({ version: 2, mayUndo: true, changedAt: 4 })
    expect(policyOf([first, edit('x', 4), undo])).toMatchObject({ version: 3, mayUndo: false })
  })

  it('takes a section’s words, and neither signs alone nor more than a page holds', () => {
    expect(sectionWritten(' 責任者は千葉です。\n\n\n電話もします。 ')).toEqual({
      kind: 'text',
      text: '責任者は千葉です。\n電話もします。',
    })
    expect(sectionWritten('SECURITY ACTION二つ星の認定を受けました。').kind).toBe('granted')
    expect(sectionWritten('プライバシーマークを取得しています。').kind).toBe('text')
    expect(sectionWritten('！！').kind).toBe('empty')
    expect(sectionWritten('あ'.repeat(SECTION_LENGTH_MAX + 1)).kind).toBe('too-long')
    expect(sectionWritten(`${'あ\n'.repeat(9)}い`).kind).toBe('too-long')
  })
})
