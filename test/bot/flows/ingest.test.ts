import { gzipSync, zstdCompressSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { createIngest, type Ingest } from '#bot/flows/ingest.ts'
import { createMetrics } from '#bot/http/metrics.ts'
import { answerWithProblems } from '#bot/http/problem.ts'
import { sensorDoor } from '#bot/http/sensor.ts'
import { createFirmDetector } from '#bot/ingest/firm-detector.ts'
import { createIngestWorker } from '#bot/ingest/ingest-worker.ts'
import { createLog } from '#bot/log.ts'
import { secretsFrom, tokenHash } from '#bot/secrets.ts'
import { listAlerts, type StoredAlert } from '#db/alerts.ts'
import { loadDetector } from '#db/batches.ts'
import type { Db } from '#db/door.ts'
import { query } from '#db/door.ts'
import { addFirm } from '#db/firms.ts'
import { addRegion } from '#db/regions.ts'
import { addSensor, revokeSensor } from '#db/sensors.ts'
import { addSite } from '#db/sites.ts'
import { testDatabase } from '../../support/database.ts'
import { ndjson, scanLines } from '../../support/eve.ts'
import { eveFlow } from '../../support/sensor-lines.ts'

const NOW = Date.parse('2026-11-24T10:00:00+09:00')
const SCOPE = { kind: 'firm', regionId: 'iwate', firmId: 'sasaki' } as const
const TOKEN = 'otss_a-token-of-this-test'
const secrets = secretsFrom('a-secret-key-of-thirty-two-characters-or-more')

interface Bench {
  db: Db
  ingest: Ingest
  time: { now: number; elapsed: number }
  metrics: ReturnType<typeof createMetrics>
  post(
    body: Buffer,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Record<string, unknown> }>
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A node: the door and the detectors of this program, on a database that may be another node's too. */
async function node(db: Db): Promise<Bench> {
  const time = { now: NOW, elapsed: 0 }
  const metrics = createMetrics(db, () => 0)
  const log = createLog({ level: process.env.STORY_LOG ?? 'silent' })
  const ingest = createIngest({
    db,
    secrets,
    now: () => time.now,
    elapsed: () => time.elapsed,
    intel: undefined,
    log,
    metrics,
  })
  const server = Fastify()
  answerWithProblems(server, log)
  await sensorDoor(server, { db, ingest, now: () => time.now, metrics })
  closing.push(async () => {
    await server.close()
    await ingest.close()
  })
  return {
    db,
    ingest,
    time,
    metrics,
    async post(body, headers = {}) {
      const answer = await server.inject({
        method: 'POST',
        url: '/sensor/v1/events',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/x-ndjson', ...headers },
        payload: body,
      })
      return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
    },
  }
}

async function enrolled(): Promise<Db> {
  const db = await testDatabase()
  await db.transaction({ kind: 'system' }, async (tx) => {
    const place = { regionId: 'iwate', firmId: 'sasaki', at: NOW }
    await addRegion(tx, { id: 'iwate', name: '岩手', timezone: 'Asia/Tokyo', locale: 'ja', at: NOW })
    await addFirm(tx, {
      id: 'sasaki',
      regionId: 'iwate',
      name: '佐々木水産',
      industry: null,
      employees: 8,
      pcs: 6,
      phone: null,
      at: NOW,
    })
    await addSite(tx, { ...place, id: 'office', name: '事務所', kind: 'office', homeNetworks: ['192.168.1.0/24'] })
    await addSensor(tx, { ...place, id: 'sensor', siteId: 'office', type: 'office', tokenHash: tokenHash(TOKEN) })
  })
  return db
}

const alertsOf = async (db: Db): Promise<StoredAlert[]> =>
  (await db.transaction(SCOPE, (tx) => listAlerts(tx, { firmId: 'sasaki' }))).items
const inbox = (db: Db, kind: string): Promise<{ payload: unknown }[]> =>
  db.transaction({ kind: 'system' }, (tx) => query(tx, sql`select payload from inbox where kind = ${kind} order by id`))
const detectorOf = (db: Db) => db.transaction(SCOPE, (tx) => loadDetector(tx, 'sasaki'))
const batchesLeft = (db: Db): Promise<{ number: number; parked: boolean }[]> =>
  db.transaction(SCOPE, (tx) =>
    query(tx, sql`select number::int as number, parked_at is not null as parked from batches order by number`),
  )

/** So often somebody has begun to work the batches that wait. */
const tried = (db: Db, times: number) =>
  db.transaction(SCOPE, (tx) =>
    query(
      tx,
      sql`update batches b set attempts = ${times} from detectors d where d.firm_id = b.firm_id and b.number > d.position`,
    ),
  )

const LINES = scanLines({ at: NOW - 60_000 })

/** What one uninterrupted node makes of the same lines. */
async function straight(lines: string[]): Promise<StoredAlert[]> {
  const { db, ingest, post } = await node(await enrolled())
  await post(ndjson(lines))
  await ingest.loop.drain()
  return alertsOf(db)
}

describe('what a sensor sends', () => {
  it('is answered once it is stored, becomes alerts, and tells the folding once', async () => {
    const { db, ingest, post } = await node(await enrolled())
    expect(await post(ndjson(LINES))).toMatchObject({ status: 202, body: { accepted: 40, rejected: 0, duplicate: 0 } })
    await ingest.loop.drain()
    const [scan, ...more] = await alertsOf(db)
    expect(more).toEqual([])
    expect(scan).toMatchObject({
      kind: 'port-scan',
      source: '192.168.1.23',
      device: '192.168.1.23',
      count: 40,
      sensorId: 'sensor',
      severity: 'medium',
    })
    expect(await inbox(db, 'alerts')).toEqual([{ payload: { alertIds: [scan?.id] } }])
  })

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const)('may be compressed with %s, and another node reads it as it came', async (encoding, pack) => {
    const db = await enrolled()
    const [{ post }, { ingest }] = [await node(db), await node(db)]
    expect(await post(pack(ndjson(LINES)), { 'content-encoding': encoding })).toMatchObject({
      status: 202,
      body: { accepted: 40 },
    })
    await ingest.loop.drain()
    expect(await alertsOf(db)).toHaveLength(1)
  })

  it('counts once, sent twice, cut differently, and grows in place', async () => {
    const { db, ingest, post } = await node(await enrolled())
    await post(ndjson(LINES.slice(0, 25)))
    await ingest.loop.drain()
    expect(await post(ndjson(LINES.slice(0, 25)))).toMatchObject({ status: 202, body: { accepted: 0, duplicate: 25 } })
    await post(ndjson(LINES.slice(10)))
    await ingest.loop.drain()
    expect(await alertsOf(db)).toEqual(await straight(LINES))
  })

  it('under a key of its own is known again by it, and another body under that key is refused, not swallowed', async () => {
    const { post } = await node(await enrolled())
    const key = { 'idempotency-key': 'batch-17' }
    expect((await post(ndjson(LINES.slice(0, 5)), key)).body).toEqual({ accepted: 5, rejected: 0, duplicate: 0 })
    expect((await post(ndjson(LINES.slice(0, 5)), key)).body).toEqual({ accepted: 0, rejected: 0, duplicate: 5 })
    expect(await post(ndjson(LINES.slice(5)), key)).toMatchObject({ status: 422, body: { title: 'Key used before' } })
    expect(await post(ndjson(LINES.slice(5)))).toMatchObject({ status: 202, body: { accepted: 35 } })
  })

  it('with bad lines in it loses only those, and names the first', async () => {
    const { post, metrics } = await node(await enrolled())
    const body = ndjson([
      '{"broken',
      ...LINES.slice(0, 3),
      'no json',
      '[1,2]',
      JSON.stringify({ event_type: 'flow', timestamp: 'never', src_ip: '1.2.3.4', dest_ip: '5.6.7.8' }),
    ])
    const answer = await post(body)
    expect(answer).toMatchObject({ status: 202, body: { accepted: 3, rejected: 4 } })
    expect(answer.body.firstRejected).toEqual([
      { line: 1, reason: 'not-json' },
      { line: 5, reason: 'not-json' },
      { line: 6, reason: expect.any(String) },
      { line: 7, reason: 'no-time' },
    ])
    expect(await metrics.registry.getSingleMetricAsString('otasuke_ingest_lines_total')).toMatch(
      /outcome="rejected",reason="no-time"\} 1/,
    )
  })

  it.each([
    ['without a token', { authorization: '' }, 401],
    ['with a token nobody has', { authorization: 'Bearer otss_nobody' }, 401],
    ['that is a picture', { 'content-type': 'image/png' }, 415],
    ['in an unknown encoding', { 'content-encoding': 'br' }, 415],
    ['that does not unpack with gzip', { 'content-encoding': 'gzip' }, 400],
    ['that does not unpack with zstd', { 'content-encoding': 'zstd' }, 400],
    ['under a key with spaces', { 'idempotency-key': 'two words' }, 400],
  ])('%s is refused with the reason, and nothing is stored', async (_, headers, status) => {
    const { db, post } = await node(await enrolled())
    const answer = await post(ndjson(LINES), headers)
    expect(answer).toMatchObject({ status, body: { status, title: expect.any(String), detail: expect.any(String) } })
    expect(JSON.stringify(answer.body)).not.toContain('otss_')
    expect(await batchesLeft(db)).toEqual([])
  })

  it.each(Object.entries({ gzip: gzipSync, zstd: zstdCompressSync }))(
    'that is a bomb is refused at the limit (%s)',
    async (encoding, pack) => {
      const { db, post } = await node(await enrolled())
      expect(await post(pack(Buffer.alloc(80 * 1024 * 1024)), { 'content-encoding': encoding })).toMatchObject({
        status: 413,
      })
      expect(await batchesLeft(db)).toEqual([])
    },
  )

  it('comes to a shut door once the token is revoked', async () => {
    const { db, post } = await node(await enrolled())
    await db.transaction(SCOPE, (tx) => revokeSensor(tx, 'sensor', NOW))
    expect(await post(ndjson(LINES))).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining('revoked') },
    })
  })

  it('waits outside while too much waits inside', async () => {
    const { db, post } = await node(await enrolled())
    await post(ndjson(LINES.slice(0, 1)))
    await db.transaction(SCOPE, (tx) => query(tx, sql`update detectors set next_number = 9000`))
    expect(await post(ndjson(LINES))).toMatchObject({ status: 429, headers: { 'retry-after': '5' } })
  })
})

