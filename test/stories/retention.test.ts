import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { listAudit } from '#db/audit.ts'
import { seal, verifyChain } from '#db/audit-chain.ts'
import { query, type Tx } from '#db/door.ts'
import { tablesWith } from '../support/planted.ts'
import { openStory } from './world.ts'

const DAY_MS = 86_400_000
const CANARY = 'かなりあ4711'

describe('what somebody said in passing', () => {
  it('is there for 90 days and nowhere afterwards; no line of the log ever had it', async () => {
    const log: string[] = []
    const story = await openStory({ reads: (line) => log.push(line) })
    const { app, line, pass } = story
    await line.enrol('佐々木', 'owner')
    await line.says('佐々木', CANARY)
    expect(await tablesWith(app.db, CANARY)).toContain('inbox')

    await pass(89 * DAY_MS)
    expect(await tablesWith(app.db, CANARY)).toContain('inbox')
    // What went out bears the database's own time, which no test can move.
    await app.db.transaction({ kind: 'system' }, (tx) => query(tx, sql`update outbox set created_at = '2026-11-24'`))
    await pass(2 * DAY_MS)
    expect(await tablesWith(app.db, CANARY)).toEqual([])
    expect(log.join('\n')).not.toContain(CANARY)

    const { items } = await app.db.transaction({ kind: 'system' }, (tx) => listAudit(tx, {}))
    expect(items.find(({ what }) => what === 'retention-applied')?.params).toMatchObject({ inbox: expect.any(Number) })
    // It goes on: the next night is waited for.
    expect(
      await app.db.transaction({ kind: 'system' }, (tx) => query(tx, sql`select from timers where kind = 'retention'`)),
    ).toHaveLength(1)
  })
})

describe('who did what', () => {
  it('is in the audit log for three years; afterwards that there was a line is all, and the chain holds', async () => {
    const story = await openStory()
    const { app, clock, line, pass } = story
    const inSystem = <T>(look: (tx: Tx) => Promise<T>): Promise<T> => app.db.transaction({ kind: 'system' }, look)
    await line.enrol('佐々木', 'owner')
    await inSystem(seal)
    const joined = async () => (await inSystem((tx) => listAudit(tx, { limit: 200 }))).items.find(isJoining)
    expect(await joined()).toMatchObject({ actor: expect.stringMatching(/^person_/) })

    const threeYears = Temporal.Instant.fromEpochMilliseconds(clock.now())
      .toZonedDateTimeISO('Asia/Tokyo')
      .add({ years: 3 })
    // Nobody was there meanwhile: the nights that were missed come as one.
    clock.advanceTo(threeYears.epochMilliseconds - DAY_MS)
    await pass(DAY_MS / 2)
    expect(await joined()).toMatchObject({ actor: expect.stringMatching(/^person_/) })
    await pass(2 * DAY_MS)
    expect(await joined()).toMatchObject({ actor: '', params: {} })
    await inSystem(seal)
    const report = await inSystem(verifyChain)
    expect(report).toMatchObject({ waiting: 0, broken: null })
    // What was noted since stands.
    expect(report.erased).toBeGreaterThan(0)
    expect(report.erased).toBeLessThan(report.sealed)
  })
})

const isJoining = ({ what }: { what: string }): boolean => what === 'joined'
