import { expect, it } from 'vitest'
import { ndjson, scanLines } from '../support/eve.ts'
import { DAY, MINUTE } from './notified.ts'
import { openStory, type Story } from './world.ts'

async function sensorSees({ app, sensorToken, clock, settle }: Story): Promise<void> {
  await app.server.inject({
    method: 'POST',
    url: '/sensor/v1/events',
    headers: { authorization: `Bearer ${sensorToken}`, 'content-type': 'application/x-ndjson' },
    payload: ndjson(scanLines({ at: clock.now() - 2 * MINUTE })),
  })
  await settle()
}

it('what a firm’s plan leaves out becomes no case, and the firm reads so with the price and in the health check (R-121)', async () => {
  const story = await openStory()
  const { line, slack, made, admin, firmId, regionId, pass } = story
  await line.enrol('佐々木', 'owner')
  const narrow = await made('/plans', {
    ...{ regionId, name: 'かるい見守り', says: '会社のパソコンを見守ります。', yen: 2_200 },
    unwatched: ['suspicious-traffic', 'home'],
  })
  expect(await admin('PUT', `/firms/${firmId}/plan`, { planId: narrow.id })).toMatchObject({
    body: { items: [{ plan: { id: narrow.id }, startsAt: '2026-11-23T15:00:00.000Z', endsAt: null }] },
  })
  await line.says('佐々木', '料金')
  expect(line.hears('佐々木').at(-1)).toMatch(/かるい見守り[\s\S]*月2,200円[\s\S]*見ていないもの：あやしい通信と在宅/)

  await sensorSees(story)
  const { body } = await admin('GET', `/alerts?firmId=${firmId}`)
  expect([slack.cards('analysts'), body.items]).toEqual([[], []])
  const { body: check } = await admin('GET', `/firms/${firmId}/health-check?month=2026-11`)
  expect(check.unseen.byPlan).toEqual(['suspicious-traffic', 'home'])

  // What was not watched when it was seen does not come back with a wider plan, though the detector remembers it.
  await pass(DAY)
  await admin('PUT', `/firms/${firmId}/plan`, { planId: null })
  await sensorSees(story)
  expect(slack.cards('analysts').filter((card) => card.includes('ポートスキャン：佐々木水産'))).toHaveLength(1)
})