describe('traffic unlike the days before', () => {
  const DAY = 86_400_000
  const visit = (days: number, id: number, service: string): string =>
    eveFlow(
      { at: NOW - days * DAY, id, source: '192.168.1.23', sourcePort: 40_000, target: '203.0.113.5', targetPort: 443 },
      'answered',
      { service },
    )
  const week = [visit(5, 1, 'tls'), visit(4, 2, 'tls'), visit(3, 3, 'tls'), visit(1, 4, 'ssh'), visit(0.5, 5, 'ftp')]
  const counts = (db: Db) =>
    db.transaction(SCOPE, (tx) =>
      query(tx, sql`select day::text as day, kind, device, count, examples from traffic_counts order by day, kind`),
    )

  it('is counted beside the alerts, and a node that lost its memory counts nothing twice', async () => {
    const db = await enrolled()
    const first = await node(db)
    await first.post(ndjson(week.slice(0, 3)))
    await first.ingest.loop.drain()
    first.time.elapsed = 31_000
    await first.ingest.loop.drain()
    await first.post(ndjson(week.slice(3, 4)))
    await first.ingest.loop.drain()
    expect(await counts(db)).toMatchObject([{ count: 1, examples: ['ssh'] }])
    // It is not closed: its memory is lost, as in a crash.

    const second = await node(db)
    await second.post(ndjson(week.slice(4)))
    await second.ingest.loop.drain()
    const both = { day: '2026-11-23', kind: 'new-service', device: '192.168.1.23', count: 2, examples: ['ftp', 'ssh'] }
    expect(await counts(db)).toEqual([both])
    expect(await alertsOf(db)).toEqual([])
  })
})

