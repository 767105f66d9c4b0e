import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Db, enter, query, type Scope } from '#db/door.ts'
import { holdPublished, listExamples, publishedFor, type StoredExample, saveExample } from '#db/examples.ts'
import { cancel, enqueue } from '#db/outbox.ts'
import { apply, type ExampleBody } from '#engine/example.ts'
import { isPostgres, openTestDatabase } from '../support/database.ts'

const AT = Date.UTC(2026, 10, 24, 1)
const BY = { by: { personId: 'sasaki', name: '佐々木' }, at: AT }
const BODY: ExampleBody = {
  ...{ industry: '製造業', size: 'up-to-10', source: null, costYen: 0 },
  ...{ happened: 'にせのメールを開きました。', helped: 'すぐに線を抜きました。' },
}
const SASAKI: Scope = { kind: 'firm', regionId: 'iwate', firmId: 'sasaki' }
const asked = (id: string): StoredExample => ({
  ...{ id, regionId: 'iwate', firmId: 'sasaki', proposedBy: BY.by, state: 'asked', body: BODY, hash: null },
  ...{ consent: null, remindedAt: null, movedAt: AT },
})

describe('the database itself', () => {
  let db: Db
  let close: () => Promise<void>
  beforeAll(async () => {
    const own = await openTestDatabase()
    db = own.db
    close = own.close
  })
  afterAll(() => close())
  const stored = async (id: string): Promise<StoredExample> => {
    const hash = await db.transaction(SASAKI, (tx) => saveExample(tx, asked(id)))
    return { ...asked(id), hash }
  }
  const published = async (id: string): Promise<StoredExample> => {
    const agreed = { ...(await stored(id)) }
    const one = { ...agreed, ...apply(apply(agreed, 'agree', BY), 'publish', BY) }
    await db.transaction(SASAKI, (tx) => saveExample(tx, one))
    return one
  }
  const seen = (scope: Scope, firmId: string) =>
    db.transaction(scope, async (tx) =>
      (await publishedFor(tx, { regionId: scope.kind === 'system' ? '' : scope.regionId, firmId })).map(({ id }) => id),
    )

  it('keeps no published example without consent to its very text', async () => {
    const one = await stored('without')
    const save = (change: Partial<StoredExample>) =>
      db.transaction(SASAKI, (tx) => saveExample(tx, { ...one, ...change }))
    const consent = { hash: one.hash ?? '', ...BY }
    await expect(save({ state: 'published' })).rejects.toThrow(/examples_need_consent/)
    await expect(save({ state: 'agreed' })).rejects.toThrow(/examples_need_consent/)
    await expect(save({ state: 'published', consent: { ...consent, hash: 'another' } })).rejects.toThrow(/this_text/)
    await expect(save({ state: 'published', consent, body: { ...BODY, costYen: 1 } })).rejects.toThrow(/this_text/)
    await save({ state: 'agreed', consent })
    // Nor beside the example, by whatever way.
    const insert = (body: object) =>
      db.transaction({ kind: 'system' }, (tx) =>
        query(
          tx,
          sql`insert into published_examples (id, region_id, body, published_at) values ('without', 'iwate', ${JSON.stringify(body)}::text::jsonb, now())`,
        ),
      )
    await expect(insert({ ...BODY, happened: '別の文' })).rejects.toThrow(/published_examples_consented/)
    await insert(BODY)
    const changed = sql`update examples set consent = null, consented_hash = null, state = 'asked' where id = 'without'`
    await expect(db.transaction({ kind: 'system' }, (tx) => query(tx, changed))).rejects.toThrow(/consented/)
    await db.transaction(SASAKI, (tx) => saveExample(tx, apply(one, 'withdraw', BY) as StoredExample))
  })

  it('keeps nothing of the text of one that is withdrawn, and nothing of a firm without a firm', async () => {
    const one = await stored('withdrawn')
    const save = (change: Partial<StoredExample>) =>
      db.transaction({ kind: 'system' }, (tx) => saveExample(tx, { ...one, ...change }))
    await expect(save({ state: 'withdrawn' })).rejects.toThrow(/examples_leave_nothing/)
    await expect(save({ id: 'nobody', firmId: null })).rejects.toThrow(/examples_source/)
    await expect(save({ body: { ...BODY, source: 'IPA' } })).rejects.toThrow(/examples_source/)
  })

  it('shows what is published to the others of the region alone, and nobody whose it is', async () => {
    const one = await published('shown')
    expect(await seen({ kind: 'firm', regionId: 'iwate', firmId: 'nanbu' }, 'nanbu')).toEqual(['shown'])
    expect(await seen(SASAKI, 'sasaki')).toEqual([])
    expect(await seen({ kind: 'firm', regionId: 'miyagi', firmId: 'kesen' }, 'kesen')).toEqual([])
    expect(await seen({ kind: 'region', regionId: 'miyagi' }, 'kesen')).toEqual([])
    // Where row-level security does not help, either.
    const elsewhere = { regionId: 'miyagi', firmId: 'kesen' }
    expect(await db.transaction({ kind: 'system' }, (tx) => publishedFor(tx, elsewhere))).toEqual([])
    const nanbu: Scope = { kind: 'firm', regionId: 'iwate', firmId: 'nanbu' }
    expect((await db.transaction(nanbu, (tx) => listExamples(tx, {}))).items).toEqual([])
    const take = sql`delete from published_examples returning id`
    expect(await db.transaction(nanbu, (tx) => query(tx, take))).toEqual([])
    await db.transaction(SASAKI, (tx) => saveExample(tx, { ...one, ...apply(one, 'withdraw', BY) }))
    expect(await seen(nanbu, 'nanbu')).toEqual([])
    expect(await db.transaction({ kind: 'system' }, (tx) => holdPublished(tx, 'shown'))).toBe(false)
    const left = await db.transaction(SASAKI, (tx) =>
      query(tx, sql`select e::text as row from examples e where id = 'shown'`),
    )
    expect(JSON.stringify(left)).not.toContain('にせ')
  })

  // The embedded database has one connection, on which nothing is at the same time.
  it.runIf(isPostgres())('takes back what was enqueued while it was being withdrawn', async () => {
    const one = await published('raced')
    const subject = 'example-shown:raced'
    const held = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const sending = db.transaction({ kind: 'system' }, async (tx) => {
      expect(await holdPublished(tx, 'raced')).toBe(true)
      held.resolve()
      await goOn.promise
      const message = { purpose: 'answer' as const, fallback: { typed: BODY.happened }, parts: [] }
      const to = { platform: 'line' as const, account: 'bot', address: 'U-nanbu' }
      const place = { regionId: 'iwate', firmId: 'nanbu', subject, priority: 'campaign' as const, locale: 'ja' }
      await enqueue(tx, [{ id: crypto.randomUUID(), ...place, to, message }])
    })
    await held.promise
    const withdrawing = db.transaction(SASAKI, async (tx) => {
      await saveExample(tx, { ...one, ...apply(one, 'withdraw', BY) })
      await enter(tx, { kind: 'system' })
      await cancel(tx, subject)
    })
    // It waits for the sender; were it over first, what is enqueued afterwards would go out.
    const waits = sql`select 1 from pg_locks where not granted`
    await vi.waitUntil(() => db.transaction({ kind: 'system' }, async (tx) => (await query(tx, waits)).length > 0))
    goOn.resolve()
    await Promise.all([sending, withdrawing])
    const state = sql`select state from outbox where subject = ${subject}`
    expect(await db.transaction({ kind: 'system' }, (tx) => query(tx, state))).toEqual([{ state: 'cancelled' }])
  })
})
