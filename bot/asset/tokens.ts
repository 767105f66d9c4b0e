import type { Action } from '#db/actions.ts'
import type { AntivirusKind } from '#engine/asset.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'

/** A question „whose is it?“ may be answered for as long as sensors remember the device. */
const LIFE_DAYS = 62

export const assetLane = (firmId: string): string => `assets:${firmId}`
export const isOfAssets = (subject: string): boolean => subject.startsWith('assets:')

/** What somebody may be asked to write about one device, or to photograph. */
export type Asked = 'rename' | 'place' | 'photo' | 'until'

/** By this is known what is written next. */
export const aboutAsset = (what: Asked, revision: number, device: string): string =>
  `asset:${what}:${revision}:${device}`
export const isOfAsset = (about: string): boolean => about.startsWith('asset:')

export const VERBS = [
  ...['list', 'show', 'mine', 'none', 'other', 'give', 'no-pc', 'not-known', 'rename', 'place', 'retire', 'undo'],
  ...['antivirus', 'protect', 'photo'],
] as const
export type Verb = (typeof VERBS)[number] | 'written' | 'photographed' | 'no-photo' | 'expiring'

export interface AssetTap {
  verb: Verb
  /** The id of its entry, or the MAC address of one that has none. */
  device?: string
  /** The entry as it was shown. */
  revision?: number
  person?: string
  antivirus?: AntivirusKind
  /** From which line on a list goes on. */
  from?: number
  /** The case in whose notice it stands. */
  notice?: string
}

/** Makes the buttons of a firm's ledger: opaque tokens, to be granted in the transaction that shows them. */
export interface AssetTaps {
  tap(what: AssetTap): string
  granted: Action[]
}

/** Whoever presses one must be of the firm; whether they lead it is looked at when the ledger is opened for them. */
export function assetTaps(app: FlowContext, { regionId, firmId }: { regionId: string; firmId: string }): AssetTaps {
  const granted: Action[] = []
  const subject = assetLane(firmId)
  return {
    granted,
    tap({ verb, revision = null, ...about }) {
      const params = { ...about, ...(revision !== null && { revision }) }
      const place = { regionId, firmId, subject, holder: { role: 'member' }, days: LIFE_DAYS }
      const action = actionOf(app, { ...place, command: verb, params, revision })
      granted.push(action)
      return action.token
    },
  }
}
