import { receive } from '#db/inbox.ts'
import { firmsWithOtherOwner, messagesOf } from '#db/own-records.ts'
import { type EraseRefusal, OWN_STAYS, refusesErasure } from '#engine/own-record.ts'
import { ownLane, recordSubject } from '../own-record/lanes.ts'
import { takeBackWords } from './desk.ts'
import { sayToken } from './intent.ts'
import { tellOpenCases } from './presence.ts'
import { identityOf, type Talk } from './talk.ts'
import type { GlobalWord } from './vocabulary.ts'

const DAY_MS = 86_400_000

/** These are of a person, whichever firm they belong to. */
export const isOfOneself = (word: GlobalWord): boolean => ['own-record', 'own-erase', 'own-erase-sure'].includes(word)

/** 「わたしの記録を全部見せて」: a page for a day, of whoever writes in this chat and nobody else. */
export function showOwnRecord(talk: Talk): void {
  const { person, app } = talk
  if (!person) return talk.say({ key: 'own.unknown' })
  talk.say({ key: 'own.here' })
  talk.show({
    kind: 'link',
    label: { key: 'own.page' },
    url: app.link(recordSubject(person.personId), 'page', app.now + DAY_MS),
  })
}

/** 「わたしの記録を消して」: what goes, what stays and why, before anything happens. */
export async function askToEraseOwn(talk: Talk): Promise<void> {
  const refusal = await refused(talk)
  if (refusal) return talk.say({ key: `own.refused.${refusal}` })
  talk.say({ key: 'own.erase.goes' }, { key: 'own.erase.leaves' })
  talk.say({ key: 'own.erase.stays' })
  talk.show({ kind: 'steps', items: OWN_STAYS.map(({ what }) => ({ key: `own.stays.${what}` })) })
  talk.ask({ key: 'own.erase.sure' }, [
    { label: { key: 'own.button.erase' }, token: sayToken('own-erase-sure'), style: 'danger' },
    { label: { key: 'own.button.keep' }, token: sayToken('status') },
  ])
}

async function refused({ tx, person }: Talk): Promise<EraseRefusal | 'unknown' | undefined> {
  if (!person) return 'unknown'
  return refusesErasure(person.memberships, await firmsWithOtherOwner(tx, person.personId))
}

/** Their own word for it, in their own chat, is all that it takes; it happens in a lane of its own. */
export async function eraseOwn(talk: Talk): Promise<void> {
  const { tx, app, incoming, person, firms } = talk
  const refusal = await refused(talk)
  if (refusal || !person) return talk.say({ key: `own.refused.${refusal ?? 'unknown'}` })
  await tellOpenCases(talk, { personId: person.personId, name: '' })
  // What they wrote to the desk stands in its thread as well.
  for (const messageId of await messagesOf(tx, identityOf(incoming))) await takeBackWords(talk, messageId)
  talk.isHandedOn = true
  const { personId, regionId } = person
  await receive(tx, [
    {
      ...{ lane: ownLane(personId), kind: 'own-erasure', account: 'own', eventId: `erase:${personId}` },
      ...{ regionId: null, firmId: null, at: app.now },
      payload: {
        command: 'erase',
        personId,
        regionId,
        firmIds: firms.map(({ firmId }) => firmId),
        to: identityOf(incoming),
      },
    },
  ])
}
