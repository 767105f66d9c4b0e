import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { enqueue } from '#db/outbox.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { lockSensor, type Sensor, saveWatch } from '#db/sensors.ts'
import { findSite, type Site } from '#db/sites.ts'
import type { Message, Param, Part } from '#engine/message.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { SILENT_AFTER_MS, watch } from '../ingest/silence.ts'

/** A timer that is worked later than this was due while nobody here was awake. */
const LATE_MS = 5 * 60_000
/** Then sensors, which keep what they could not send, have this long to come back before anybody is told of them. */
const GRACE_MS = 10 * 60_000

/** A look after a sensor: heard meanwhile, it is looked after again; silent for too long, operations is told, once. */
export async function sensorSilence(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const sensor = await lockSensor(tx, sensorIn(job))
  if (!sensor?.isWatched || sensor.lastSeenAt === null) return
  const ids = { regionId: sensor.regionId, firmId: sensor.firmId, sensorId: sensor.id }
  // Another node may have rung, whose clock is a little ahead.
  const now = Math.max(app.now, job.at)
  const dueAt = sensor.lastSeenAt + SILENT_AFTER_MS
  if (now < dueAt) return watch(tx, ids, dueAt)
  if (now - job.at > LATE_MS) return watch(tx, ids, now + GRACE_MS)
  await saveWatch(tx, sensor.id, { isWatched: false, silentSince: sensor.lastSeenAt })
  await say(tx, app, { sensor, since: sensor.lastSeenAt, what: 'sensor-silent' })
}

/** It is heard again, or was revoked: the message that told of its silence says so now. */
export async function sensorHeard(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const sensor = await lockSensor(tx, sensorIn(job))
  if (!sensor || sensor.silentSince === null) return
  if (sensor.revokedAt !== null) {
    await saveWatch(tx, sensor.id, { isWatched: false, silentSince: null })
    return say(tx, app, { sensor, since: sensor.silentSince, what: 'sensor-stopped' })
  }
  const ids = { regionId: sensor.regionId, firmId: sensor.firmId, sensorId: sensor.id }
  await watch(tx, ids, (sensor.lastSeenAt ?? app.now) + SILENT_AFTER_MS)
  await say(tx, app, { sensor, since: sensor.silentSince, what: 'sensor-heard', until: job.at })
}

const sensorIn = ({ payload }: InboxRow): string => (payload as { sensorId: string }).sensorId

interface Turn {
  sensor: Sensor
  since: number
  what: 'sensor-silent' | 'sensor-heard' | 'sensor-stopped'
  until?: number
}

async function say(tx: Tx, app: FlowContext, { sensor, since, what, until = app.now }: Turn): Promise<void> {
  const { firm, site, region } = await placeOf(tx, sensor)
  const { regionId, firmId, id } = sensor
  const subject = `sensor:${id}`
  await note(tx, { regionId, firmId, subject, at: app.now, actor: 'otasuke', what, params: { since }, reason: null })
  const params = {
    firm: firm.name,
    site: site.name,
    since: { at: since },
    until: { at: until },
    span: { spanMs: until - since },
  }
  const place = { regionId, firmId, locale: region.locale }
  const message = MESSAGES[what](params, sensor)
  // One message for each silence: a firm that switches off every evening fills no channel.
  await enqueue(tx, [{ ...toChannel(app, 'operations', place, message), stickyKey: `${subject}:silent:${since}` }])
}

async function placeOf(tx: Tx, sensor: Sensor): Promise<{ firm: Firm; site: Site; region: Region }> {
  const [firm, site] = [await findFirm(tx, sensor.firmId), await findSite(tx, sensor.siteId)]
  const region = await findRegion(tx, sensor.regionId)
  if (!firm || !site || !region) throw new Error(`sensor ${sensor.id} stands without its firm, site or region`)
  return { firm, site, region }
}

type Params = Readonly<Record<string, Param>>

function silentMessage(params: Params, { id, type }: Sensor): Message {
  const rows = [
    { label: { key: 'operations.sensor.box' }, value: { typed: id } },
    { label: { key: 'operations.sensor.type' }, value: { key: `operations.sensor.types.${type}` } },
  ]
  const parts: Part[] = [
    { kind: 'paragraph', text: { key: 'operations.sensor.silent', params } },
    { kind: 'paragraph', text: { key: 'operations.sensor.check' } },
    { kind: 'facts', rows },
    { kind: 'status', tone: 'warn', text: { key: 'operations.sensor.status.silent' } },
  ]
  return { purpose: 'operations', fallback: { key: 'operations.sensor.silent', params }, parts }
}

const overMessage =
  (key: 'heard' | 'stopped', status: Sensor['status']) =>
  (params: Params): Message => ({
    purpose: 'operations',
    fallback: { key: `operations.sensor.${key}`, params },
    parts: [
      { kind: 'paragraph', text: { key: `operations.sensor.${key}`, params } },
      { kind: 'status', tone: 'ok', text: { key: `operations.sensor.status.${status}` } },
    ],
  })

const MESSAGES: Readonly<Record<Turn['what'], (params: Params, sensor: Sensor) => Message>> = {
  'sensor-silent': silentMessage,
  'sensor-heard': overMessage('heard', 'working'),
  'sensor-stopped': overMessage('stopped', 'stopped'),
}
