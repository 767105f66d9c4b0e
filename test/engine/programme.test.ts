import { describe, expect, it } from 'vitest'
import { type Milestone, milestoneState } from '#engine/milestone.ts'
import { changed, NEW_PROGRAMME, nextDayOf, type Phase, type Programme, phaseOf } from '#engine/programme.ts'

const told = (change: Parameters<typeof changed>[1]): Programme => {
  const after = changed(NEW_PROGRAMME, change)
  if (typeof after === 'string') throw new Error(after)
  return after
}

describe('a programme', () => {
  it.each<[string, Parameters<typeof changed>[1], Phase]>([
    ['that is new is being prepared', {}, 'preparing'],
    ['is in the phase that is going', { phases: { running: { state: 'going' } } }, 'running'],
    [
      'is in the first of two that are going',
      { phases: { running: { state: 'going' }, recruiting: { state: 'going' } } },
      'recruiting',
    ],
    ['is before the first that is not done', { phases: { preparing: { state: 'done' } } }, 'recruiting'],
    [
      'that is all done goes on',
      {
        phases: Object.fromEntries(
          Object.keys(NEW_PROGRAMME.phases).map((phase) => [phase, { state: 'done' }]),
        ) as Parameters<typeof changed>[1]['phases'] & object,
      },
      'continuing',
    ],
  ])('%s', (_, change, phase) => {
    expect(phaseOf(told(change))).toBe(phase)
  })

  it('names the next day from its phase on, and none that is over', () => {
    const phases = {
      preparing: { state: 'done', nextOn: '2026-11-30' },
      recruiting: { state: 'going', nextOn: '2026-11-20' },
      running: { nextOn: '2026-12-10' },
      reporting: { nextOn: '2026-12-05' },
    } as const
    expect(nextDayOf(told({ phases }), '2026-11-24')).toBe('2026-12-05')
    expect(nextDayOf(told({ phases }), '2026-12-10')).toBe('2026-12-10')
    expect(nextDayOf(told({ phases }), '2026-12-11')).toBeNull()
  })

  it('keeps what a change leaves out', () => {
    const one = told({
      phases: { running: { owner: '及川' } },
      services: { sensor: false },
      partners: { chamber: '大船渡' },
    })
    const other = changed(one, { phases: { running: { state: 'going' } }, services: { diagnosis: false } })
    expect(other).toMatchObject({
      phases: { running: { owner: '及川', state: 'going', nextOn: null } },
      services: { sensor: false, diagnosis: false, consultation: true },
      partners: { chamber: '大船渡' },
    })
  })

  const figure = {
    says: '製造品出荷額 2兆2,706億円',
    source: 'https://example.jp/',
    readOn: '2020-07-13',
    isPublished: true,
  }
  it.each([
    ['figure-without-source', { figures: [{ ...figure, source: null }] }],
    ['figure-without-source', { figures: [{ ...figure, source: '' }] }],
    ['figure-without-source', { figures: [figure, { ...figure, readOn: null }] }],
    ['ends-before-it-begins', { from: '2026-12-01', until: '2026-11-30' }],
    ['target-ends-before-it-begins', { target: { firms: 72, from: '2026-09-01', until: '2026-09-01' } }],
  ])('refuses: %s', (refusal, change) => {
    expect(changed(NEW_PROGRAMME, change)).toBe(refusal)
  })

  it('keeps a figure without its source as a draft', () => {
    expect(told({ figures: [{ ...figure, source: null, isPublished: false }, figure] }).figures).toHaveLength(2)
  })
})

it.each([
  ['planned', '2026-11-24', null],
  ['late', '2026-11-23', null],
  ['done', '2026-11-23', 1],
] as const)('what is to be reached is %s', (state, dueOn, doneAt) => {
  const milestone: Milestone = { id: 'm', regionId: 'r', firmId: null, kind: 'diagnosis', says: '', dueOn, doneAt }
  expect(milestoneState(milestone, '2026-11-24')).toBe(state)
})
