import { grantActions } from '#db/actions.ts'
import { assetsOf } from '#db/assets.ts'
import { listAssets } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { LIMIT_MAX } from '#db/page.ts'
import { type Contact, contactsOf } from '#db/people.ts'
import { photosKept } from '#db/photos.ts'
import type { Region } from '#db/regions.ts'
import { type Asset, isMadeUp, type Speaker, unheardOf } from '#engine/asset.ts'
import type { PhotoRefusal } from '#engine/dialogue/exchange.ts'
import type { Option } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { type Answer, answer } from '../dialogue/answer.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext } from '../flow.ts'
import type { Seen } from './called.ts'
import { ASSET_PHOTO } from './photo.ts'
import { type AssetTap, type AssetTaps, assetTaps, type Verb } from './tokens.ts'

/** A tap or typed words about the ledger, as the chat hands them on. */
export interface AssetCommand {
  command: Verb
  params: Omit<AssetTap, 'verb'> & {
    text?: string
    about?: string
    /** That was sent, or why it cannot be kept. */
    photo?: string
    reason?: PhotoRefusal
    /** Of a timer: what it was armed for. */
    until?: string
  }
  by: Pick<Contact, 'personId' | 'name' | 'platform' | 'account' | 'userId'>
  replyToken?: string
  /** Epoch ms. */
  replyUntil?: number
  /** The way back to a questionnaire that this came in between. */
  resume?: Option
}

/** A device of the firm: its entry (a fresh one where it has none), and what sensors know. */
export interface Device {
  asset: Asset
  seen: Seen | undefined
}

/** One transaction's talk about a firm's ledger with one of its people. */
export interface AssetTalk {
  tx: Tx
  app: FlowContext
  region: Region
  firmId: string
  firmName: string
  said: AssetCommand
  by: Speaker
  people: Contact[]
  devices: Device[]
  /** That are kept still. */
  photos: ReadonlySet<string>
  taps: AssetTaps
}

/** Undefined for somebody who is of the firm no longer. */
export async function openTalk(
  tx: Tx,
  app: FlowContext,
  { regionId, firmId }: { regionId: string; firmId: string },
  said: AssetCommand,
): Promise<AssetTalk | undefined> {
  const contacts = await contactsOf(tx, firmId)
  const own = contacts.filter(({ personId }) => personId === said.by.personId)
  if (own.length === 0) return undefined
  const people = contacts.filter(
    (one, place) => contacts.findIndex(({ personId }) => personId === one.personId) === place,
  )
  const isLeader = own.some(({ role }) => readsFirmResult(role))
  return {
    ...{ tx, app, firmId, said, people, devices: await devicesOf(tx, app, { regionId, firmId }) },
    photos: await photosKept(tx, firmId, ASSET_PHOTO),
    region: await regionOf(tx, regionId),
    firmName: (await findFirm(tx, firmId))?.name ?? '',
    by: { personId: said.by.personId, name: own[0]?.name ?? '', isLeader },
    taps: assetTaps(app, { regionId, firmId }),
  }
}

/** Those in the ledger, and what sensors have seen beside them, the latest first. */
export async function devicesOf(
  tx: Tx,
  app: Pick<FlowContext, 'newId'>,
  { regionId, firmId }: { regionId: string; firmId: string },
): Promise<Device[]> {
  const { items: seen } = await listAssets(tx, { firmId, limit: LIMIT_MAX })
  const assets = await assetsOf(tx, firmId)
  const entered = assets.map((asset) => ({ asset, seen: seen.find(({ mac }) => mac === asset.mac) }))
  const others = seen.filter(
    ({ mac }, place) =>
      !assets.some((asset) => asset.mac === mac) && seen.findIndex((earlier) => earlier.mac === mac) === place,
  )
  return [
    ...entered,
    ...others.map((one) => ({
      asset: unheardOf({ id: app.newId('asset'), regionId, firmId, mac: one.mac }),
      seen: one,
    })),
  ]
}

/** Somebody has spoken of it. */
export const isEntered = ({ revision }: Asset): boolean => revision > 0

/** Somebody can be asked about it. */
export const isAsked = ({ asset }: Device): boolean =>
  asset.state === 'candidate' && asset.owner === null && !isMadeUp(asset.mac)

/** As a button carries it. */
export const keyOf = ({ asset }: Pick<Device, 'asset'>): string => (isEntered(asset) ? asset.id : asset.mac)

export async function tell({ tx, app, region, firmId, said, taps }: AssetTalk, told: Answer): Promise<void> {
  await grantActions(tx, taps.granted)
  const asked = [...told.asked, ...(said.resume ? [said.resume] : [])]
  await answer(tx, app, { regionId: region.id, firmId, region, to: said }, { ...told, asked })
}
