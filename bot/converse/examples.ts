import { examplesOf } from '#db/examples.ts'
import { receive } from '#db/inbox.ts'
import { refusalOf } from '#engine/example.ts'
import { exampleLane, readerLane } from '../example/lanes.ts'
import { sayToken } from './intent.ts'
import { identityOf, REPLY_LIFE_MS, type Talk } from './talk.ts'
import { askWhichFirm, firmMeant } from './which-firm.ts'

/** 事例: what others near this firm went through, the closest first; shown by the one who keeps what it has seen. */
export async function showExample(talk: Talk, chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('example', firmId))
  await handOn(talk, firm, { lane: readerLane(firm.firmId), kind: 'example-read', command: 'show' })
}

/** 事例を取り下げる: whatever of this firm is shown, or may be, is taken away at once. */
export async function withdrawExamples(talk: Talk, chosen?: string): Promise<void> {
  const firm = firmMeant(talk, chosen)
  if (!firm) return askWhichFirm(talk, (firmId) => sayToken('withdraw-example', firmId))
  const own = (await examplesOf(talk.tx, firm.firmId)).filter((one) => !refusalOf(one, 'withdraw'))
  if (own.length === 0) return talk.say({ key: 'example.nothing-to-withdraw' })
  for (const { id } of own) await handOn(talk, firm, { lane: exampleLane(id), kind: 'example', command: 'withdraw' })
}

async function handOn(
  talk: Talk,
  { regionId, firmId }: { regionId: string; firmId: string },
  { lane, kind, command }: { lane: string; kind: string; command: string },
): Promise<void> {
  const { tx, app, incoming, person, resume } = talk
  if (!person) return
  talk.isHandedOn = true
  const { platform, account, eventId, replyToken, at } = incoming
  const payload = {
    command,
    by: { personId: person.personId, name: person.name, ...identityOf(incoming) },
    ...(replyToken !== undefined && { replyToken, replyUntil: at + REPLY_LIFE_MS }),
    ...(resume && { resume }),
  }
  await receive(tx, [
    {
      ...{ lane, kind, account: `${platform}:${account}`, eventId: `${lane}:${eventId}`, regionId, firmId, payload },
      at: app.now,
    },
  ])
}
