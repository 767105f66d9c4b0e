import { keepAddress, visitTermsOf } from '#db/dispatches.ts'
import { enter } from '#db/door.ts'
import { blankForm } from '#db/inbox.ts'
import { contactsOf } from '#db/people.ts'
import { findRemoteHelp } from '#db/remote-helps.ts'
import { sitesOf } from '#db/sites.ts'
import { disarm } from '#db/timers.ts'
import { askedIn, type Basis, isAgreed, type Need, type VisitTerms } from '#engine/dispatch.ts'
import { judgedDifficult } from '#engine/remote-help.ts'
import { remoteHelpFor } from '../remote-help/lanes.ts'
import { sayText } from '../say.ts'
import { forgetWhere } from './address.ts'
import { isOfNow, mayPay } from './consent.ts'
import { timerKey } from './deadlines.ts'
import { requestIn } from './form.ts'
import { happen } from './happening.ts'
import { faultText, requestFault } from './in-call.ts'
import { aboutOf, dispatchLane } from './lanes.ts'
import { consentMessage, homeMessage } from './messages.ts'
import { offer, told } from './offer.ts'
import type { DispatchWork } from './work.ts'

/** The desk or an analyst judges it necessary; what was typed holds an address, so it is kept nowhere else. */
export async function request(work: DispatchWork): Promise<void> {
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
  // Where an earlier request went to is nothing that this one may tell anybody.
  if (file.stored) await forgetWhere(work)
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
export async function drill(work: DispatchWork): Promise<void> {
  const { tx, file } = work
  const words = (name: string): string => sayText({ key: `visit.drill.${name}` }, file.region)
  const need: Need = {
    ...{ category: 'incident', skill: 'incident', home: null, parts: '' },
    ...{ municipality: words('area'), reason: words('reason') },
  }
  const terms = (await visitTermsOf(tx, file.region.id))?.incident ?? DRILL_TERMS
  if (await happen(work, { kind: 'requested', need, basis: { kind: 'wished' }, terms })) await ask(work)
}

/** The firm itself wishes it; nothing but what is known of the place is needed. */
export async function wished(work: DispatchWork): Promise<void> {
  const { tx, said, file, place } = work
  const { firm } = file
  const site = firm && (await sitesOf(tx, firm.id)).find(({ id }) => id === said.params?.site)
  if (!firm || !site || site.municipality === null) return
  const about = { category: 'incident', home: '' } as const
  const fault = await requestFault(tx, { regionId: place.regionId, firmId: firm.id }, about)
  const terms = (await visitTermsOf(tx, place.regionId))?.incident
  if (fault || !terms) return work.answer({ key: 'visit.told.wish-desk' })
  const need: Need = {
    ...{ category: 'incident', skill: 'incident', home: null, parts: '' },
    ...{ municipality: site.municipality, reason: String(said.params?.reason ?? '') },
  }
  if (!(await happen(work, { kind: 'requested', need, basis: await basisOf(work, need), terms }))) return
  if (site.address)
    await keepAddress(tx, { dispatchId: file.id, regionId: place.regionId, firmId: firm.id, address: site.address })
  await ask(work)
  if ((await work.payer())?.personId !== said.by.personId) work.answer({ key: 'visit.told.wish-asked' })
}

async function ask(work: DispatchWork): Promise<void> {
  const payer = await work.payer()
  if (payer) work.send(payer, 'firm', consentMessage(work, payer.personId))
  const worker = await work.worker()
  const address = await work.address()
  if (work.dispatch.need.home && worker && address)
    work.sendAddress(worker, 'firm', homeMessage(work, worker.personId, address))
}

export async function consented(work: DispatchWork, kind: 'agreed' | 'home-agreed'): Promise<void> {
  if (!(await isOfNow(work)) || (kind === 'agreed' && !(await mayPay(work)))) return
  if (!(await happen(work, { kind }))) return
  work.answer({ key: isAgreed(work.dispatch) ? 'visit.told.searching' : 'visit.told.one-agreed' })
  if (isAgreed(work.dispatch)) await offer(work)
}

export async function refused(work: DispatchWork): Promise<void> {
  if (!(await isOfNow(work)) || !(await happen(work, { kind: 'refused' }))) return
  work.answer({ key: 'visit.told.refused' })
  work.line({ key: 'desk.dispatch.line.refused', params: { who: work.said.by.name } })
  await forgetWhere(work)
}

export async function calledOff(work: DispatchWork): Promise<void> {
  const vendorId = work.file.stored?.dispatch.winner?.vendorId
  const asked = work.file.stored ? askedIn(work.dispatch) : []
  if (!(await happen(work, { kind: 'cancelled' }))) return
  await disarm(work.tx, timerKey(work, 'ring'))
  for (const to of await work.peopleOf(vendorId ? [vendorId] : asked)) work.send(to, 'vendor', told('visit.told.off'))
  await work.tellFirm({ key: 'visit.told.off' })
  await forgetWhere(work)
}
