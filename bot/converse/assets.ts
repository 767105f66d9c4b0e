import { receive } from '#db/inbox.ts'
import { assetLane } from '../asset/tokens.ts'
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
  const [, what = '', revision = '', ...device] = about.split(':')
  talk.state = { ...talk.state, consultation: null, writing: null }
  const params = { about: what, revision: Number(revision), device: device.join(':'), text }
  return hand(talk, firmId && firmMark(firmId), { command: 'written', params })
}

async function hand(
  talk: Talk,
  chosen: string | undefined,
  command: Pick<AssetCommand, 'command' | 'params'>,
): Promise<void> {
  const { tx, app, incoming, person, resume } = talk
  if (!person || talk.firms.length === 0) return introduce(talk)
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('assets', firmId))
  talk.isHandedOn = true
  const { platform, account, eventId, replyToken, at } = incoming
  const payload: AssetCommand = {
    ...command,
    by: { personId: person.personId, name: person.name, ...identityOf(incoming) },
    ...(replyToken !== undefined && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
    ...(resume && { resume }),
  }
  const { regionId, firmId } = firm
  await receive(tx, [
    {
      ...{ lane: assetLane(firmId), kind: 'asset', account: `${platform}:${account}` },
      ...{ eventId: `asset:${eventId}`, regionId, firmId, payload, at: app.now },
    },
  ])
}
