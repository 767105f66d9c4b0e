import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import type { FlowContext } from '../flow.ts'
import { type SecurityActionInput, securityActionLane } from './work.ts'

/** The questionnaire is over: its firm's way to a star goes on in a lane of its own. */
export async function handOver(
  tx: Tx,
  app: FlowContext,
  { regionId, firmId }: { regionId: string; firmId: string },
  { act, by, before, endsDialogue, resume, replyToken, replyUntil }: SecurityActionInput,
): Promise<void> {
  const payload: SecurityActionInput = {
    act,
    by,
    ...(before && { before }),
    ...(endsDialogue && { endsDialogue }),
    ...(resume && { resume }),
    ...(replyToken !== undefined && replyUntil !== undefined && { replyToken, replyUntil }),
  }
  await receive(tx, [
    {
      lane: securityActionLane(firmId),
      kind: 'security-action',
      account: 'dialogue',
      eventId: `star:${app.newUuid()}`,
      regionId,
      firmId,
      payload,
      at: app.now,
    },
  ])
}