describe('a detector', () => {
  // Two processes that died while they worked a batch, each for another reason, are no fault of the batch's.
  it.each([0, 2])(
    'goes on after a restart from its snapshot and the batches since, each tried %i times before, as if nothing had been',
    async (tries) => {
      const db = await enrolled()
      const first = await node(db)
      await first.post(ndjson(LINES.slice(0, 9)))
      await first.ingest.loop.drain()
      first.time.elapsed = 31_000
      await first.ingest.loop.drain()
      expect(await detectorOf(db)).toMatchObject({ position: 1, snapshotPosition: 1 })
      expect(await batchesLeft(db)).toEqual([])
      await first.post(ndjson(LINES.slice(9, 20)))
      await tried(db, tries)
      await first.ingest.loop.drain()
      expect(await detectorOf(db)).toMatchObject({ position: 2, snapshotPosition: 1 })
      // It is not closed: its memory is lost, as in a crash.

      const second = await node(db)
      await second.post(ndjson(LINES.slice(20)))
      await second.ingest.loop.drain()
      expect(await alertsOf(db)).toEqual(await straight(LINES))
    },
  )

  it('saves its memory when the program ends', async () => {
    const db = await enrolled()
    const { ingest, post } = await node(db)
    await post(ndjson(LINES))
    await ingest.loop.drain()
    await ingest.close()
    expect(await detectorOf(db)).toMatchObject({ position: 1, snapshotPosition: 1 })
  })

  it.each([0, 2])(
    'that was let go for other firms goes on from what is stored, tried %i times before, as if nothing had been',
    async (tries) => {
      const db = await enrolled()
      const { post, time } = await node(db)
      const worker = createIngestWorker()
      closing.push(() => worker.close())
      const log = createLog({ level: 'silent' })
      const own = { db, secrets, worker, now: () => time.now, log, onAlerts: () => {} }
      const detector = createFirmDetector(own, { regionId: 'iwate', firmId: 'sasaki' })
      for (let place = 0; place < 40; place += 10) {
        await post(ndjson(LINES.slice(place, place + 10)))
        if (place === 20) await detector.snapshot()
        worker.forget('sasaki')
        await tried(db, tries)
        expect(await detector.step()).toBe(1)
      }
      expect(await alertsOf(db)).toEqual(await straight(LINES))
    },
  )

  it('belongs to one of two nodes at a time, and their alerts are those of one', async () => {
    const db = await enrolled()
    const [one, other] = [await node(db), await node(db)]
    for (let place = 0; place < 40; place += 4) {
      await (place % 8 === 0 ? one : other).post(ndjson(LINES.slice(place, place + 4)))
      await Promise.all([one.ingest.loop.drain(), other.ingest.loop.drain()])
      one.time.elapsed += 3_000
      other.time.elapsed += 3_001
    }
    await one.ingest.loop.drain()
    await other.ingest.loop.drain()
    expect((await detectorOf(db)).position).toBe(10)
    expect(await alertsOf(db)).toEqual(await straight(LINES))
  })

  it('passes by a batch that fails three times; operations is told, and the rest goes on', async () => {
    const db = await enrolled()
    const { ingest, post } = await node(db)
    await post(ndjson(LINES.slice(0, 20)))
    await post(ndjson(LINES.slice(20, 30)))
    await post(ndjson(LINES.slice(30)))
    await db.transaction(SCOPE, (tx) => query(tx, sql`update batches set sealed = '\\x00' where number = 2`))
    // The thread has its events; only a node that must read it from the store fails.
    await ingest.close()
    const next = await node(db)
    for (let round = 0; round < 6; round++) await next.ingest.loop.drain()
    expect(await batchesLeft(db)).toContainEqual({ number: 2, parked: true })
    expect((await detectorOf(db)).position).toBe(3)
    expect((await alertsOf(db))[0]).toMatchObject({ count: 30 })
    expect(await inbox(db, 'batch-parked')).toEqual([{ payload: { number: 2, attempts: 3 } }])
  })

  it('hears that time has passed once after a minute of silence', async () => {
    const db = await enrolled()
    const { ingest, post, time } = await node(db)
    await post(ndjson(LINES))
    await ingest.loop.drain()
    time.now += 61_000
    await ingest.loop.drain()
    await ingest.loop.drain()
    expect((await detectorOf(db)).position).toBe(2)
    time.now += 600_000
    await ingest.loop.drain()
    expect((await detectorOf(db)).position).toBe(2)
  })
})
