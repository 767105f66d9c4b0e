import { receive } from '#db/inbox.ts'
import type { PersonRef } from '#engine/case.ts'
import type { Option } from '#engine/message.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'

interface Lane {
  lane: string
  kind: string
  regionId: string
  firmId: string
  /** Tells apart what one word of a person leads to. */
  event: string
}

interface Words {
  by: PersonRef
  said: object
  /** The way back to what this came between. */
  resume: Option | undefined
}

/** To the flow that decides, in its own lane and with the right to answer: this chat says nothing more itself. */
export async function handOver(talk: Talk, { event, ...to }: Lane, { by, said, resume }: Words): Promise<void> {
  const { tx, app, incoming } = talk
  const { platform, account, eventId, replyToken, at } = incoming
  talk.isHandedOn = true
  const payload = {
    ...said,
    by: { personId: by.personId, name: by.name, ...identityOf(incoming) },
    ...(replyToken !== undefined && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
    ...(resume && { resume }),
  }
  await receive(tx, [
    { ...to, account: `${platform}:${account}`, eventId: `${event}:${eventId}`, payload, at: app.now },
  ])
}
