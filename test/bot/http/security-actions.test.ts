import { beforeEach, describe, expect, it } from 'vitest'
import { saveSession } from '#db/dialogues.ts'
import type { Answer } from '#engine/dialogue/session.ts'
import { NOT_STARTED } from '#engine/dialogue/session.ts'
import { type Office, sharedOffice } from './office.ts'

let office: Office
const shared = sharedOffice()
beforeEach(() => {
  office = shared.it()
})
const by = { personId: 'p', name: '佐々木' }

/** A firm that has answered its diagnosis, and perhaps the questionnaire of the stars. */
async function firmWishing(regionId: string, wish: string, own?: Record<string, string>): Promise<void> {
  const firm = await office.made('/firms', { regionId, name: '会社' })
  await answered(firm, 'office', '3.1', { 'b-wish': wish })
  if (own) await answered(firm, 'security-action', '6-rules', { wish, ...own })
}

async function answered(
  { id: firmId, regionId }: { id: string; regionId: string },
  questionnaire: string,
  version: string,
  given: Record<string, string>,
): Promise<void> {
  const answers = Object.fromEntries(
    Object.entries(given).map(([id, choice]): [string, Answer] => [
      id,
      { value: { kind: 'choice', choice }, by, at: 1 },
    ]),
  )
  const session = { ...NOT_STARTED, questionnaire, version, state: 'finished' as const, answers, movedAt: 1 }
  await office.db.transaction({ kind: 'firm', regionId, firmId }, (tx) =>
    saveSession(
      tx,
      {
        id: `dialogue_${questionnaire}_${firmId}`,
        regionId,
        firmId,
        personId: '',
        session,
        startedAt: 1,
        finishedAt: 1,
      },
      [],
    ),
  )
}

const prime = { gbiz: 'prime', 'r-updates': 'pledged' }
const none = { gbiz: 'none', 'gbiz-way': 'post', 'r-updates': 'pledged' }

describe('the stars of a region', () => {
  it('are wished by 25 of 71 firms, and counted by step', async () => {
    const region = await office.made('/regions', { name: '岩手' })
    for (let n = 0; n < 71; n++) {
      if (n >= 25) await firmWishing(region.id, 'none')
      else if (n < 9) await firmWishing(region.id, 'one')
      else await firmWishing(region.id, n < 15 ? 'one' : 'two', n < 15 ? prime : none)
    }
    const { body } = await office.get(`/security-actions?regionId=${region.id}`)
    expect(body).toMatchObject({ firms: 71, wished: 25, one: 15, two: 10 })
    const steps = Object.fromEntries(
      body.steps.map(({ step, firms }: { step: string; firms: number }) => [step, firms]),
    )
    // Ten wish two stars and have no policy yet: drafting it is a part of their preparation.
    expect(steps).toEqual({ none: 46, wish: 9, prepare: 10, gbiz: 0, declare: 6, id: 0, publish: 0, done: 0 })
  })

  it('are shown to the chamber of the region, and to no other', async () => {
    const [own, other] = [await office.made('/regions', { name: 'a' }), await office.made('/regions', { name: 'b' })]
    const { token } = await office.made('/tokens', { regionId: own.id, role: 'chamber', name: '商工会議所' })
    expect((await office.get(`/security-actions?regionId=${own.id}`, { token })).status).toBe(200)
    expect((await office.get(`/security-actions?regionId=${other.id}`, { token })).status).toBe(404)
    expect((await office.get('/security-actions?regionId=region_none')).status).toBe(404)
    expect((await office.get('/security-actions')).status).toBe(422)
  })
})
