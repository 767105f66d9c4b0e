import type { NewInboxRow } from '#db/inbox.ts'
import { looksLike } from '#engine/asset.ts'
import { harmless, shownWithin } from '#engine/defang.ts'
import { kindOf } from '#engine/device-kind.ts'
import type { Message, Option, Part, Text } from '#engine/message.ts'
import type { Call, Unspoken } from '#engine/roll-call.ts'
import type { Coming } from '../recurrence.ts'
import { nameShown, seenText } from './called.ts'
import { type AssetTaps, assetLane } from './tokens.ts'

/** In the lane of the firm's ledger, which the answers are for. */
export const rollCallOf = ({ regionId, firmId }: { regionId: string; firmId: string }): Coming => ({
  ...{ kind: 'roll-call', key: `roll-call:${firmId}`, lane: assetLane(firmId), regionId, firmId, says: {} },
})

/** Somebody has just told who they are, and has the chat open: they are called at once. */
export interface RollCallWanted {
  personId?: string
}

/** Whether there is anybody to be called is looked at in the ledger's own lane, once what it hangs on is written down; each `news` once. */
export const rollCallWantedOf = (
  firm: { regionId: string; firmId: string },
  news: string,
  at: number,
  payload: RollCallWanted = {},
): NewInboxRow => ({
  ...{ ...firm, lane: assetLane(firm.firmId), kind: 'roll-call-wanted', account: 'assets' },
  ...{ eventId: `roll-call-wanted:${news}`, payload, at },
})

/** A card has ten buttons, and one is for none of them. */
const SHOWN_MAX = 9
const LABEL_MAX = 20

/** 「どれが、あなたのパソコンですか」: a button for each name, in one person's own chat; `pcName` shows where Windows tells it. */
export function rollCallMessage(devices: readonly Unspoken[], taps: AssetTaps, pcName: Part): Message {
  const heading: Text = { key: 'asset.roll-call.heading' }
  const shown = devices.slice(0, SHOWN_MAX)
  const options = shown.map((device): Option => {
    const label = device.name === '' ? seenText(device, true) : { typed: nameShown(device, LABEL_MAX) }
    return { label, token: taps.tap({ verb: 'mine', ...pointed(device) }) }
  })
  const none: Option = { label: { key: 'asset.button.none' }, token: taps.tap({ verb: 'none' }) }
  const say = (key: string): Part => ({ kind: 'paragraph', text: { key: `asset.roll-call.${key}` } })
  return {
    purpose: 'follow-up',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      say('ask'),
      ...(shown.some(({ name, kinds }) => looksLike(name) === 'windows' || kindOf(kinds) === 'windows')
        ? [pcName, say('windows')]
        : []),
      { kind: 'choice', lasts: 'durable', options: [...options, none] },
    ],
  }
}

/** 「のこりの1台は、千葉さんのパソコンですか」: to whoever leads the firm; nobody is taken for its owner without a word. */
export function lastOneMessage({ device, owner }: Extract<Call, { kind: 'theirs' }>, taps: AssetTaps): Message {
  const params = { owner: harmless(shownWithin(owner.name), NAME_MAX), what: seenText(device, true) }
  const heading: Text = { key: 'asset.roll-call.last', params }
  const yes = taps.tap({ verb: 'give', ...pointed(device), person: owner.personId })
  return {
    purpose: 'follow-up',
    fallback: heading,
    parts: [
      { kind: 'heading', text: heading },
      { kind: 'paragraph', text: { key: 'asset.roll-call.last-ask', params } },
      {
        kind: 'choice',
        lasts: 'durable',
        options: [
          { label: { key: 'asset.button.yes' }, token: yes },
          { label: { key: 'asset.button.other-or-unknown' }, token: taps.tap({ verb: 'none' }) },
        ],
      },
    ],
  }
}

const NAME_MAX = 40

const pointed = ({ mac, entry }: Unspoken) => ({ device: entry?.id ?? mac, revision: entry?.revision ?? 0 })
