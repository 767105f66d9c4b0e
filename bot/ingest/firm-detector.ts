import { upsertAlerts } from '#db/alerts.ts'
import {
  advance,
  type BatchRange,
  countBatchAttempts,
  dropBatchesCovered,
  loadDetector,
  parkBatch,
  positionOf,
  readBatches,
  type StoredBatch,
  saveSnapshot,
} from '#db/batches.ts'
import type { Db, Scope, Tx } from '#db/door.ts'
import { type NewInboxRow, receive } from '#db/inbox.ts'
import { loadRules } from '#db/regions.ts'
import { homeNetworksOf } from '#db/sites.ts'
import { narrowedOf, placesOfSensors } from '#db/subscriptions.ts'
import { setTrafficCounts } from '#db/traffic.ts'
import type { DetectedAlert } from '#engine/alert.ts'
import type { Watchable } from '#engine/health-check.ts'
import { isWatched } from '#engine/plan.ts'
import { type RuleState, rulesFrom } from '#engine/region-rules.ts'
import { rollCallWantedOf } from '../asset/roll-call.ts'
import { crashPoint } from '../crash-point.ts'
import type { Log } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import { batchContext, snapshotContext } from './accept.ts'
import type { BatchInput, Detected } from './desk.ts'
import { keepDevices } from './devices.ts'
import type { IngestWorker } from './ingest-worker.ts'
import { markLosses } from './losses.ts'

/** One firm's detector, driven from the main thread: what waits is read, worked in the thread, and committed behind the fence. */
export interface FirmDetector {
  /** One run of batches; how many. Zero when nothing waits, or when another node owns the detector. */
  step(): Promise<number>
  /** Makes the memory durable; batches that it covers are dropped. */
  snapshot(): Promise<void>
  /** Batches worked since the last snapshot. */
  unsaved(): number
}

export interface FirmDetectorOptions {
  db: Db
  secrets: Pick<Secrets, 'seal' | 'open'>
  worker: IngestWorker
  now: () => number
  log: Log
  onAlerts: (alerts: readonly DetectedAlert[]) => void
}

const BATCHES_AT_ONCE = 64
const ATTEMPTS_MAX = 3

/** What a detector is begun with; when it changes, the memory is loaded again from the last snapshot. */
interface Setting {
  /** Networks that are the firm's own. */
  home: readonly string[]
  off: readonly string[]
}

/** Where the thread's memory stands, and what it was begun with. */
interface Memory extends Setting {
  position: number
  snapshotPosition: number
}

/** Batches to be worked, and what the firm's region says of rules. */
interface Waiting {
  position: number
  setting: Setting
  states: Readonly<Record<string, RuleState>>
  run: StoredBatch[]
}

