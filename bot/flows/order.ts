import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { lockOrder, openOrderOfSite, type StoredOrder, saveOrder } from '#db/orders.ts'
import { forgetSticky, type OutboxEntry } from '#db/outbox.ts'
import { beatOf } from '#db/sensor-beats.ts'
import { sensorsOf } from '#db/sensors.ts'
import { addSite, findSite, type Site, sitesOf } from '#db/sites.ts'
import { arm, disarm } from '#db/timers.ts'
import { startedAt } from '#engine/heartbeat.ts'
import type { Message, Text } from '#engine/message.ts'
import {
  apply,
  looksLike,
  type OrderAct,
  type OrderActor,
  type OrderEvent,
  refusalOf,
  voidsBox,
} from '#engine/order.ts'
import { type Answerable, answering, inWords, toPerson } from '../answer-to.ts'
import { regionOf } from '../dialogue/work.ts'
import { dispatchBegins } from '../dispatch/begin.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import type { Beginning } from '../order/begin.ts'
import { newCode, voidBox } from '../order/box.ts'
import { orderCard } from '../order/card.ts'
import { THE_BOX } from '../order/enrol.ts'
import { firmMessage, standing } from '../order/firm-message.ts'
import { choiceIn, faultText, parcelIn } from '../order/form.ts'
import { guideRow } from '../order/guide.ts'
import { orderLane, orderOfLane } from '../order/lanes.ts'
import { lookAt } from '../order/look.ts'
import { type DeskTap, type FirmTap, orderTap } from '../order/taps.ts'
import { fileOf, type OrderFile, orderFile } from '../order/work.ts'
import { sayText } from '../say.ts'
import { settle } from '../settle.ts'

/** A tap or a form of the desk's, a tap of the firm's, the operator, another flow, or the box itself. */
interface Said extends Answerable {
  command: string
  params?: { round?: number; codeId?: string }
  values?: FormValues
}

/** One transaction's work on one order; `file` is of the state that it ends in. */
interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  file: OrderFile
  granted: Action[]
  says: OutboxEntry[]
}

export async function order(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as Said
  if (said.command === 'begin') return begin(tx, job, app)
  const file = await orderFile(tx, orderOfLane(job.lane), lockOrder)
  if (!file) throw new Error(`order ${orderOfLane(job.lane)} is not there`)
  const work: Work = { tx, app, said, file, granted: [], says: [] }
  if (isOfBox(work)) await COMMANDS[said.command]?.(work)
  await settle(tx, app, work)
}

/** A button of a box that has been sent anew meanwhile is about nothing. */
function isOfBox(work: Work): boolean {
  const round = work.said.params?.round
  if (round === undefined || round === work.file.stored.order.round) return true
  refuse(work, 'not-now')
  return false
}

type Command = (work: Work) => Promise<void> | void

const step =
  (kind: Plain, actor: OrderActor = 'desk'): Command =>
  async (work) =>
    void (await happen(work, { kind } as Happening, actor))

const COMMANDS: Readonly<Record<string, Command>> = {
  heard: step('heard'),
  guided: step('guided'),
  kitted,
  arrived: step('arrived'),
  checked: async (work) => void (await happen(work, { kind: 'checked', computers: null }, 'desk')),
  'visit-asked': step('visit-asked'),
  visited: step('visited'),
  returned: step('returned'),
  resending: step('resending'),
  cancelled: step('cancelled'),
  // The form was opened inside the call, unless it could not be.
  'open-chosen': (work) => refuseUnless(work, 'chosen'),
  'open-shipped': (work) => refuseUnless(work, 'shipped'),
  async 'submit-chosen'(work) {
    const choice = choiceIn(work.said.values ?? {})
    if ('field' in choice) return answer(work, faultText(choice.field))
    await happen(work, { kind: 'chosen', ...choice }, 'desk')
  },
  async 'submit-shipped'(work) {
    const parcel = parcelIn(work.said.values ?? {})
    if ('field' in parcel) return answer(work, faultText(parcel.field))
    await happen(work, { kind: 'shipped', parcel }, 'desk')
  },
  /** What the answers about the wiring speak for, where nobody has chosen. */
  async proposed(work) {
    if (work.file.stored.order.deviceType === null) await COMMANDS['submit-chosen']?.(work)
  },
  /** Asked for again, the card comes last in the channel. */
  async show(work) {
    await enter(work.tx, { kind: 'system' })
    await forgetSticky(work.tx, orderLane(work.file.stored.id))
    await enter(work.tx, { kind: 'firm', regionId: work.file.region.id, firmId: work.file.firm.id })
    show(work, false)
  },
  redraw: (work) => show(work, false),
  beat: look,
  look,
  lost: step('resending', 'firm'),
  'firm-arrived': step('arrived', 'firm'),
  'firm-visit-asked': step('visit-asked', 'firm'),
  async 'firm-tried'(work) {
    if (await happen(work, { kind: 'tried' }, 'firm')) answer(work, { key: 'order.tried' })
  },
  async 'firm-all'(work) {
    await happen(work, { kind: 'checked', computers: work.file.stored.order.check?.computers ?? null }, 'firm')
  },
}

