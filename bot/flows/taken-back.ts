import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { enqueue } from '#db/outbox.ts'
import { findPerson } from '#db/own-records.ts'
import { contactsOf } from '#db/people.ts'
import { takenBack } from '#db/taking-back.ts'
import type { Text } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { inWords, toPerson } from '../answer-to.ts'
import { toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { personTakenFrom } from '../taking-back.ts'

/**
 * What stood in somebody's chats is deleted, as far as it could be: that is written down, and whoever leads the firm hears
 * what stays and why; where nobody does, the desk.
 */
export async function deletionsEnded(tx: Tx, { regionId, firmId, payload }: InboxRow, app: FlowContext): Promise<void> {
  const { subject } = payload as { subject: string }
  const ended = await takenBack(tx, subject)
  const failed = ended.filter(({ state }) => state !== 'sent')
  const [all, stays] = [sum(ended), sum(failed)]
  const personId = personTakenFrom(subject)
  await note(tx, {
    ...{ regionId: regionId ?? '', firmId, subject: personId ? `person:${personId}` : subject, at: app.now },
    ...{ actor: 'otasuke', what: 'taken-back', reason: null },
    params: { deleted: all - stays, stays, why: failed.map(({ result }) => result) },
  })
  if (stays === 0 || regionId === null || firmId === null || personId === undefined) return
  const who = (await findPerson(tx, personId))?.name ?? ''
  const why = new Set(failed.map(({ result }) => (result.startsWith('forbidden') ? 'forbidden' : 'unclear')))
  const texts: [Text, ...Text[]] = [
    { key: 'member.stays', params: { who, count: stays } },
    ...[...why].map((one) => ({ key: `member.why.${one}` })),
  ]
  const place = { regionId, firmId, subject, locale: (await regionOf(tx, regionId)).locale }
  const leaders = (await contactsOf(tx, firmId)).filter(({ role, isReachable }) => isReachable && readsFirmResult(role))
  const message = inWords(texts)
  await enqueue(
    tx,
    leaders.length > 0
      ? leaders.map((leader) => toPerson(app, place, leader, message))
      : [toChannel(app, 'desk', { regionId, firmId, locale: place.locale }, message)],
  )
}

const sum = (all: readonly { count: number }[]): number => all.reduce((total, { count }) => total + count, 0)
