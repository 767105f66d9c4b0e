import { note } from '#db/audit.ts'
import { addressOf } from '#db/dispatches.ts'
import { recordProvision } from '#db/provisions.ts'
import { arm, disarm } from '#db/timers.ts'
import { findVendor, vendorsOf } from '#db/vendors.ts'
import { addBusiness } from '#engine/calendar/calendar.ts'
import { askedIn, DECLINE_REASONS, isExhausted } from '#engine/dispatch.ts'
import { type Message, paragraph } from '#engine/message.ts'
import { ringsOf, type Vendor } from '#engine/vendor.ts'
import { sayText } from '../say.ts'
import { takeBack } from './address.ts'
import { askDates } from './dates.ts'
import { timer, timerKey } from './deadlines.ts'
import { audited, happen, happenTheirs, refuse, vendorIn } from './happening.ts'
import { dispatchLane } from './lanes.ts'
import { jobMessage, offerMessage } from './messages.ts'
import type { DispatchWork } from './work.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** `except` cannot go, as they have said themselves. */
export async function offer(work: DispatchWork, except?: string): Promise<void> {
  const { tx, app, file, dispatch } = work
  const at = { now: app.now, timezone: file.region.timezone }
  const vendors = (await vendorsOf(tx, file.region.id)).filter(({ id }) => id !== except)
  const able = file.drill ? [] : ringsOf(await reachable(work, vendors), dispatch.need, at)
  const rings = file.drill ? [['drill-1'], ['drill-2']] : able
  if (!(await happen(work, { kind: 'offered', rings }))) return
  await offerRing(work)
}

/** The desk has found that somebody could go after all. */
export async function offerAgain(work: DispatchWork): Promise<void> {
  if (work.file.stored?.dispatch.state === 'unmanned') await offer(work)
  else refuse(work, 'not-now')
}

/** Whoever nobody can write to cannot say yes. */
async function reachable(work: DispatchWork, vendors: readonly Vendor[]): Promise<Vendor[]> {
  const people = await work.peopleOf(vendors.map(({ id }) => id))
  return vendors.filter(({ id }) => people.some(({ vendorId }) => vendorId === id))
}

async function offerRing(work: DispatchWork): Promise<void> {
  const { tx, app, file, dispatch } = work
  if (dispatch.state !== 'offering') return unmanned(work)
  const until =
    dispatch.need.category === 'incident' ? app.now + 15 * MINUTE_MS : addBusiness(app.calendar, app.now, 2 * HOUR_MS)
  const ring = dispatch.rings[dispatch.ring] ?? []
  const suspended = (await vendorsOf(tx, file.region.id)).filter(({ isActive }) => !isActive).map(({ id }) => id)
  for (const to of await work.peopleOf(ring.filter((id) => !suspended.includes(id))))
    work.send(to, 'vendor', offerMessage(work, to.vendorId, until), { priority: 'notice' })
  await arm(tx, timer(work, 'ring', until, { ring: dispatch.ring }))
}

/** Nobody of this ring has answered in time. */
export async function ringOver(work: DispatchWork): Promise<void> {
  const { stored } = work.file
  if (stored?.dispatch.state === 'offering' && stored.dispatch.ring === work.said.params?.ring) await widen(work)
}

async function widen(work: DispatchWork): Promise<void> {
  if (!(await happen(work, { kind: 'widened' }))) return
  work.line({ key: 'desk.dispatch.line.widened' })
  await offerRing(work)
}

async function unmanned(work: DispatchWork): Promise<void> {
  await disarm(work.tx, timerKey(work, 'ring'))
  work.callDesk({ key: 'desk.dispatch.unmanned', params: { firm: work.firmName } })
}

export async function decline(work: DispatchWork): Promise<void> {
  const reason = DECLINE_REASONS.find((one) => one === work.said.params?.reason) ?? 'busy'
  if (!(await happen(work, { kind: 'declined', vendorId: vendorIn(work), reason }))) return
  work.answer({ key: 'visit.told.declined' })
  const why = { key: `visit.button.decline-${reason}` }
  work.line({ key: 'desk.dispatch.line.declined', params: { who: work.said.by.name, why } })
  if (isExhausted(work.dispatch)) await widen(work)
}

/** The first finger wins: this lane takes one after the other, and the state knows whether there is a winner. */
export async function take(work: DispatchWork): Promise<void> {
  const { tx, file, said } = work
  const vendorId = vendorIn(work)
  const vendor = file.drill ? undefined : await findVendor(tx, vendorId)
  if (!file.drill && !vendor?.isActive) return refuse(work, 'suspended')
  const name = vendor?.name ?? sayText({ key: 'visit.drill.vendor' }, file.region)
  if (!(await happen(work, { kind: 'taken', vendorId, name }))) return
  await disarm(tx, timerKey(work, 'ring'))
  const others = askedIn(work.dispatch).filter((id) => id !== vendorId)
  for (const to of file.drill ? [] : await work.peopleOf(others)) work.send(to, 'vendor', told('visit.told.lost'))
  await disclose(work, vendorId, name)
  await askDates(work)
  await work.tellFirm({ key: 'visit.told.won', params: { vendor: name, who: said.by.name } })
}

/** The winner cannot go: what they were told is taken from them, and the others are asked again. */
export async function giveBack(work: DispatchWork): Promise<void> {
  if (!(await happenTheirs(work, { kind: 'given-back' }))) return
  await takeBack(work)
  work.answer({ key: 'visit.told.given-back' })
  await work.tellFirm({ key: 'visit.told.searching-again' })
  await offer(work, vendorIn(work))
}

export const told = (key: string): Message => ({ purpose: 'follow-up', fallback: { key }, parts: [paragraph({ key })] })

/** Only now does somebody outside learn whose it is and where; that they do is written down. */
async function disclose(work: DispatchWork, vendorId: string, name: string): Promise<void> {
  const { tx, app, file, dispatch } = work
  const address = await addressOf(tx, file.id)
  for (const to of await work.peopleOf([vendorId])) work.sendAddress(to, 'vendor', jobMessage(work, address))
  if (!file.firm) return
  await recordProvision(tx, {
    ...{ id: app.newId('provision'), regionId: file.region.id, firmId: file.firm.id, subject: dispatchLane(file.id) },
    recipient: { kind: 'vendor', id: vendorId, name },
    items: ['firm', 'phone', 'reason', ...(address ? ['address'] : []), ...(dispatch.need.home ? ['resident'] : [])],
    ...{ basis: 'consent', agreedBy: dispatch.consent?.by.personId ?? null, actor: 'otasuke', at: app.now },
  })
  await note(
    tx,
    audited(work, {
      what: 'disclosed',
      actor: 'otasuke',
      params: { vendor: vendorId, hasAddress: address !== undefined },
    }),
  )
}
