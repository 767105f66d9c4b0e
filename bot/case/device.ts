import { assetEventsOf, assetsOf } from '#db/assets.ts'
import { sightingsOf } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { hadLeft } from '#db/people.ts'
import { type Asset, entryBehind, type Owner, ownerAt } from '#engine/asset.ts'
import type { Case } from '#engine/case.ts'
import { type Device, type Holder, holderOf, STALE_MS } from '#engine/device.ts'
import type { Text } from '#engine/message.ts'
import { dayOfTraffic } from '#engine/traffic.ts'
import { made, nameShown, ownedText } from '../asset/called.ts'

/** Which device had the case's address while the case lasted. */
export async function holderIn(tx: Tx, { id, firmId, device, firstSeenAt, lastSeenAt }: Case): Promise<Holder> {
  if (device === '') return { kind: 'unknown' }
  const days = { from: dayOfTraffic(firstSeenAt - STALE_MS), until: dayOfTraffic(lastSeenAt + DAY_MS) }
  const sightings = await sightingsOf(tx, { firmId, caseId: id, ip: device, ...days })
  return holderOf(device, { from: firstSeenAt, until: lastSeenAt }, sightings)
}
const DAY_MS = 86_400_000

/** Whose the device was when the case began, as the firm's ledger tells; whoever had left the firm by then had it no longer. */
export interface CaseOwner extends Owner {
  text: Text
}

export async function ownerIn(tx: Tx, subject: Case, holder?: Holder): Promise<CaseOwner | undefined> {
  const { firmId, device, firstSeenAt } = subject
  if (device === '') return undefined
  const asset = entryBehind(await assetsOf(tx, firmId), device, holder ?? (await holderIn(tx, subject)))
  const owner = asset && ownerAt(await assetEventsOf(tx, asset.id), firstSeenAt)
  if (!asset || !owner || (await hadLeft(tx, { ...owner, firmId }, firstSeenAt))) return undefined
  // A name and a place are told with whoever has it now.
  const isNow = asset.owner?.personId === owner.personId && asset.owner.name === owner.name
  return { ...owner, text: ownedText(owner, isNow ? asset : { name: '', place: '' }) }
}

/** As a button of the ledger points at it, at this revision of its entry; 0 where it has none. */
export interface Pointed extends Pick<Asset, 'revision'> {
  key: string
}

/** The PC behind the case while nobody is known to have it; undefined where an address is all that there is of it. */
export async function unownedIn(tx: Tx, subject: Case): Promise<Pointed | undefined> {
  const holder = await holderIn(tx, subject)
  if (subject.device === '' || (await ownerIn(tx, subject, holder))) return undefined
  const entry = entryBehind(await assetsOf(tx, subject.firmId), subject.device, holder)
  if (entry) return entry.isPc ? { key: entry.id, revision: entry.revision } : undefined
  return holder.kind === 'known' || holder.kind === 'stale' ? { key: holder.mac, revision: 0 } : undefined
}

/** What is behind the case, where nobody is known to have it and nobody has said that it is no PC. */
export async function unspokenIn(tx: Tx, subject: Case): Promise<Holder | undefined> {
  const holder = await holderIn(tx, subject)
  if (subject.device === '' || (await ownerIn(tx, subject, holder))) return undefined
  const entry = entryBehind(await assetsOf(tx, subject.firmId), subject.device, holder)
  return entry?.isPc === false ? undefined : holder
}

/** For analysts; nothing where nothing is known. */
export function holderText(holder: Holder): Text | undefined {
  switch (holder.kind) {
    case 'known':
      return calledText(holder)
    case 'stale':
      return { key: 'case.holder.stale', params: { device: calledText(holder), at: { at: holder.seenAt } } }
    case 'ambiguous': {
      const [first, second] = holder.among
      if (!first || !second) return undefined
      const params = { count: holder.among.length, first: calledText(first), second: calledText(second) }
      return { key: 'case.holder.ambiguous', params }
    }
    case 'unknown':
      return undefined
  }
}

const calledText = (device: Device): Text =>
  device.name === ''
    ? { key: `case.holder.${made(device.mac) ? 'made' : 'nameless'}`, params: { mac: device.mac, ...made(device.mac) } }
    : { key: 'case.holder.named', params: { name: nameShown(device, NAME_MAX), mac: device.mac } }
const NAME_MAX = 60