/** The questionnaire about the wiring is done, or the desk says so: where no order is under way, one begins. */
async function begin(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const { by, siteId, isHeard } = job.payload as Beginning
  const [regionId, firmId] = [job.regionId ?? '', job.firmId ?? '']
  const site = siteId === undefined ? await siteFor(tx, app, { regionId, firmId }) : await findSite(tx, siteId)
  if (!site) return
  const open = await openOrderOfSite(tx, site.id)
  const place = { id: open?.id ?? app.newId('order'), regionId, firmId, siteId: site.id }
  const received: OrderEvent = {
    ...{ kind: 'received', at: app.now, by },
    ...(site.kind === 'home' ? { deviceType: 'home' } : { deviceType: null }),
    needsSwitch: 'none',
  }
  if (open && (!isHeard || refusalOf(open.order, 'heard', 'firm'))) return
  // What came into a firm before there were orders needs none; only the desk sends another box to where one stands.
  if (!open && isHeard && (await hasSensor(tx, site))) return
  const stored = open ?? (await keep(tx, app, { ...place, order: apply(undefined, received) }, received))
  const file = await fileOf(tx, stored, open ? [] : [received])
  const work: Work = { tx, app, said: { command: 'begin', by }, file, granted: [], says: [] }
  if (isHeard) await happen(work, { kind: 'heard' }, 'firm')
  else show(work)
  await settle(tx, app, work)
}

const hasSensor = async (tx: Tx, { id, firmId }: Site): Promise<boolean> =>
  (await sensorsOf(tx, firmId)).some(({ siteId, revokedAt }) => siteId === id && revokedAt === null)

/** A firm that has named no place yet has an office all the same. */
async function siteFor(
  tx: Tx,
  app: FlowContext,
  { regionId, firmId }: { regionId: string; firmId: string },
): Promise<Site> {
  const sites = await sitesOf(tx, firmId)
  const known = sites.find(({ kind }) => kind === 'office') ?? sites[0]
  if (known) return known
  const name = sayText({ key: 'order.office' }, await regionOf(tx, regionId))
  const site = { id: app.newId('site'), regionId, firmId, name, kind: 'office' as const, homeNetworks: [] }
  await addSite(tx, { ...site, at: app.now })
  return { ...site, municipality: null, address: null }
}

/** A code for the box, and the sheet that shows it once, to whoever makes it ready. */
async function kitted(work: Work): Promise<void> {
  const { tx, app, said } = work
  if (!(await happen(work, { kind: 'kitted' }, 'desk'))) return
  const url = await newCode(tx, app, work.file.stored, said.params?.codeId)
  const text: Text = { key: 'desk.order.sheet' }
  tell(work, {
    ...{ purpose: 'answer', fallback: text },
    parts: [
      { kind: 'paragraph', text },
      { kind: 'link', label: { key: 'desk.order.sheet-link' }, url },
    ],
  })
}

/** A box that was switched on after it had been sent has arrived, and is plugged in. Then it is looked at until it watches. */
async function look(work: Work): Promise<void> {
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
  await arm(tx, { key, dueAt: app.now + LOOK_MS, lane: orderLane(id), kind: 'order', payload, regionId, firmId })
}

