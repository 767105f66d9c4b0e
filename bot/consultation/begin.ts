import { addWords, consultationsOf, lockConsultation, type StoredConsultation } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { firmsNamed } from '#db/firms.ts'
import { isOpen } from '#engine/consultation.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { typedIn } from './forms.ts'
import { personOf, type Said, write } from './happening.ts'
import { sayer } from './in-call.ts'
import { consultationOfLane } from './lanes.ts'

type Place = Pick<StoredConsultation, 'id' | 'regionId' | 'firmId'>

export async function begin(
  tx: Tx,
  job: InboxRow,
  app: FlowContext,
  said: Said,
): Promise<StoredConsultation | undefined> {
  const { lane, regionId, firmId } = job
  if (regionId === null) return undefined
  const place: Place = { id: consultationOfLane(lane), regionId, firmId }
  if (said.command === 'submit-typed') return typed(tx, app, place, said)
  return said.command === 'call' ? called(tx, app, place, said) : undefined
}

/** A person has one consultation of a matter at a time: a second call belongs to the first. */
export async function called(
  tx: Tx,
  app: FlowContext,
  place: Place,
  said: Said,
): Promise<StoredConsultation | undefined> {
  const { by, matter = 'consult', kind } = said
  const open = (await consultationsOf(tx, by.personId)).find(
    (one) => one.firmId === place.firmId && one.consultation.matter === matter && isOpen(one.consultation),
  )
  if (open) return lockConsultation(tx, open.id)
  const opened = {
    kind: 'opened',
    channel: 'chat',
    matter,
    who: by.name,
    ...kind,
    at: app.now,
    by: personOf(said),
  } as const
  return write(tx, { ...place, chat: chatOf(by) }, undefined, opened)
}

/** The desk has talked to somebody by telephone or mail; whose firm it is may be found out later. */
export async function typed(
  tx: Tx,
  app: FlowContext,
  place: Place,
  said: Said,
): Promise<StoredConsultation | undefined> {
  const { channel, firm, who, kind, text, isSolved } = typedIn(
    said.values ?? {},
    sayer(await regionOf(tx, place.regionId)),
  )
  const named = firm === '' ? [] : await firmsNamed(tx, place.regionId, firm)
  const firmId = named.length === 1 ? (named[0]?.id ?? null) : null
  const by = personOf(said)
  const opened = { kind: 'opened', channel, matter: 'consult', who, ...kind, at: app.now, by } as const
  const stored = await write(tx, { ...place, firmId, chat: null }, undefined, opened)
  const id = `words_${place.id}`
  if (stored && text !== '') await addWords(tx, stored, { id, side: 'firm', by, text, at: app.now })
  return stored && isSolved ? write(tx, stored, stored.consultation, { kind: 'solved', at: app.now, by }) : stored
}

/** The chat that the desk's words go to. */
function chatOf({ personId, name, platform, account, userId }: Said['by']): StoredConsultation['chat'] {
  if (platform === undefined || account === undefined || userId === undefined) return null
  return { personId, name, platform, account, userId }
}
