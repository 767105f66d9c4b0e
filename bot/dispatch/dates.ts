import { findVendor } from '#db/vendors.ts'
import { datesFrom, type Hours } from '#engine/vendor.ts'
import { isOfNow, mayPay } from './consent.ts'
import { happen, happenTheirs } from './happening.ts'
import { datesMessage, dateText, proposalMessage } from './messages.ts'
import type { DispatchWork } from './work.ts'

const ANY_HOURS: Hours = { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 24 * 60 }

export async function askDates(work: DispatchWork): Promise<void> {
  const { tx, app, file, dispatch } = work
  const { winner, need } = dispatch
  if (!winner) return
  const hours = (await findVendor(tx, winner.vendorId))?.hours ?? ANY_HOURS
  const isUrgent = need.category === 'incident'
  const dates = datesFrom(hours, { now: app.now, timezone: file.region.timezone, isUrgent })
  for (const to of await work.peopleOf([winner.vendorId]))
    work.send(to, 'vendor', datesMessage(work, winner.vendorId, dates))
}

export async function offerDate(work: DispatchWork): Promise<void> {
  const startsAt = Number(work.said.params?.at)
  if (!(await happenTheirs(work, { kind: 'date-offered', startsAt }))) return
  if (work.dispatch.state === 'won') return work.answer({ key: 'visit.told.one-more-date' })
  work.answer({ key: 'visit.told.dates-sent' })
  const payer = await work.payer()
  if (payer) work.send(payer, 'firm', proposalMessage(work, payer.personId))
}

/** The amounts stand above the days, so the tap lets them come at that price: again after a visit that was carried over. */
export async function chooseDate(work: DispatchWork): Promise<void> {
  const startsAt = Number(work.said.params?.at)
  if (!(await isOfNow(work)) || !(await mayPay(work)) || !(await happen(work, { kind: 'booked', startsAt }))) return
  const { winner } = work.dispatch
  const when = dateText(startsAt)
  work.answer({ key: 'visit.told.booked', params: { when, vendor: winner?.name ?? '' } })
  if (!winner) return
  const depart = work.option({ key: 'visit.button.depart' }, work.ofVendor(winner.vendorId, 'depart'), 'primary')
  const back = work.option({ key: 'visit.button.give-back' }, work.ofVendor(winner.vendorId, 'give-back'))
  await work.tellVendor(winner.vendorId, { key: 'visit.told.go', params: { when } }, [depart, back])
}

export async function otherDates(work: DispatchWork): Promise<void> {
  if (!(await isOfNow(work)) || !(await mayPay(work)) || !(await happen(work, { kind: 'dates-refused' }))) return
  work.answer({ key: 'visit.told.asking-other-dates' })
  await askDates(work)
}
