import { expect, test } from 'vitest'
import { createMetrics } from '#bot/http/metrics.ts'
import { receive } from '#db/inbox.ts'
import { testDatabase } from '#test/support/database.ts'

test('what waits is told at the first look', async () => {
  const db = await testDatabase()
  const row = {
    lane: 'chat:1',
    kind: 'chat',
    account: 'line:otasuke',
    regionId: null,
    firmId: null,
    payload: {},
    at: 0,
  }
  await db.transaction({ kind: 'system' }, (tx) =>
    receive(tx, [
      { ...row, eventId: 'first' },
      { ...row, eventId: 'second' },
    ]),
  )
  const told = await createMetrics(db, () => 0).registry.metrics()
  expect(told).toContain('otasuke_queue_rows{queue="inbox",state="pending"} 2')
  expect(told).toMatch(/otasuke_queue_oldest_seconds\{queue="inbox",state="pending"\} [\d.]+/)
  expect(told).toContain('otasuke_detector_lag_batches 0')
})
