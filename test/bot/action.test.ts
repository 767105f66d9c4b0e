import { describe, expect, it, test } from 'vitest'
import { actionOf, type Doing } from '#bot/action.ts'
import { secretsFrom } from '#bot/secrets.ts'

const AT = Date.UTC(2026, 10, 24, 1)
const app = { now: AT, token: secretsFrom('a-secret-key-of-thirty-two-characters-or-more').actionToken }
const WHAT: Doing = {
  ...{ regionId: 'iwate', firmId: 'sasaki', subject: 'dispatch:one', command: 'take' },
  ...{ params: { vendor: 'sanriku', at: 1 }, holder: { vendorId: 'sanriku' }, days: 2 },
}

it('the same button shown again, later, is the same right, for longer', () => {
  const [one, again] = [actionOf(app, WHAT), actionOf({ ...app, now: AT + 1 }, WHAT)]
  expect(again.token).toBe(one.token)
  expect([one.expiresAt - AT, again.expiresAt - AT]).toEqual([2 * 86_400_000, 2 * 86_400_000 + 1])
  expect(one.token.length).toBeLessThanOrEqual(40)
})

describe('of two buttons neither is the other’s, where', () => {
  test.each<[string, Partial<Doing>]>([
    ['they are about something else', { subject: 'dispatch:two' }],
    ['they do something else', { command: 'decline' }],
    ['they say something else', { params: { vendor: 'sanriku', at: 2 } }],
    ['what they say is cut otherwise', { params: { vendor: 'sanriku 1' } }],
    ['one says nothing', { params: {} }],
    ['they are for somebody else', { holder: { vendorId: 'night' } }],
    ['they are of another decision', { revision: 1 }],
  ])('%s', (_, change) => {
    expect(actionOf(app, { ...WHAT, ...change }).token).not.toBe(actionOf(app, WHAT).token)
  })
})