export function createFirmDetector(
  { db, secrets, worker, now, log, onAlerts }: FirmDetectorOptions,
  { regionId, firmId }: { regionId: string; firmId: string },
): FirmDetector {
  const scope: Scope = { kind: 'firm', regionId, firmId }
  let memory: Memory | undefined

  async function step(): Promise<number> {
    const { position, setting, states, run } = await db.transaction(scope, takeRun)
    if (run.length === 0) return 0
    try {
      const standing = await recall(position, setting)
      const detected = await detectAll(standing, run)
      if (!(await commit(position, detected, { run, states }))) {
        await db.transaction(scope, (tx) => countRun(tx, run, -1))
        return giveWay()
      }
      memory = { ...standing, position: detected.to }
      return run.length
    } catch (error) {
      // Whatever the thread remembers may be ahead of what is stored.
      giveWay()
      throw error
    }
  }

  /** The run's attempts are counted before it is worked, so that a batch that kills the process is known for it. */
  async function takeRun(tx: Tx): Promise<Waiting> {
    const position = await positionOf(tx, firmId)
    const { states } = rulesFrom(await loadRules(tx, regionId))
    const setting = { home: await homeNetworksOf(tx, firmId), off: namesIn(states, 'off') }
    const ahead = Array.from({ length: BATCHES_AT_ONCE }, (_, place) => position + 1 + place)
    const without = memory?.position === position ? ahead.filter((number) => worker.hasKept(firmId, number)) : []
    const waiting = await readBatches(tx, firmId, { after: position, limit: BATCHES_AT_ONCE, without })
    const run = runOf(waiting)
    await countRun(tx, run, 1)
    return { position, setting, states, run }
  }

  async function countRun(tx: Tx, run: readonly StoredBatch[], by: 1 | -1): Promise<void> {
    const [first, last] = [run[0], run.at(-1)]
    if (first && last) await countBatchAttempts(tx, firmId, { from: first.number, upTo: last.number, by })
  }

  /** The memory at this position: as it is, or the last snapshot and every batch since. */
  async function recall(position: number, setting: Setting): Promise<Memory> {
    return memory?.position === position && isSame(memory, setting) ? memory : load(position, setting)
  }

  async function load(position: number, { home, off }: Setting): Promise<Memory> {
    const state = await db.transaction(scope, (tx) => loadDetector(tx, firmId))
    const snapshot = state.snapshot && secrets.open(state.snapshot, snapshotContext(firmId))
    const { kind } = await worker.load({ firmId, home, off, snapshot, position: state.snapshotPosition })
    if (kind === 'begun-anew') log.warn({ firmId }, 'a snapshot of another version was not understood')
    let at = state.snapshotPosition
    while (at < position) {
      const past = await batchesBetween({ after: at, upTo: position, limit: BATCHES_AT_ONCE })
      if (past.length === 0) throw new Error(`batches after ${at} of ${firmId} are gone and no snapshot covers them`)
      at = mustBeDetected(await worker.detect({ firmId, from: at, batches: past.map(replayed) })).to
    }
    return { position, snapshotPosition: state.snapshotPosition, home, off }
  }

  async function detectAll({ position, ...setting }: Memory, run: readonly StoredBatch[]): Promise<Worked> {
    const passedBy = new Set(run.filter(isHopeless).map(({ number }) => number))
    const tried = (batch: StoredBatch): BatchInput => inputOf(batch, passedBy.has(batch.number))
    const answer = await worker.detect({ firmId, from: position, batches: run.map(tried) })
    if (answer.kind === 'detected') return answer
    // It was let go for others, or the thread was begun anew.
    if (answer.kind === 'elsewhere') await load(position, setting)
    const upTo = run.at(-1)?.number ?? position
    const whole = await batchesBetween({ after: position, upTo, limit: BATCHES_AT_ONCE })
    return mustBeDetected(await worker.detect({ firmId, from: position, batches: whole.map(tried) }))
  }

  const batchesBetween = (range: BatchRange): Promise<StoredBatch[]> =>
    db.transaction(scope, (tx) => readBatches(tx, firmId, range))

  /** What was worked is worked again, however often it had been tried: only what was given up then is passed by. */
  const replayed = (batch: StoredBatch): BatchInput => inputOf(batch, batch.isParked)

  /** A batch that is passed by still moves the clock, now and in every replay. */
  function inputOf(batch: StoredBatch, isPassedBy: boolean): BatchInput {
    const { number, sensorId, sealed, receivedAt } = batch
    if (batch.kind === 'tick' || isPassedBy) return { number, sensorId, kind: 'tick', receivedAt }
    const packed = sealed ? secrets.open(sealed, batchContext(firmId)) : undefined
    return { number, sensorId, kind: 'events', receivedAt, packed }
  }

  /** False when another node was first. */
  async function commit(
    from: number,
    { to, raised, traffic, health, devices }: Worked,
    { run, states }: Pick<Waiting, 'run' | 'states'>,
  ): Promise<boolean> {
    const isMonitored = (rule: string): boolean => states[rule] === 'monitor'
    let active: DetectedAlert[] = []
    const isOurs = await db.transaction(scope, async (tx) => {
      if (!(await advance(tx, firmId, from, to))) return false
      const at = now()
      const watched = await inPlan(tx, raised)
      const found = watched.flatMap(({ alerts }) => alerts)
      active = found.filter(({ rule }) => !isMonitored(rule))
      const onTrial = [...new Set(found.map(({ rule }) => rule).filter(isMonitored))]
      for (const { sensorId, alerts } of watched)
        await upsertAlerts(tx, { regionId, firmId, sensorId, at, isMonitored }, alerts)
      await setTrafficCounts(tx, { regionId, firmId }, traffic)
      const seen = await keepDevices(tx, { regionId, firmId }, { devices, at })
      const news = [...new Set([...traffic.map(({ device }) => device), ...seen])]
      const marked = await markLosses(tx, { regionId, firmId }, { health, raised: found.map(({ id }) => id), at })
      const alertIds = [...new Set([...active.map(({ id }) => id), ...marked])]
      const hopeless = run.filter(isHopeless)
      for (const { number } of hopeless) await parkBatch(tx, firmId, number, at)
      await receive(tx, [
        ...(alertIds.length > 0 ? [rowFor('alerts', to, { alertIds })] : []),
        ...(onTrial.length > 0
          ? [{ ...rowFor('monitored', to, { rules: onTrial }), lane: `monitored:${regionId}` }]
          : []),
        ...(news.length > 0 ? [rowFor('traffic', to, { devices: news })] : []),
        ...(seen.length > 0 ? [rollCallWantedOf({ regionId, firmId }, `${firmId}:${to}`, at)] : []),
        ...hopeless.map(({ number, attempts }) => rowFor('batch-parked', number, { number, attempts })),
      ])
      return true
    })
    crashPoint('detect-commit')
    if (!isOurs) return false
    onAlerts(active)
    db.hint('inbox')
    return true
  }

  /**
   * What the firm's plan does not watch is not even kept. The plan is that of the day on which it was seen: a detector may come
   * back to what it saw before the plan was another.
   */
  async function inPlan(tx: Tx, raised: Worked['raised']): Promise<Worked['raised']> {
    const narrowed = raised.length > 0 ? await narrowedOf(tx, firmId) : []
    if (narrowed.length === 0) return raised
    const places = await placesOfSensors(tx, firmId)
    const leftOutAt = (at: number): readonly Watchable[] =>
      narrowed.find(({ startsAt, endsAt }) => startsAt <= at && (endsAt === null || at < endsAt))?.unwatched ?? []
    return raised.map(({ sensorId, alerts }) => {
      const place = places.get(sensorId ?? '') ?? null
      const isIn = ({ kind, device, source, lastSeenAt }: DetectedAlert): boolean =>
        isWatched(leftOutAt(lastSeenAt), { kind, isOurs: device !== '' && device === source, place })
      return { sensorId, alerts: alerts.filter(isIn) }
    })
  }

  const rowFor = (kind: string, number: number, payload: object): NewInboxRow => ({
    lane: `fold:${firmId}`,
    kind,
    account: 'detector',
    eventId: `${kind}:${firmId}:${number}`,
    regionId,
    firmId,
    payload,
    at: now(),
  })

  function giveWay(): 0 {
    memory = undefined
    worker.forget(firmId)
    return 0
  }

  return {
    step,
    async snapshot() {
      if (!memory || memory.position === memory.snapshotPosition) return
      const remembered = await worker.remember(firmId)
      if (remembered?.position !== memory.position) return void giveWay()
      const sealed = secrets.seal(remembered.snapshot, snapshotContext(firmId))
      await db.transaction(scope, async (tx) => {
        await saveSnapshot(tx, firmId, sealed, remembered.position)
        await dropBatchesCovered(tx, firmId)
      })
      crashPoint('snapshot')
      memory = { ...memory, snapshotPosition: remembered.position }
    },
    unsaved: () => (memory ? memory.position - memory.snapshotPosition : 0),
  }
}

type Worked = Extract<Detected, { kind: 'detected' }>

function mustBeDetected(answer: Detected): Worked {
  if (answer.kind === 'detected') return answer
  throw new Error(
    `the detector's thread is ${answer.kind === 'missing' ? `without batch ${answer.number}` : 'elsewhere'}`,
  )
}

/** The batch has had its attempts: it is kept for a person to look at, and passed by. */
const isHopeless = ({ attempts, isParked }: StoredBatch): boolean => isParked || attempts >= ATTEMPTS_MAX

const namesIn = (states: Readonly<Record<string, RuleState>>, state: RuleState): string[] =>
  Object.keys(states)
    .filter((name) => states[name] === state)
    .sort()

const isSame = (one: Setting, other: Setting): boolean =>
  one.home.join() === other.home.join() && one.off.join() === other.off.join()

/** Fresh batches together; one that has failed before alone, so that it is known whose fault it is. */
function runOf(waiting: readonly StoredBatch[]): StoredBatch[] {
  const [head] = waiting
  if (!head || head.attempts > 0) return head ? [head] : []
  const end = waiting.findIndex(({ attempts }) => attempts > 0)
  return waiting.slice(0, end < 0 ? waiting.length : end)
}
