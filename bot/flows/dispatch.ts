import { note } from '#db/audit.ts'
import { addressOf, forgetAddress, keepAddress, lockDispatch, saveDispatch, visitTermsOf } from '#db/dispatches.ts'
import { enter, type Tx } from '#db/door.ts'
import { blankForm } from '#db/inbox.ts'
import { cancel, erase } from '#db/outbox.ts'
import { contactsOf } from '#db/people.ts'
import { dropPhotos } from '#db/photos.ts'
import { recordProvision } from '#db/provisions.ts'
import { findRemoteHelp } from '#db/remote-helps.ts'
import { arm, disarm, type Timer } from '#db/timers.ts'
import { findVendor, vendorsOf } from '#db/vendors.ts'
import { addBusiness } from '#engine/calendar/calendar.ts'
import {
  apply,
  askedIn,
  type Basis,
  CARRY_REASONS,
  DECLINE_REASONS,
  type Dispatch,
  type DispatchEvent,
  type DispatchState,
  isAgreed,
  isExhausted,
  isOver,
  type Need,
  refusalOf,
  type VisitTerms,
} from '#engine/dispatch.ts'
import { type Message, paragraph } from '#engine/message.ts'
import { judgedDifficult } from '#engine/remote-help.ts'
import { datesFrom, type Hours, ringsOf, type Vendor } from '#engine/vendor.ts'
import { VISIT_CHECKLISTS } from '../content/visit-checklists.ts'
import { dispatchCard } from '../dispatch/card.ts'
import { requestIn } from '../dispatch/form.ts'
import { faultText, requestFault } from '../dispatch/in-call.ts'
import { aboutOf, addressKey, dispatchLane, dispatchOfLane } from '../dispatch/lanes.ts'
import {
  consentMessage,
  datesMessage,
  dateText,
  finishedMessage,
  homeMessage,
  jobMessage,
  offerMessage,
  onSiteMessage,
  proposalMessage,
} from '../dispatch/messages.ts'
import { DispatchWork, dispatchFile, isContactOf, type Said } from '../dispatch/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { remoteHelpFor } from '../remote-help/lanes.ts'
import { sayText } from '../say.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/**
 * A visit, from the judgement that it is necessary to its end. It stands between a firm and the region's vendors, so it is
 * worked in the region's scope; which firm's it is, is the row's.
 */
export async function dispatch(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as Said
  const { regionId, firmId } = job
  if (regionId === null) return
  await enter(tx, { kind: 'region', regionId })
  const key = { id: dispatchOfLane(job.lane), regionId, firmId, drill: said.drill ?? null }
  const work = new DispatchWork(tx, app, said, await dispatchFile(tx, key, lockDispatch))
  const before = work.file.stored?.dispatch.length
  await COMMANDS[said.command]?.(work)
  if (work.file.stored && work.dispatch.length !== before) {
    work.card(dispatchCard(work))
    await armOverdue(work)
  }
  await work.settle()
}

type Command = (work: DispatchWork) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = {
  'submit-request': request,
  drill,
  agree: (work) => consented(work, 'agreed'),
  'home-agree': (work) => consented(work, 'home-agreed'),
  refuse: refused,
  'home-refuse': refused,
  take,
  decline,
  ring: async (work) => {
    const { stored } = work.file
    if (stored?.dispatch.state === 'offering' && stored.dispatch.ring === work.said.params?.ring) await widen(work)
  },
  date: offerDate,
  'give-back': async (work) => {
    if (!(await happenTheirs(work, { kind: 'given-back' }))) return
    work.answer({ key: 'visit.told.given-back' })
    await work.tellFirm({ key: 'visit.told.searching-again' })
    await unmanned(work)
  },
  choose: chooseDate,
  'other-dates': otherDates,
  depart: (work) => onTheWay(work, 'departed'),
  arrive: (work) => onTheWay(work, 'arrived'),
  check,
  photo,
  'no-photo': (work) => work.answer({ key: 'visit.told.no-photo' }),
  minutes: async (work) => {
    const minutes = Number(work.said.params?.minutes)
    if (await happenTheirs(work, { kind: 'worked', minutes })) await nextOnSite(work)
  },
  finish,
  sign,
  offer: async (work) => {
    if (work.file.stored && work.dispatch.state === 'unmanned') await offer(work)
    else refuse(work, 'not-now')
  },
  cancel: calledOff,
  overdue: (work) => {
    const { stored } = work.file
    if (stored?.dispatch.length === work.said.params?.length)
      work.callDesk({ key: `desk.dispatch.overdue.${work.dispatch.state}`, params: { firm: work.firmName } })
  },
  forget,
}

