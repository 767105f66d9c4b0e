import { type Asset, looksLike, type Owner } from '#engine/asset.ts'
import { harmless, shown, shownWithin } from '#engine/defang.ts'
import { type DeviceKind, kindOf } from '#engine/device-kind.ts'
import { makerOf } from '#engine/maker.ts'
import type { Text } from '#engine/message.ts'

/** What sensors last knew of a device. */
export interface Seen {
  mac: string
  name: string
  kinds: readonly DeviceKind[]
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
  return seenText(seen ?? { mac: asset.mac, name: '', kinds: [] }, asset.isPc)
}

/** By its name, which tells what it is where Windows, Apple or a maker gave it; else by what its programs say, which is a guess. */
export function seenText({ mac, name, kinds }: Pick<Seen, 'mac' | 'name' | 'kinds'>, isPc: boolean): Text {
  const mark = mac.slice(-5)
  if (name === '' && !isPc) return { key: 'asset.called.nameless-thing', params: { mark } }
  const look = looksLike(name)
  const kind = look === 'device' ? kindOf(kinds) : undefined
  const what: Text =
    name === ''
      ? { key: `asset.called.${made(mac) ? 'made' : 'nameless'}`, params: { mark, ...made(mac) } }
      : { key: `asset.called.${look}`, params: { name: nameShown({ name }, NAME_MAX) } }
  return kind ? { key: 'asset.called.probably', params: { what, kind: { key: `asset.kind.${kind}` } } } : what
}

/** By whom, where that is known. */
export function made(mac: string): { maker: Text } | undefined {
  const maker = makerOf(mac)
  return maker && { maker: { key: `asset.maker.${maker}` } }
}

/** A device's own name for itself is a stranger's word. */
export const nameShown = ({ name }: { name: string }, lengthMax: number): string =>
  shown(name, { isInside: () => false, lengthMax })
