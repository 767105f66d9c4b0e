import { beatOf } from '#db/sensor-beats.ts'
import { arm, disarm } from '#db/timers.ts'
import { startedAt } from '#engine/heartbeat.ts'
import { looksLike, type OrderAct, refusalOf } from '#engine/order.ts'
import { THE_BOX } from './enrol.ts'
import { happen, type Said, type Work } from './happening.ts'
import { orderLane } from './lanes.ts'
import { lookAt } from './look.ts'

/** A box that was switched on after it had been sent has arrived, and is plugged in. Then it is looked at until it watches. */
export async function look(work: Work): Promise<void> {
  const { tx, app } = work
  const { sensorId, shippedAt } = work.file.stored.order
  if (sensorId === null) return
  const beat = await beatOf(tx, sensorId)
  const isPluggedIn = beat !== undefined && shippedAt !== null && startedAt(beat) > shippedAt
  if (isPluggedIn) await pluggedIn(work)
  const verdict = await lookAt(tx, sensorId, app.now)
  const { computers } = verdict
  switch (looksLike(work.file.stored.order, verdict, app.now)) {
    case 'checked':
      await happen(work, { kind: 'checked', computers }, 'box')
      break
    case 'watching':
      await happen(work, { kind: 'watching' }, 'box')
      break
    case 'looked':
      if (verdict.kind === 'try') await happen(work, { kind: 'looked', what: verdict.what, computers }, 'box')
  }
  await lookAgain(work)
}

async function pluggedIn(work: Work): Promise<void> {
  const may = (act: OrderAct): boolean => refusalOf(work.file.stored.order, act, 'box') === undefined
  // That it has come is known by its being there; the firm need not hear of both.
  if (may('arrived')) await happen(work, { kind: 'arrived' }, 'box', { isTold: false })
  if (may('connected')) await happen(work, { kind: 'connected' }, 'box')
}

const LOOK_MS = 10 * 60_000

/** A box that falls silent tells nobody. */
async function lookAgain({ tx, app, file: { stored } }: Work): Promise<void> {
  const { id, regionId, firmId, order } = stored
  const key = `${orderLane(id)}:look`
  if (refusalOf(order, 'looked', 'box')) return disarm(tx, key)
  const payload: Said = { command: 'look', by: THE_BOX }
  await arm(tx, {
    key,
    dueAt: app.now + LOOK_MS,
    lane: orderLane(id),
    kind: 'order',
    payload,
    regionId,
    firmId,
    service: 'sensor',
  })
}