type Happening = OrderEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'at' | 'by'> : never) : never
/** Steps of which nothing else has to be known. */
type Plain = Exclude<OrderAct, 'received' | 'chosen' | 'enrolled' | 'shipped' | 'looked' | 'checked'>

/** False where it cannot happen, and whoever wanted it was told why. */
async function happen(
  work: Work,
  what: Happening,
  actor: OrderActor,
  { isTold = true }: { isTold?: boolean } = {},
): Promise<boolean> {
  const { tx, app, said, file } = work
  const before = file.stored
  const event = { ...what, at: app.now, by: { personId: said.by.personId, name: said.by.name } } as OrderEvent
  const refusal = refusalOf(before.order, event.kind, actor)
  if (refusal) {
    refuse(work, refusal)
    return false
  }
  if (voidsBox(event.kind)) await voidBox(tx, app, before)
  const stored = await keep(tx, app, { ...before, order: apply(before.order, event) }, event)
  work.file = { ...file, stored, events: [...file.events, event] }
  // A box that is plugged in at once needs no offer to be shown how.
  const guide = isTold ? guideRow(stored, event, sayText({ key: 'desk.order.chosen-there' }, file.region)) : undefined
  if (guide) await receive(tx, [guide])
  show(work, isTold && (stored.order.state !== before.order.state || event.kind === 'looked'))
  return true
}

/** The order as it is after the event, and the event, written down. */
async function keep(tx: Tx, app: FlowContext, stored: StoredOrder, event: OrderEvent): Promise<StoredOrder> {
  await saveOrder(tx, stored, event)
  const { kind, at, by, ...params } = event
  await note(tx, {
    ...{ regionId: stored.regionId, firmId: stored.firmId, subject: orderLane(stored.id), at: app.now },
    ...{ actor: by.personId, what: `order-${kind}`, params, reason: null },
  })
  return stored
}

/** The desk's card follows; the firm hears where it stands now and what comes next, by the free answer if it pressed itself. */
function show(work: Work, isMoved = true): void {
  const { app, said, file } = work
  const { stored, contact } = file
  const tap = (command: DeskTap | FirmTap): Action => granted(work, command)
  const { id: about, regionId, firmId, order } = stored
  const visit = order.state === 'visit-asked' ? dispatchBegins(app, { about, regionId, firmId }) : undefined
  work.granted.push(...(visit?.actions ?? []))
  work.says.push(orderCard(app, file, tap, visit ? [visit.option] : []))
  if (!isMoved) return
  const message = firmMessage(file, tap)
  const reply = said.command.startsWith('firm-') ? answering(app, placeOf(work), said, message) : undefined
  if (reply) work.says.push(reply)
  else if (contact) work.says.push(toPerson(app, placeOf(work), contact, message))
}

function granted(work: Work, command: DeskTap | FirmTap): Action {
  const action = orderTap(work.app, work.file.stored, command)
  work.granted.push(action)
  return action
}

function refuseUnless(work: Work, act: OrderAct): void {
  const refusal = refusalOf(work.file.stored.order, act, 'desk')
  if (refusal) refuse(work, refusal)
}

/** The desk reads the step, the firm its own words for it. */
function refuse(work: Work, reason: string): void {
  const { stored, site } = work.file
  work.app.refused(reason)
  if (!work.said.command.startsWith('firm-'))
    return answer(work, {
      ...{ key: `desk.order.refused.${reason}` },
      params: { state: { key: `desk.order.state.${stored.order.state}` } },
    })
  tell(work, inWords([{ key: `order.refused.${reason}` }, ...standing(stored.order, site.name)]))
}

const answer = (work: Work, text: Text): void => tell(work, inWords([text]))

function tell(work: Work, message: Message): void {
  const entry = answering(work.app, placeOf(work), work.said, message)
  if (entry) work.says.push(entry)
}

const placeOf = ({ file: { firm, region, stored } }: Work) => ({
  ...{ regionId: region.id, firmId: firm.id, subject: orderLane(stored.id), locale: region.locale },
})
