import { type Asset, looksLike, type Owner } from '#engine/asset.ts'
import { harmless, shown, shownWithin } from '#engine/defang.ts'
import { makerOf } from '#engine/maker.ts'
import type { Text } from '#engine/message.ts'

/** What sensors last knew of a device. */
export interface Seen {
  mac: string
  name: string
  firstSeenAt: number
  lastSeenAt: number
}

const NAME_MAX = 40

/** 「千葉さんのパソコン（総務の机）」. */
export function ownedText(owner: Pick<Owner, 'name'>, { place, name }: Pick<Asset, 'place' | 'name'>): Text {
  const where = [name, place].filter((word) => word !== '').join('・')
  const params = { owner: harmless(shownWithin(owner.name), NAME_MAX), where: harmless(shownWithin(where), NAME_MAX) }
  return { key: where === '' ? 'asset.called.owned' : 'asset.called.owned-placed', params }
}

type Called = Pick<Asset, 'owner' | 'name' | 'place' | 'mac' | 'isPc'>

/** As its owner would point at it; as sensors know it where nobody has spoken of it. */
export function calledText(asset: Called, seen: Seen | undefined): Text {
  if (asset.owner) return ownedText(asset.owner, asset)
  const own = [asset.name, asset.place].filter((word) => word !== '').join('・')
  if (own !== '') return { typed: harmless(shownWithin(own), NAME_MAX) }
  return seenText(seen ?? { mac: asset.mac, name: '' }, asset.isPc)
}

export function seenText({ mac, name }: Pick<Seen, 'mac' | 'name'>, isPc: boolean): Text {
  const mark = mac.slice(-5)
  if (name === '' && !isPc) return { key: 'asset.called.nameless-thing', params: { mark } }
  if (name === '') return { key: `asset.called.${made(mac) ? 'made' : 'nameless'}`, params: { mark, ...made(mac) } }
  return {
    key: `asset.called.${looksLike(name)}`,
    params: { name: nameShown({ name }, NAME_MAX) },
  }
}

/** By whom, where that is known. */
export function made(mac: string): { maker: Text } | undefined {
  const maker = makerOf(mac)
  return maker && { maker: { key: `asset.maker.${maker}` } }
}

/** A device's own name for itself is a stranger's word. */
export const nameShown = ({ name }: { name: string }, lengthMax: number): string =>
  shown(name, { isInside: () => false, lengthMax })
