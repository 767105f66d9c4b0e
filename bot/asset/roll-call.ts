import { looksLike } from '#engine/asset.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import type { Unspoken } from '#engine/roll-call.ts'
import type { Coming } from '../recurrence.ts'
import { nameShown } from './called.ts'
import { type AssetTaps, assetLane } from './tokens.ts'

/** In the lane of the firm's ledger, which the answers are for. */
export const rollCallOf = ({ regionId, firmId }: { regionId: string; firmId: string }): Coming => ({
  ...{ kind: 'roll-call', key: `roll-call:${firmId}`, lane: assetLane(firmId), regionId, firmId, says: {} },
})

/** A card has ten buttons, and one is for none of them. */
const SHOWN_MAX = 9
const LABEL_MAX = 20

/** 「どれが、あなたのパソコンですか」: a button for each name, in one person's own chat. */
export function rollCallMessage(devices: readonly Unspoken[], taps: AssetTaps): Message {
  const heading: Text = { key: 'asset.roll-call.heading' }
  const shown = devices.slice(0, SHOWN_MAX)
  const options = shown.map(({ mac, name, entry }): Option => {
    const tap = { verb: 'mine', device: entry?.id ?? mac, revision: entry?.revision ?? 0 } as const
    return { label: { typed: nameShown({ name }, LABEL_MAX) }, token: taps.tap(tap) }
  })
  const none: Option = { label: { key: 'asset.button.none' }, token: taps.tap({ verb: 'none' }) }
  const say = (key: string): Part => ({ kind: 'paragraph', text: { key: `asset.roll-call.${key}` } })
  return {
    purpose: 'follow-up',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      say('ask'),
      ...(shown.some(({ name }) => looksLike(name) === 'windows') ? [say('windows')] : []),
      { kind: 'choice', lasts: 'durable', options: [...options, none] },
    ],
  }
}
