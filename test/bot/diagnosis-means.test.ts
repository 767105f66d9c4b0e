import { expect, it } from 'vitest'
import { resultOfSession } from '#bot/dialogue/result.ts'
import { type StoredSession, saveSession } from '#db/dialogues.ts'
import type { Db } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { addRegion } from '#db/regions.ts'
import { replay, type SessionEvent } from '#engine/dialogue/session.ts'
import { testDatabase } from '../support/database.ts'

const AT = Date.UTC(2026, 10, 24, 1)

/** Each firm has so many people who answered for their homes. */
async function workersAtHome(db: Db, workers: readonly number[]): Promise<StoredSession[]> {
  const regionId = 'iwate'
  await db.transaction({ kind: 'system' }, (tx) =>
    addRegion(tx, { id: regionId, name: regionId, timezone: 'Asia/Tokyo', locale: 'ja', at: AT }),
  )
  return db.transaction({ kind: 'region', regionId }, async (tx) => {
    const all: StoredSession[] = []
    for (const [n, people] of workers.entries()) {
      const firmId = `firm-${n}`
      const numbers = { industry: null, employees: 8, pcs: 5, phone: '0192-00-0000' }
      await addFirm(tx, { id: firmId, regionId, name: firmId, ...numbers, at: AT })
      for (let person = 0; person < people; person++) all.push(await finished(firmId, `${firmId}-${person}`))
    }
    return all

    async function finished(firmId: string, personId: string): Promise<StoredSession> {
      const events = eventsOf(personId)
      const stored = { id: `session-${personId}`, regionId, firmId, personId, startedAt: AT, finishedAt: AT }
      await saveSession(tx, { ...stored, session: replay(events) }, events)
      return { ...stored, session: replay(events) }
    }
  })
}

function eventsOf(personId: string): SessionEvent[] {
  const by = { personId, name: personId }
  const value = { kind: 'choice', choice: 'part' } as const
  return [
    { kind: 'started', questionnaire: 'telework', version: '1', at: AT, by },
    ...Array.from({ length: 10 }, (_, n) => ({ kind: 'answered', question: `t${n + 1}`, value, at: AT, by }) as const),
    { kind: 'finished', at: AT, by },
  ]
}

it.each([
  ['five people of one firm are no group of five firms', [5], null],
  ['four firms are none either, whoever answers there', [3, 1, 1, 1], null],
  [
    'five firms are, however many answer in one of them',
    [3, 1, 1, 1, 1],
    { base: 'participants', firms: 5, points: 20 },
  ],
])('%s (R-003)', async (_, workers, goal) => {
  const db = await testDatabase()
  const [one] = await workersAtHome(db, workers)
  if (!one) throw new Error('nobody answered')
  const { result } = await db.transaction({ kind: 'system' }, (tx) => resultOfSession(tx, one))
  if (goal) expect(result.goal).toMatchObject(goal)
  else expect(result.goal).toBeNull()
})
