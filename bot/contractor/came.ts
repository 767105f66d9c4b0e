import { receive } from '#db/inbox.ts'
import type { Talk } from '../converse/talk.ts'
import { contractorLane } from './tokens.ts'

/** Somebody has joined as a contractor: the firm hears of it. */
export async function tellContractorCame(
  { tx, app, incoming }: Talk,
  { regionId, firmId, personId, name }: { regionId: string; firmId: string; personId: string; name: string },
): Promise<void> {
  const { platform, account, userId, eventId } = incoming
  const payload = { command: 'came', params: {}, by: { personId, name, platform, account, userId } }
  await receive(tx, [
    {
      ...{ lane: contractorLane(firmId), kind: 'contractor', account: `${platform}:${account}` },
      ...{ eventId: `contractor-came:${eventId}`, regionId, firmId, payload, at: app.now },
    },
  ])
}