// Asked for, and agreed to.

/** The desk or an analyst judges it necessary; what was typed holds an address, so it is kept nowhere else. */
async function request(work: DispatchWork): Promise<void> {
  const { tx, said, file, place } = work
  const wanted = requestIn(said.values ?? {})
  await enter(tx, { kind: 'system' })
  await blankForm(tx, { lane: dispatchLane(file.id), token: said.token ?? '' })
  await enter(tx, { kind: 'region', regionId: file.region.id })
  if ('field' in wanted) return work.answer(faultText(wanted.field))
  const { firm } = file
  if (!firm) return
  const fault = await requestFault(tx, { regionId: place.regionId, firmId: firm.id }, wanted)
  if (fault) return work.answer(faultText(fault))
  const resident = (await contactsOf(tx, firm.id)).find(({ personId }) => personId === wanted.home)
  const { category, municipality, skill, reason, parts } = wanted
  const home = resident ? { personId: resident.personId, name: resident.name } : null
  const terms = (await visitTermsOf(tx, place.regionId))?.[category]
  if (!terms) return
  const need = { category, municipality, skill, reason, parts, home }
  if (!(await happen(work, { kind: 'requested', need, basis: await basisOf(work, need), terms }))) return
  if (wanted.address !== '')
    await keepAddress(tx, { dispatchId: file.id, regionId: place.regionId, firmId: firm.id, address: wanted.address })
  await ask(work)
}

/** Only what was tried from afar first and found difficult is the second condition of the insurance. */
async function basisOf({ tx, file }: DispatchWork, { category }: Need): Promise<Basis> {
  const helped = await findRemoteHelp(tx, remoteHelpFor(aboutOf(file.id)))
  const judged = helped && judgedDifficult(helped.help)
  if (helped && judged) return { kind: 'remote-difficult', remoteHelpId: helped.id, by: judged.by, at: judged.at }
  return category === 'incident' ? { kind: 'wished' } : { kind: 'installation' }
}

const DRILL_TERMS: VisitTerms = { costYen: 0, limitYen: 0, selfPayYen: 0 }

/** The whole way, with nobody but whoever started it. */
async function drill(work: DispatchWork): Promise<void> {
  const { tx, file } = work
  const words = (name: string): string => sayText({ key: `visit.drill.${name}` }, file.region)
  const need: Need = {
    ...{ category: 'incident', skill: 'incident', home: null, parts: '' },
    ...{ municipality: words('area'), reason: words('reason') },
  }
  const terms = (await visitTermsOf(tx, file.region.id))?.incident ?? DRILL_TERMS
  if (await happen(work, { kind: 'requested', need, basis: { kind: 'wished' }, terms })) await ask(work)
}

async function ask(work: DispatchWork): Promise<void> {
  const leader = await work.leader()
  if (leader) work.send(leader, 'firm', consentMessage(work, leader.personId))
  const worker = await work.worker()
  const address = await work.address()
  if (work.dispatch.need.home && worker && address)
    work.sendAddress(worker, 'firm', homeMessage(work, worker.personId, address))
}

/** A tap of an earlier request is no consent to this one. */
async function isOfNow(work: DispatchWork): Promise<boolean> {
  const { file, said } = work
  if (file.stored && said.params?.request === file.stored.dispatch.request) return true
  refuse(work, 'over')
  return false
}

async function consented(work: DispatchWork, kind: 'agreed' | 'home-agreed'): Promise<void> {
  if (!(await isOfNow(work)) || (kind === 'agreed' && !(await isLeader(work)))) return
  if (!(await happen(work, { kind }))) return
  work.answer({ key: isAgreed(work.dispatch) ? 'visit.told.searching' : 'visit.told.one-agreed' })
  if (isAgreed(work.dispatch)) await offer(work)
}

async function isLeader(work: DispatchWork): Promise<boolean> {
  const { tx, file, said } = work
  if (!file.firm || isContactOf(await contactsOf(tx, file.firm.id), said.by.personId)) return true
  refuse(work, 'not-leader')
  return false
}

async function refused(work: DispatchWork): Promise<void> {
  if (!(await isOfNow(work)) || !(await happen(work, { kind: 'refused' }))) return
  work.answer({ key: 'visit.told.refused' })
  work.line({ key: 'desk.dispatch.line.refused', params: { who: work.said.by.name } })
  await forgetLater(work)
}

