import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { backlogFigures } from '#db/batches.ts'
import { openCalls } from '#db/cases.ts'
import { waitingFigures } from '#db/consultations.ts'
import type { Db } from '#db/door.ts'
import { newestByState } from '#db/health-checks.ts'
import { inboxFigures } from '#db/inbox.ts'
import { outboxFigures } from '#db/outbox-review.ts'
import { SENSOR_STATUSES, sensorFigures } from '#db/sensors.ts'
import { INCOMPLETE_ABOVE } from '#engine/sensor-health.ts'

/** A desk's day has 510. */
const MINUTES = [5, 10, 15, 30, 60, 120, 255, 510, 1020]
/** Within thirty somebody has it, whenever anybody is awake. */
const NIGHT_MINUTES = [1, 2, 5, 10, 15, 20, 30, 60, 120]
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5]

export interface Metrics {
  registry: Registry
  lines: Counter<'outcome' | 'reason'>
  batches: Counter<'outcome'>
  alerts: Counter<'kind'>
  webhooks: Histogram<'platform' | 'outcome'>
  incoming: Counter<'platform' | 'outcome'>
  refusals: Counter<'reason'>
  deliveries: Counter<'platform' | 'result'>
  recurrences: Counter<'kind' | 'outcome'>
  firstAnswers: Histogram
  callsTaken: Histogram
}

/** What Prometheus reads at `/metrics`; queues are looked at when it asks. */
export function createMetrics(db: Db, now: () => number): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  queueGauges(db, registers)
  deskGauges(db, now, registers)
  callGauge(db, registers)
  healthGauge(db, registers)
  return {
    registry,
    lines: new Counter({
      name: 'otasuke_ingest_lines_total',
      help: 'Lines that sensors sent',
      labelNames: ['outcome', 'reason'],
      registers,
    }),
    batches: new Counter({
      name: 'otasuke_ingest_batches_total',
      help: 'Batches that sensors sent',
      labelNames: ['outcome'],
      registers,
    }),
    alerts: new Counter({
      name: 'otasuke_alerts_total',
      help: 'Alerts raised or grown',
      labelNames: ['kind'],
      registers,
    }),
    webhooks: new Histogram({
      name: 'otasuke_webhook_seconds',
      help: 'From hearing something to its answer',
      labelNames: ['platform', 'outcome'],
      buckets: SECONDS,
      registers,
    }),
    incoming: new Counter({
      name: 'otasuke_incoming_total',
      help: 'What came from the chat platforms, by what became of it',
      labelNames: ['platform', 'outcome'],
      registers,
    }),
    refusals: new Counter({
      name: 'otasuke_refused_taps_total',
      help: 'Taps that came too late or from somebody else, by why',
      labelNames: ['reason'],
      registers,
    }),
    firstAnswers: new Histogram({
      name: 'otasuke_first_answer_minutes',
      help: 'Business minutes until the desk first answered a consultation',
      buckets: MINUTES,
      registers,
    }),
    callsTaken: new Histogram({
      name: 'otasuke_call_taken_minutes',
      help: 'Minutes from calling out whoever is on call until somebody took it',
      buckets: NIGHT_MINUTES,
      registers,
    }),
    recurrences: new Counter({
      name: 'otasuke_recurrences_total',
      help: 'What comes again by the calendar, by what became of it: run, wait, skip',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    deliveries: new Counter({
      name: 'otasuke_deliveries_total',
      help: 'Sendings by how they ended',
      labelNames: ['platform', 'result'],
      registers,
    }),
  }
}

function queueGauges(db: Db, registers: Registry[]): void {
  let looking: Promise<void> | undefined
  // Each gauge asks when it is read, all of them in the same breath: one look serves them all.
  const collect = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }
  const labelNames = ['queue', 'state'] as const
  const rows = new Gauge({
    name: 'otasuke_queue_rows',
    help: 'Rows waiting or put aside',
    labelNames,
    registers,
    collect,
  })
  const age = new Gauge({
    name: 'otasuke_queue_oldest_seconds',
    help: 'Age of the oldest such row',
    labelNames,
    registers,
    collect,
  })
  const lag = new Gauge({
    name: 'otasuke_detector_lag_batches',
    help: 'Batches stored and not yet worked through',
    registers,
    collect,
  })
  const sensors = new Gauge({
    name: 'otasuke_sensors',
    help: 'Sensors by how they are: working, silent, stopped',
    labelNames: ['status'] as const,
    registers,
    collect,
  })
  const losing = new Gauge({
    name: 'otasuke_sensors_losing_packets',
    help: 'Working sensors that lost more than 1 % in the last hour they told of',
    registers,
    collect,
  })
  async function look(): Promise<void> {
    const seen = await db.transaction({ kind: 'system' }, async (tx) => ({
      queues: { inbox: await inboxFigures(tx), outbox: await outboxFigures(tx) },
      batches: await backlogFigures(tx),
      sensors: await sensorFigures(tx, INCOMPLETE_ABOVE),
    }))
    rows.reset()
    age.reset()
    for (const [queue, figures] of Object.entries(seen.queues)) {
      for (const { state, rows: count, oldestMs } of figures) {
        rows.set({ queue, state }, count)
        age.set({ queue, state }, oldestMs / 1000)
      }
    }
    lag.set(seen.batches)
    const ofStatus = new Map(seen.sensors.map((figures) => [figures.status, figures]))
    for (const status of SENSOR_STATUSES) sensors.set({ status }, ofStatus.get(status)?.sensors ?? 0)
    losing.set(ofStatus.get('working')?.losing ?? 0)
  }
}

/** Whoever is on call is called out, and nobody has taken it. */
function callGauge(db: Db, registers: Registry[]): void {
  const open: Gauge = new Gauge({
    name: 'otasuke_calls_open',
    help: 'Cases for which whoever is on call is called out and nobody has taken it',
    registers,
    collect: async () => open.set(await db.transaction({ kind: 'system' }, openCalls)),
  })
}

/** How far the newest month of health checks is. */
function healthGauge(db: Db, registers: Registry[]): void {
  const checks: Gauge<'state'> = new Gauge({
    name: 'otasuke_health_checks',
    help: 'Health checks of the newest month, by state',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      const states = await db.transaction({ kind: 'system' }, newestByState)
      checks.reset()
      for (const { state, checks: count } of states) checks.set({ state }, count)
    },
  })
}

/** What the desk has open, by how it stands, and for how long somebody has waited for its first word. */
function deskGauges(db: Db, now: () => number, registers: Registry[]): void {
  const open = new Gauge({
    name: 'otasuke_consultations',
    help: 'Consultations that are not solved, by state',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      const { open: states, waitingSince } = await db.transaction({ kind: 'system' }, waitingFigures)
      this.reset()
      for (const { state, consultations } of states) this.set({ state }, consultations)
      longest.set(waitingSince === null ? 0 : Math.max(0, now() - waitingSince) / 1000)
    },
  })
  const longest = new Gauge({
    name: 'otasuke_consultation_wait_seconds',
    help: 'For how long the one who has waited longest has had no answer',
    registers,
    collect: () => open.get().then(() => undefined),
  })
}
