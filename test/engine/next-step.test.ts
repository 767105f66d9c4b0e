import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case, NextOwner, PersonRef } from '#engine/case.ts'
import { nextStepOf, type Roster } from '#engine/next-step.ts'
import type { Notice } from '#engine/notice.ts'

const person = (name: string): PersonRef => ({ personId: name, name })
const [ono, yamada, oikawa, sasaki, chiba] = ['ono', 'yamada', 'oikawa', 'sasaki', 'chiba'].map(person) as [
  PersonRef,
  PersonRef,
  PersonRef,
  PersonRef,
  PersonRef,
]
const ROSTER: Roster = { analysts: [ono, yamada], desk: [oikawa], firm: [sasaki, chiba] }
const about = (next: NextOwner, more: Partial<Case> = {}) =>
  ({ next, claimedBy: null, desk: null, call: null, ...more }) as Case
const told = (...ids: string[]) => ({ told: ids, sentAt: 1, draftedBy: ono }) as unknown as Notice
const begun = (answeredBy: PersonRef, ...ids: string[]): Notice => ({
  ...told(...ids),
  state: 'in-progress',
  answeredBy,
})
const call = {
  occasion: 'no-answer',
  openedAt: 0,
  asked: [ono, yamada],
  rounds: 0,
  takenBy: null,
  takenAt: null,
  checkedAt: null,
} as const
const taken = { reason: 'cannot', openedAt: 0, takenBy: oikawa, doneAt: null } as const

describe('the next step about a case', () => {
  it.each<[string, Case, Notice | undefined, Partial<Roster>, string | undefined]>([
    ['is nobody’s when it is over', about('nobody'), undefined, {}, undefined],
    ['is the first analyst’s while nobody has claimed it', about('analysts'), undefined, {}, 'decide ono'],
    ['is whose it was claimed by', about('analysts', { claimedBy: yamada }), undefined, {}, 'decide yamada'],
    ['is another’s once that one has left', about('analysts', { claimedBy: chiba }), undefined, {}, 'decide ono'],
    ['is to look whether it is really over', about('analysts'), told('sasaki'), {}, 'check ono'],
    ['is a second analyst’s', about('second-analyst'), told(), {}, 'approve yamada'],
    ['is the author’s where there is no second', about('second-analyst'), told(), { analysts: [ono] }, 'approve ono'],
    ['is whose at the firm was told last', about('firm'), told('sasaki', 'chiba'), {}, 'answer chiba'],
    ['is the earlier one’s when the last cannot be reached', about('firm'), told('sasaki', 'x'), {}, 'answer sasaki'],
    ['is whose at the firm is at it', about('firm'), begun(sasaki, 'chiba'), {}, 'answer sasaki'],
    ['is the desk’s when nobody of the firm has it', about('firm'), told('x'), {}, 'telephone oikawa'],
    ['is whose at the desk took it', about('desk', { desk: taken }), told('sasaki'), {}, 'telephone oikawa'],
    ['is the analyst’s who is called out now', about('firm', { call }), told('sasaki'), {}, 'telephone yamada'],
    ['is whose the call is', about('desk', { call: { ...call, takenBy: ono } }), told('sasaki'), {}, 'telephone ono'],
    ['is the desk’s again once it took it', about('desk', { call, desk: taken }), told(), {}, 'telephone oikawa'],
    ['is whose is called out for a case that nobody has', about('analysts', { call }), undefined, {}, 'decide yamada'],
    ['is an analyst’s where there is no desk', about('desk'), told(), { desk: [] }, 'telephone ono'],
  ])('%s', (_, subject, notice, changed, expected) => {
    const found = nextStepOf(subject, notice, { ...ROSTER, ...changed })
    expect(found && `${found.step} ${found.owner?.name}`).toEqual(expected)
  })

  it('is always one named person’s who is there, as long as the region has anybody', () => {
    const people = fc.subarray([ono, yamada, oikawa, sasaki, chiba])
    const someone = fc.option(fc.constantFrom(ono, yamada, oikawa, sasaki, chiba))
    const next = fc.constantFrom<NextOwner>('analysts', 'second-analyst', 'firm', 'desk')
    fc.assert(
      fc.property(next, someone, people, people, people, people, (of, claimedBy, analysts, desk, firm, heard) => {
        const isCalled = claimedBy && heard.length > 0
        const subject = about(of, {
          claimedBy,
          desk: claimedBy && { ...taken, takenBy: claimedBy },
          call: isCalled ? { ...call, asked: heard, takenBy: claimedBy } : null,
        })
        const notice = told(...heard.map(({ personId }) => personId))
        const owner = nextStepOf(subject, notice, { analysts, desk, firm })?.owner
        const staff = [...analysts, ...desk]
        if (staff.length > 0) expect([...staff, ...firm]).toContain(owner)
        else if (owner) expect(firm).toContain(owner)
      }),
    )
  })
})
