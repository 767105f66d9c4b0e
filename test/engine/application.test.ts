import { expect, it } from 'vitest'
import { type ApplicationState, funnelOf, type Standing, stateOf } from '#engine/application.ts'

it.each<[ApplicationState, ApplicationState | null, boolean, ApplicationState]>([
  ['inquired', null, false, 'inquired'],
  ['inquired', 'applied', false, 'applied'],
  ['applied', 'diagnosed', false, 'diagnosed'],
  // A person may know of more than is stored.
  ['installed', 'diagnosed', false, 'installed'],
  ['applied', 'watched', true, 'ended'],
  ['continuing', 'watched', true, 'continuing'],
  ['declined', 'booked', false, 'declined'],
])('said %s, reached %s, left %s: it is %s', (said, reached, hasLeft, state) => {
  expect(stateOf(said, { reached, hasLeft })).toBe(state)
})

it('a funnel counts those who came at least so far, and tells why those never started that did not', () => {
  const one = (state: ApplicationState, more: Partial<Standing> = {}): Standing => ({
    ...{ state, reached: null, hasStarted: false, stoppedCode: null },
    ...more,
  })
  const funnel = funnelOf([
    one('inquired'),
    one('applied'),
    one('applied', { hasStarted: true }),
    one('watched'),
    one('ended'),
    one('declined', { reached: 'diagnosed', stoppedCode: 'cost' }),
    one('declined', { hasStarted: true }),
    one('declined'),
  ])
  expect(Object.fromEntries(funnel.steps.map(({ state, companies }) => [state, companies]))).toEqual({
    ...{ inquired: 8, applied: 7, booked: 5, diagnosed: 5, preparing: 4, installed: 2, watched: 2 },
  })
  expect(funnel).toMatchObject({ applied: 7, started: 4 })
  expect(funnel.stopped).toEqual([
    { code: 'cost', companies: 1 },
    { code: 'other', companies: 1 },
  ])
})
