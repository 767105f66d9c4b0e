import { dropPhotos } from '#db/photos.ts'
import { CARRY_REASONS } from '#engine/dispatch.ts'
import { VISIT_CHECKLISTS } from '../content/visit-checklists.ts'
import { keepForItsTime } from '../photo-life.ts'
import { isLeader } from './consent.ts'
import { askDates } from './dates.ts'
import { happen, happenTheirs, refuse } from './happening.ts'
import { dispatchLane } from './lanes.ts'
import { finishedMessage, onSiteMessage } from './messages.ts'
import type { DispatchWork } from './work.ts'

export async function onTheWay(work: DispatchWork, kind: 'departed' | 'arrived'): Promise<void> {
  if (!(await happenTheirs(work, { kind }))) return
  const { winner } = work.dispatch
  if (!winner) return
  await work.tellFirm({ key: `visit.told.${kind}`, params: { vendor: winner.name, who: work.said.by.name } })
  if (kind === 'arrived') return nextOnSite(work)
  const arrive = work.option({ key: 'visit.button.arrive' }, work.ofVendor(winner.vendorId, 'arrive'), 'primary')
  await work.tellVendor(winner.vendorId, { key: 'visit.told.on-the-way' }, [arrive])
}

export async function nextOnSite(work: DispatchWork): Promise<void> {
  const { winner } = work.dispatch
  if (!winner) return
  for (const to of await work.peopleOf([winner.vendorId])) work.send(to, 'vendor', onSiteMessage(work, winner.vendorId))
}

export async function check(work: DispatchWork): Promise<void> {
  const { item, done, visit } = work.said.params ?? {}
  const { stored } = work.file
  if (!stored || visit !== stored.dispatch.visits.length) return refuse(work, 'over')
  const known = VISIT_CHECKLISTS[stored.dispatch.need.category].find((one) => one === item)
  if (known === undefined) return
  if (await happenTheirs(work, { kind: 'checked', item: known, isDone: done === 1 })) await nextOnSite(work)
}

/** Kept with the visit for its time; one that comes after its end is not kept at all. */
export async function photo(work: DispatchWork): Promise<void> {
  const { tx, app, said, file, place } = work
  const photoId = String(said.params?.photo ?? '')
  if (!(await happenTheirs(work, { kind: 'photographed', photoId }))) return dropPhotos(tx, [photoId])
  work.answer({ key: 'visit.told.photo', params: { count: work.dispatch.visits.at(-1)?.photos.length ?? 0 } })
  await keepForItsTime(tx, app, {
    ...{ photoId, lane: dispatchLane(file.id), regionId: place.regionId, firmId: place.firmId },
  })
}

/** It ends with its category and its minutes, and the firm signs for what was done. */
export async function finish(work: DispatchWork): Promise<void> {
  const why = CARRY_REASONS.find((one) => one === work.said.params?.why) ?? null
  if (!(await happenTheirs(work, { kind: 'finished', why }))) return
  const visit = work.dispatch.visits.at(-1)
  const leader = await work.leader()
  if (visit && leader) work.send(leader, 'firm', finishedMessage(work, visit, leader))
  work.answer({ key: why ? 'visit.told.carry' : 'visit.told.thanks' })
  if (why) await askDates(work)
}

/** How long it took, as whoever was there says. */
export async function worked(work: DispatchWork): Promise<void> {
  const minutes = Number(work.said.params?.minutes)
  if (await happenTheirs(work, { kind: 'worked', minutes })) await nextOnSite(work)
}

export async function sign(work: DispatchWork): Promise<void> {
  const { stored } = work.file
  if (!stored || work.said.params?.visit !== stored.dispatch.visits.length) return refuse(work, 'over')
  if (!(await isLeader(work)) || !(await happen(work, { kind: 'signed' }))) return
  work.answer({ key: 'visit.told.signed' })
  work.line({ key: 'desk.dispatch.line.signed', params: { who: work.said.by.name } })
}
