import type { Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import { enqueue } from '#db/outbox.ts'
import { findRegion } from '#db/regions.ts'
import type { DeskWish } from '#engine/chat.ts'
import { shownWithin } from '#engine/defang.ts'
import type { Message } from '#engine/message.ts'
import type { FlowContext, InboxRow } from '../flow.ts'

export interface DeskCall {
  firmId: string
  /** Of a row from before there were others, a consultation. */
  wish?: DeskWish
  by: { personId: string; name: string }
  /** '' when somebody only asked for a person, or took the words back before the desk had them. */
  text: string
  /** By which the words are found again if they are taken back. */
  messageId: string
}

/** Somebody at a firm wants to talk to a person: the desk is told who, of which firm, at which number, in their words. */
export async function deskCall(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const call = job.payload as DeskCall
  const firm = await findFirm(tx, call.firmId)
  const region = firm && (await findRegion(tx, firm.regionId))
  if (!firm || !region) throw new Error(`a call came from firm ${call.firmId}, which is not there`)
  await enqueue(tx, [
    {
      id: app.newUuid(),
      regionId: firm.regionId,
      firmId: firm.id,
      subject: null,
      to: { platform: 'slack', account: app.config.slackAccount, address: app.config.channels.desk },
      priority: 'notice',
      locale: region.locale,
      message: callMessage(call, firm),
    },
  ])
}

function callMessage(
  { by, wish = 'consult', text }: DeskCall,
  { name, phone }: { name: string; phone: string | null },
): Message {
  return {
    purpose: 'desk-task',
    fallback: { key: `desk.call.fallback-${wish}`, params: { firm: name } },
    parts: [
      { kind: 'heading', text: { key: `desk.call.heading-${wish}`, params: { firm: name } } },
      { kind: 'paragraph', text: { key: `desk.call.text-${wish}`, params: { who: by.name } } },
      {
        kind: 'facts',
        rows: [
          { label: { key: 'desk.task.phone' }, value: phone ? { typed: phone } : { key: 'desk.task.no-phone' } },
          // What they paste may be the very link they are unsure about.
          {
            label: { key: 'desk.call.words' },
            value: text ? { typed: shownWithin(text) } : { key: 'desk.call.no-words' },
          },
        ],
      },
    ],
  }
}