// Offered, ring after ring.

async function offer(work: DispatchWork): Promise<void> {
  const { tx, app, file, dispatch } = work
  const at = { now: app.now, timezone: file.region.timezone }
  const able = file.drill ? [] : ringsOf(await reachable(work, await vendorsOf(tx, file.region.id)), dispatch.need, at)
  const rings = file.drill ? [['drill-1'], ['drill-2']] : able
  if (!(await happen(work, { kind: 'offered', rings }))) return
  await offerRing(work)
}

/** Whoever nobody can write to cannot say yes. */
async function reachable(work: DispatchWork, vendors: readonly Vendor[]): Promise<Vendor[]> {
  const people = await work.peopleOf(vendors.map(({ id }) => id))
  return vendors.filter(({ id }) => people.some(({ vendorId }) => vendorId === id))
}

async function offerRing(work: DispatchWork): Promise<void> {
  const { tx, app, dispatch } = work
  if (dispatch.state !== 'offering') return unmanned(work)
  const until =
    dispatch.need.category === 'incident' ? app.now + 15 * MINUTE_MS : addBusiness(app.calendar, app.now, 2 * HOUR_MS)
  for (const to of await work.peopleOf(dispatch.rings[dispatch.ring] ?? []))
    work.send(to, 'vendor', offerMessage(work, to.vendorId, until), { priority: 'notice' })
  await arm(tx, timer(work, 'ring', until, { ring: dispatch.ring }))
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

async function decline(work: DispatchWork): Promise<void> {
  const reason = DECLINE_REASONS.find((one) => one === work.said.params?.reason) ?? 'busy'
  if (!(await happen(work, { kind: 'declined', vendorId: vendorIn(work), reason }))) return
  work.answer({ key: 'visit.told.declined' })
  const why = { key: `visit.button.decline-${reason}` }
  work.line({ key: 'desk.dispatch.line.declined', params: { who: work.said.by.name, why } })
  if (isExhausted(work.dispatch)) await widen(work)
}

const vendorIn = ({ said }: DispatchWork): string => String(said.params?.vendor ?? '')

/** The first finger wins: this lane takes one after the other, and the state knows whether there is a winner. */
async function take(work: DispatchWork): Promise<void> {
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

const told = (key: string): Message => ({ purpose: 'follow-up', fallback: { key }, parts: [paragraph({ key })] })

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

// A day, and the way there.

const ANY_HOURS: Hours = { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 24 * 60 }

async function askDates(work: DispatchWork): Promise<void> {
  const { tx, app, file, dispatch } = work
  const { winner, need } = dispatch
  if (!winner) return
  const hours = (await findVendor(tx, winner.vendorId))?.hours ?? ANY_HOURS
  const isUrgent = need.category === 'incident'
  const dates = datesFrom(hours, { now: app.now, timezone: file.region.timezone, isUrgent })
  for (const to of await work.peopleOf([winner.vendorId]))
    work.send(to, 'vendor', datesMessage(work, winner.vendorId, dates))
}

async function offerDate(work: DispatchWork): Promise<void> {
  const startsAt = Number(work.said.params?.at)
  if (!(await happenTheirs(work, { kind: 'date-offered', startsAt }))) return
  if (work.dispatch.state === 'won') return work.answer({ key: 'visit.told.one-more-date' })
  work.answer({ key: 'visit.told.dates-sent' })
  const leader = await work.leader()
  if (leader) work.send(leader, 'firm', proposalMessage(work, leader.personId))
}

/** The amounts stand above the days, so the tap lets them come at that price: again after a visit that was carried over. */
async function chooseDate(work: DispatchWork): Promise<void> {
  const startsAt = Number(work.said.params?.at)
  if (!(await isOfNow(work)) || !(await isLeader(work)) || !(await happen(work, { kind: 'booked', startsAt }))) return
  const { winner } = work.dispatch
  const when = dateText(startsAt)
  work.answer({ key: 'visit.told.booked', params: { when, vendor: winner?.name ?? '' } })
  if (!winner) return
  const depart = work.option({ key: 'visit.button.depart' }, work.ofVendor(winner.vendorId, 'depart'), 'primary')
  const back = work.option({ key: 'visit.button.give-back' }, work.ofVendor(winner.vendorId, 'give-back'))
  await work.tellVendor(winner.vendorId, { key: 'visit.told.go', params: { when } }, [depart, back])
}

async function otherDates(work: DispatchWork): Promise<void> {
  if (!(await isOfNow(work)) || !(await isLeader(work)) || !(await happen(work, { kind: 'dates-refused' }))) return
  work.answer({ key: 'visit.told.asking-other-dates' })
  await askDates(work)
}

async function onTheWay(work: DispatchWork, kind: 'departed' | 'arrived'): Promise<void> {
  if (!(await happenTheirs(work, { kind }))) return
  const { winner } = work.dispatch
  if (!winner) return
  await work.tellFirm({ key: `visit.told.${kind}`, params: { vendor: winner.name, who: work.said.by.name } })
  if (kind === 'arrived') return nextOnSite(work)
  const arrive = work.option({ key: 'visit.button.arrive' }, work.ofVendor(winner.vendorId, 'arrive'), 'primary')
  await work.tellVendor(winner.vendorId, { key: 'visit.told.on-the-way' }, [arrive])
}

async function nextOnSite(work: DispatchWork): Promise<void> {
  const { winner } = work.dispatch
  if (!winner) return
  for (const to of await work.peopleOf([winner.vendorId])) work.send(to, 'vendor', onSiteMessage(work, winner.vendorId))
}

async function check(work: DispatchWork): Promise<void> {
  const { item, done, visit } = work.said.params ?? {}
  const { stored } = work.file
  if (!stored || visit !== stored.dispatch.visits.length) return refuse(work, 'over')
  const known = VISIT_CHECKLISTS[stored.dispatch.need.category].find((one) => one === item)
  if (known === undefined) return
  if (await happenTheirs(work, { kind: 'checked', item: known, isDone: done === 1 })) await nextOnSite(work)
}

const PHOTO_KEPT_MS = 365 * DAY_MS

/** Kept with the visit for its time; one that comes after its end is not kept at all. */
async function photo(work: DispatchWork): Promise<void> {
  const { tx, app, said, file, place } = work
  const photoId = String(said.params?.photo ?? '')
  if (!(await happenTheirs(work, { kind: 'photographed', photoId }))) return dropPhotos(tx, [photoId])
  work.answer({ key: 'visit.told.photo', params: { count: work.dispatch.visits.at(-1)?.photos.length ?? 0 } })
  const due = { key: `photo:${photoId}`, dueAt: app.now + PHOTO_KEPT_MS, kind: 'photo-expired', payload: { photoId } }
  await arm(tx, { ...due, lane: dispatchLane(file.id), regionId: place.regionId, firmId: place.firmId })
}

/** It ends with its category and its minutes, and the firm signs for what was done. */
async function finish(work: DispatchWork): Promise<void> {
  const why = CARRY_REASONS.find((one) => one === work.said.params?.why) ?? null
  if (!(await happenTheirs(work, { kind: 'finished', why }))) return
  const visit = work.dispatch.visits.at(-1)
  const leader = await work.leader()
  if (visit && leader) {
    const name = work.dispatch.consent?.by.name ?? ''
    work.send(leader, 'firm', finishedMessage(work, visit, leader, name))
  }
  work.answer({ key: why ? 'visit.told.carry' : 'visit.told.thanks' })
  if (why) await askDates(work)
  await forgetLater(work)
}

async function sign(work: DispatchWork): Promise<void> {
  const { stored } = work.file
  if (!stored || work.said.params?.visit !== stored.dispatch.visits.length) return refuse(work, 'over')
  if (!(await isLeader(work)) || !(await happen(work, { kind: 'signed' }))) return
  work.answer({ key: 'visit.told.signed' })
  work.line({ key: 'desk.dispatch.line.signed', params: { who: work.said.by.name } })
}

async function calledOff(work: DispatchWork): Promise<void> {
  const vendorId = work.file.stored?.dispatch.winner?.vendorId
  const asked = work.file.stored ? askedIn(work.dispatch) : []
  if (!(await happen(work, { kind: 'cancelled' }))) return
  await disarm(work.tx, timerKey(work, 'ring'))
  for (const to of await work.peopleOf(vendorId ? [vendorId] : asked)) work.send(to, 'vendor', told('visit.told.off'))
  await work.tellFirm({ key: 'visit.told.off' })
  await forgetLater(work)
}

// What must not stay.

const FORGOTTEN_AFTER_MS = 30 * DAY_MS

async function forgetLater(work: DispatchWork): Promise<void> {
  const { tx, app, file } = work
  if (file.firm) await arm(tx, timer(work, 'forget', app.now + FORGOTTEN_AFTER_MS))
}

/** Thirty days after the visit nobody knows any more where it went to. */
async function forget(work: DispatchWork): Promise<void> {
  const { tx, file } = work
  if (!file.stored) return
  if (!isOver(work.dispatch)) return forgetLater(work)
  await forgetAddress(tx, file.id)
  const subject = addressKey(file.id)
  await enter(tx, { kind: 'system' })
  await cancel(tx, subject)
  await erase(tx, subject)
  await enter(tx, { kind: 'region', regionId: file.region.id })
  const { winner } = work.dispatch
  for (const to of winner ? await work.peopleOf([winner.vendorId]) : [])
    if (to.platform !== 'line') work.sendAddress(to, 'vendor', jobMessage(work, undefined))
  await note(tx, audited(work, { what: 'address-forgotten', actor: 'otasuke' }))
}

// What happens, and what is told when nothing does.

type Happening = DispatchEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'at' | 'by'> : never) : never

/** Of whoever has the job alone: an old button of somebody who gave it back moves nothing. */
async function happenTheirs(work: DispatchWork, what: Happening): Promise<boolean> {
  if (work.file.stored?.dispatch.winner?.vendorId === vendorIn(work)) return happen(work, what)
  refuse(work, 'not-yours')
  return false
}

/** False where it cannot happen, and whoever wanted it was told why. */
async function happen(work: DispatchWork, what: Happening): Promise<boolean> {
  const { tx, app, said, file, place } = work
  const by = { personId: said.by.personId, name: said.by.name }
  const event = { ...what, at: app.now, by } as DispatchEvent
  const refusal = refusalOf(file.stored?.dispatch, event)
  if (refusal) {
    refuse(work, refusal)
    return false
  }
  const stored = { ...place, about: aboutOf(file.id), drill: file.drill, dispatch: apply(file.stored?.dispatch, event) }
  await saveDispatch(tx, stored, event)
  work.file = { ...file, stored }
  const { kind, at: _, by: __, ...params } = event
  await note(tx, audited(work, { what: `dispatch-${kind}`, actor: by.personId, params }))
  return true
}

const audited = (
  { app, file, place }: DispatchWork,
  { what, actor, params = {} }: { what: string; actor: string; params?: object },
) => ({
  ...{ regionId: file.region.id, firmId: place.firmId, subject: dispatchLane(file.id), at: app.now, actor, what },
  ...{ params, reason: null },
})

function refuse(work: DispatchWork, reason: string): void {
  work.app.refused(reason)
  work.answer({ key: `visit.refused.${reason}` })
}

/** How long each state may last before the desk hears that nothing happens. */
const PATIENCE: Partial<Record<DispatchState, (dispatch: Dispatch, app: FlowContext) => number>> = {
  requested: (_, { calendar, now }) => addBusiness(calendar, now, HOUR_MS),
  won: (_, { calendar, now }) => addBusiness(calendar, now, 2 * HOUR_MS),
  proposed: (_, { calendar, now }) => addBusiness(calendar, now, 4 * HOUR_MS),
  booked: ({ startsAt }, { now }) => (startsAt ?? now) + 30 * MINUTE_MS,
  departed: (_, { now }) => now + 2 * HOUR_MS,
  arrived: (_, { now }) => now + 8 * HOUR_MS,
  'carried-over': (_, { calendar, now }) => addBusiness(calendar, now, 8 * HOUR_MS),
}

async function armOverdue(work: DispatchWork): Promise<void> {
  const { tx, app, dispatch } = work
  const dueAt = PATIENCE[dispatch.state]?.(dispatch, app)
  if (dueAt === undefined) return disarm(tx, timerKey(work, 'overdue'))
  await arm(tx, timer(work, 'overdue', dueAt, { length: dispatch.length }))
}

const timerKey = ({ file }: DispatchWork, command: string): string => `${dispatchLane(file.id)}:${command}`

function timer(work: DispatchWork, command: string, dueAt: number, params: Said['params'] = {}): Timer {
  const { regionId, firmId } = work.place
  const payload: Said = { command, by: { personId: 'otasuke', name: 'otasuke' }, params }
  const lane = dispatchLane(work.file.id)
  return { key: timerKey(work, command), dueAt, lane, kind: 'dispatch', payload, regionId, firmId }
}
