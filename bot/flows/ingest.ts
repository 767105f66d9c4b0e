import { firmsBehind, firmsSilentSince, storeBatch } from '#db/batches.ts'
import type { Db, Tx } from '#db/door.ts'
import type { Metrics } from '../http/metrics.ts'
import { type Accepted, acceptBatch, type SensorBody } from '../ingest/accept.ts'
import { createFirmDetector, type FirmDetector } from '../ingest/firm-detector.ts'
import { createHeard } from '../ingest/heard.ts'
import { createIngestWorker } from '../ingest/ingest-worker.ts'
import { createSights } from '../ingest/sights.ts'
import type { Log } from '../log.ts'
import { createLoop, type Loop } from '../loop.ts'
import type { Secrets } from '../secrets.ts'

/** From a sensor's bytes to stored alerts: batches are stored first, and worked afterwards in each firm's own order. */
export interface Ingest {
  accept(body: SensorBody): Promise<Accepted>
  /** Works what waits. */
  loop: Loop
  /** Makes every detector's memory durable and ends the thread. */
  close(): Promise<void>
}

export interface IngestOptions {
  db: Db
  secrets: Pick<Secrets, 'seal' | 'open'>
  /** Business time, epoch ms. */
  now: () => number
  /** Milliseconds of a clock that only runs forwards: how often memory is saved and lists are looked at. */
  elapsed?: () => number
  /** How often a detector's memory is made durable: what came after is read again at the next start. */
  snapshotEveryMs?: number | undefined
  /** The folder of intelligence lists. */
  intel: string | undefined
  log: Log
  metrics: Pick<Metrics, 'alerts'>
}

const FIRMS_AT_ONCE = 4
const SNAPSHOT_EVERY_MS = 30_000
/** A flood is not replayed for longer than this many batches after a crash. */
const UNSAVED_BATCHES_MAX = 500
const LISTS_EVERY_MS = 60_000
const SILENT_AFTER_MS = 60_000
/** Another node was first: it goes on with this firm, and we look again later, should it have died. */
const GIVE_WAY_MS = 3_000

/** A detector and when it is to be saved and may be stepped, by `elapsed`. */
interface Kept {
  detector: FirmDetector
  saveAt: number
  notBefore: number
}

export function createIngest(options: IngestOptions): Ingest {
  const { db, secrets, now, log, intel, metrics } = options
  const { elapsed = () => performance.now(), snapshotEveryMs = SNAPSHOT_EVERY_MS } = options
  const worker = createIngestWorker({ intel })
  const heard = createHeard()
  const sights = createSights()
  const kept = new Map<string, Kept>()
  let listsAt = elapsed() + LISTS_EVERY_MS

  function keptFor(firm: { regionId: string; firmId: string }): Kept {
    const known = kept.get(firm.firmId)
    if (known) return known
    const detector = createFirmDetector({ db, secrets, worker, now, log, onAlerts: count }, firm)
    const fresh = { detector, saveAt: elapsed() + snapshotEveryMs, notBefore: 0 }
    kept.set(firm.firmId, fresh)
    return fresh
  }

  const count: Parameters<typeof createFirmDetector>[0]['onAlerts'] = (alerts) => {
    for (const { kind } of alerts) metrics.alerts.inc({ kind })
  }

  async function work(firm: { regionId: string; firmId: string }): Promise<number> {
    const entry = keptFor(firm)
    if (elapsed() < entry.notBefore) return 0
    try {
      const done = await entry.detector.step()
      if (done === 0) entry.notBefore = elapsed() + GIVE_WAY_MS
      return done
    } catch (err) {
      // Its next try comes with the next round; other firms do not wait for it.
      log.error({ err, firmId: firm.firmId }, 'batches were not worked')
      return 0
    }
  }

  async function saveDue(): Promise<void> {
    for (const entry of kept.values()) {
      const { detector, saveAt } = entry
      if (detector.unsaved() === 0 || (elapsed() < saveAt && detector.unsaved() < UNSAVED_BATCHES_MAX)) continue
      await detector.snapshot()
      entry.saveAt = elapsed() + snapshotEveryMs
    }
  }

  async function refreshLists(): Promise<void> {
    if (elapsed() < listsAt) return
    listsAt = elapsed() + LISTS_EVERY_MS
    if (await worker.refresh()) log.info({}, 'newer intelligence lists are in use')
  }

  const loop = createLoop({
    name: 'detector',
    wakenBy: (wake) => db.onHint('batches', wake),
    log,
    async round() {
      await refreshLists()
      await saveDue()
      const behind = await db.transaction({ kind: 'system' }, async (tx) => {
        await appendTicks(tx, now())
        return firmsBehind(tx, 100)
      })
      let done = 0
      for (let place = 0; place < behind.length; place += FIRMS_AT_ONCE) {
        const worked = await Promise.all(behind.slice(place, place + FIRMS_AT_ONCE).map(work))
        done += worked.reduce((sum, batches) => sum + batches, 0)
      }
      return done
    },
  })

  return {
    accept: (body) => acceptBatch({ db, secrets, ingest: worker, heard, sights }, body),
    loop,
    async close() {
      try {
        for (const { detector } of kept.values()) await detector.snapshot()
      } finally {
        await worker.close()
      }
    },
  }
}

/** Time enters a detector through its log alone: after a minute of silence, as one more entry that is replayed like data. */
async function appendTicks(tx: Tx, now: number): Promise<void> {
  for (const { regionId, firmId, last } of await firmsSilentSince(tx, now - SILENT_AFTER_MS, 100)) {
    // Two nodes see the same silence: the key lets one of them append it.
    const key = `tick:${last}`
    const empty = { sensorId: null, sealed: null, accepted: 0, rejected: 0, bodyHash: '' }
    await storeBatch(tx, { regionId, firmId, kind: 'tick', key, receivedAt: now, ...empty })
  }
}
