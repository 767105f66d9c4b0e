import type { PhotoRefusal } from '#engine/dialogue/exchange.ts'
import type { AssetCommand } from './work.ts'

/** For what a photo is kept. */
export const ASSET_PHOTO = 'asset'

/** What the ledger is told with a photo of one of its devices. */
export interface AssetPhoto extends Omit<AssetCommand, 'command'> {
  assetLane: string
}

export const isOfAssetPhoto = (said: unknown): said is AssetPhoto =>
  typeof said === 'object' && said !== null && 'assetLane' in said

/** What the ledger's lane is handed once the photo is here, or cannot be had. */
export const photoCommand = (
  { assetLane: _, params, ...said }: AssetPhoto,
  outcome: { photo: string } | { reason: PhotoRefusal },
): AssetCommand => ({
  ...said,
  command: 'photo' in outcome ? 'photographed' : 'no-photo',
  params: { ...params, ...outcome },
})
