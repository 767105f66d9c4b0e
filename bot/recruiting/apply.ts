import {
  addApplication,
  addTouchTo,
  applicationNamed,
  applicationOf,
  findApplication,
  linkApplication,
  type StoredApplication,
} from '#db/applications.ts'
import type { Tx } from '#db/door.ts'
import type { Identity } from '#db/people.ts'
import { visitsIn } from '#db/recruiting-visits.ts'
import { recruitingCounts } from '#db/recruitings.ts'
import { lockKey } from '#db/settings.ts'
import { signUpsLedTo } from '#db/sign-ups.ts'
import { touchesLedTo, touchesOf } from '#db/touches.ts'
import type { FlowContext } from '../flow.ts'

interface Company {
  regionId: string
  firmId: string | null
  company: string
  chat: Identity
  /** Whoever comes to a meeting has only asked. */
  saidState: 'inquired' | 'applied'
}

/** A company has asked or applied by this chat: its one application, with everything that it heard of us by. */
export async function applyFor(tx: Tx, app: FlowContext, company: Company): Promise<StoredApplication> {
  const { regionId, firmId, chat } = company
  // Two of a firm may join at once.
  await lockKey(tx, 'application', firmId ?? `${regionId} ${company.company}`)
  const touches = await touchesOf(tx, regionId, chat)
  const id = (await idOf(tx, company, touches)) ?? (await newApplication(tx, app, company))
  if (firmId !== null) {
    await linkApplication(tx, id, firmId)
    await signUpsLedTo(tx, { regionId, firmId }, chat)
  }
  await touchesLedTo(tx, { regionId, applicationId: id, firmId }, chat)
  await addTouchTo(tx, id, [...touches.map(({ recruitingId }) => recruitingId), ...(await visited(tx, company))])
  const stored = await findApplication(tx, id)
  if (!stored) throw new Error(`application ${id} is not there`)
  return stored
}

async function idOf(
  tx: Tx,
  { regionId, firmId, company }: Company,
  touches: readonly { applicationId: string | null }[],
): Promise<string | undefined> {
  const own = firmId === null ? undefined : await applicationOf(tx, firmId)
  if (own) return own.id
  for (const { applicationId } of touches) {
    const led = applicationId === null ? undefined : await findApplication(tx, applicationId)
    if (led?.firmId === null) return led.id
  }
  return (await applicationNamed(tx, regionId, company))?.id
}

async function newApplication(
  tx: Tx,
  app: FlowContext,
  { regionId, firmId, company, saidState }: Company,
): Promise<string> {
  const id = app.newId('application')
  const told = { startedAt: null, stoppedCode: null, stoppedBecause: null, touches: [], decidedBy: null }
  await addApplication(tx, {
    id,
    regionId,
    firmId,
    company,
    saidState,
    appliedAt: app.now,
    ...told,
    continuation: null,
  })
  return id
}

/** Whom somebody of ours went to see has heard of us by that as well. */
async function visited(tx: Tx, { regionId, company }: Company): Promise<string[]> {
  const was = (await visitsIn(tx, regionId)).some((visit) => visit.company === company && visit.result !== 'not-met')
  const byVisit = was ? (await recruitingCounts(tx, regionId)).find(({ medium }) => medium === 'visit') : undefined
  return byVisit ? [byVisit.id] : []
}
