import { receive } from '#db/inbox.ts'
import type { Talk } from '../converse/talk.ts'
import { contractorLane } from './tokens.ts'

interface Newcomer {
  regionId: string
  firmId: string
  personId: string
  name: string
}

/** Somebody has joined as a contractor: the firm hears of it. */
export const tellContractorCame = (talk: Talk, newcomer: Newcomer): Promise<void> => tell(talk, newcomer, 'came', {})

/** They have told their name: what was written down under another one is theirs. */
export const tellContractorNamed = (talk: Talk, newcomer: Newcomer, before: string): Promise<void> =>
  tell(talk, newcomer, 'named', { before })

async function tell(
  { tx, app, incoming }: Talk,
  { regionId, firmId, personId, name }: Newcomer,
  command: 'came' | 'named',
  params: { before?: string },
): Promise<void> {
  const { platform, account, userId, eventId } = incoming
  const payload = { command, params, by: { personId, name, platform, account, userId } }
  await receive(tx, [
    {
      ...{ lane: contractorLane(firmId), kind: 'contractor', account: `${platform}:${account}` },
      ...{ eventId: `contractor-${command}:${eventId}`, regionId, firmId, payload, at: app.now },
    },
  ])
}
