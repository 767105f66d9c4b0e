import type { Media } from '#adapters/adapter.ts'
import { receive } from '#db/inbox.ts'
import { wantPhoto } from '#db/photos.ts'
import type { PersonRef } from '#engine/case.ts'
import { ASSET_PHOTO, type AssetPhoto } from '../asset/photo.ts'
import { assetLane, isOfAsset } from '../asset/tokens.ts'
import type { AssetCommand } from '../asset/work.ts'
import { firmMark } from '../dialogue/tokens.ts'
import { sayToken } from './intent.ts'
import { introduce } from './small-talk.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 「機器」: the ledger of the firm's devices, shown by the one who keeps it. */
export const showAssets = (talk: Talk, chosen?: string): Promise<void> =>
  hand(talk, chosen, { command: 'list', params: {} })

/** The words that were asked for: a device's name, or where it stands. */
export function assetWritten(talk: Talk, about: string, text: string): Promise<void> {
  const firmId = talk.state.writing?.firmId
  const { what, ...device } = asked(about)
  talk.state = { ...talk.state, consultation: null, writing: null }
  return hand(talk, firmId && firmMark(firmId), { command: 'written', params: { about: what, ...device, text } })
}

/** A photo for which a device waits; false where none does. */
export async function photoOfAsset(talk: Talk, media: Media): Promise<boolean> {
  const { tx, app, incoming, person } = talk
  const { content, platform, account } = incoming
  const { firmId, about = '' } = talk.state.writing ?? {}
  const firm = talk.firms.find((one) => one.firmId === firmId)
  if (media !== 'photo' || content.type !== 'media' || !person || !firm || !isOfAsset(about)) return false
  const { what, ...params } = asked(about)
  if (what !== 'photo') return false
  talk.state = { ...talk.state, writing: null }
  talk.isHandedOn = true
  const said: AssetPhoto = { assetLane: assetLane(firm.firmId), params, ...spoken(talk, person) }
  await wantPhoto(tx, {
    ...{ id: app.newId('photo'), regionId: firm.regionId, firmId: firm.firmId, sessionId: null, question: ASSET_PHOTO },
    ...{ account: `${platform}:${account}`, messageId: content.messageId, said },
  })
  app.hint('photos')
  return true
}

function asked(about: string): { what: string; revision: number; device: string } {
  const [, what = '', revision = '', ...device] = about.split(':')
  return { what, revision: Number(revision), device: device.join(':') }
}

/** Who says it, and how they are answered without a push. */
function spoken({ incoming, resume }: Talk, { personId, name }: PersonRef): Omit<AssetCommand, 'command' | 'params'> {
  const { replyToken, at } = incoming
  return {
    by: { personId, name, ...identityOf(incoming) },
    ...(replyToken !== undefined && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
    ...(resume && { resume }),
  }
}

async function hand(
  talk: Talk,
  chosen: string | undefined,
  command: Pick<AssetCommand, 'command' | 'params'>,
): Promise<void> {
  const { tx, app, incoming, person } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('assets', firmId))
  talk.isHandedOn = true
  const { platform, account, eventId } = incoming
  const payload: AssetCommand = { ...command, ...spoken(talk, person) }
  const { regionId, firmId } = firm
  await receive(tx, [
    {
      ...{ lane: assetLane(firmId), kind: 'asset', account: `${platform}:${account}` },
      ...{ eventId: `asset:${eventId}`, regionId, firmId, payload, at: app.now },
    },
  ])
}
