import { createHash } from 'node:crypto'
import type { Platform } from '#adapters/adapter.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { erasePerson } from '#db/erasure.ts'
import { namesOf } from '#db/firms.ts'
import { forgetFarewell, noteErasure } from '#db/leavings.ts'
import { wantCommonMenu } from '#db/menus.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { findPerson, firmsWithOtherOwner, holdFirms } from '#db/own-records.ts'
import { chatsOf, findByIdentity } from '#db/people.ts'
import { arm } from '#db/timers.ts'
import { shownUntil } from '#engine/leaving.ts'
import { paragraph } from '#engine/message.ts'
import { refusesErasure } from '#engine/own-record.ts'
import { inWords, toPerson } from '../answer-to.ts'
import { toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { ofRegion } from '../of-region.ts'
import { ownLane } from '../own-record/lanes.ts'
import { deletions } from '../taking-back.ts'

interface Said {
  command: 'erase' | 'forget'
  personId: string
  regionId: string
  firmIds: string[]
  to: { platform: Platform; account: string; userId: string }
}

/** A person has everything erased that is theirs; the last word to them says so, and is forgotten in its turn. System scope. */
export async function ownErasure(tx: Tx, job: InboxRow, common: FlowContext): Promise<void> {
  const said = job.payload as Said
  const { personId, regionId } = said
  const app = await ofRegion(tx, common, regionId)
  const subject = ownLane(personId)
  if (said.command === 'forget') return forgetFarewell(tx, subject)
  if (!(await findPerson(tx, personId))) return
  const { locale } = await regionOf(tx, regionId)
  const place = { regionId, firmId: null, subject, locale }
  // When they were asked, another owner may still have been there.
  await holdFirms(tx, said.firmIds)
  const memberships = (await findByIdentity(tx, said.to))?.memberships ?? []
  const refusal = refusesErasure(memberships, await firmsWithOtherOwner(tx, personId))
  if (refusal) return enqueue(tx, [toPerson(app, place, said.to, inWords([{ key: `own.refused.${refusal}` }]))])
  const firms = await namesOf(tx, said.firmIds)
  const standing: OutboxEntry[] = []
  for (const firmId of said.firmIds)
    standing.push(...(await deletions(tx, app, { place, firmId, chats: await chatsOf(tx, personId) })))
  const erased = await erasePerson(tx, personId)
  const rows = Object.values(erased).reduce((sum, count) => sum + count, 0)
  const id = app.newId('erasure')
  const hash = createHash('sha256')
    .update(JSON.stringify({ id, at: app.now, erased }))
    .digest('hex')
  await noteErasure(tx, { id, regionId, firmId: null, personId, at: app.now, rows, hash })
  const line = { regionId, firmId: null, subject, at: app.now, actor: 'otasuke', what: 'person-erased' }
  await note(tx, { ...line, params: { rows, hash }, reason: null })
  if (said.to.platform === 'line') await wantCommonMenu(tx, said.to)
  const timer = { key: `${subject}:forget`, lane: subject, kind: 'own-erasure', regionId: null, firmId: null }
  await arm(tx, { ...timer, dueAt: shownUntil(app.now), payload: { command: 'forget', personId } })
  await enqueue(tx, [
    ...standing,
    toPerson(app, place, said.to, inWords([{ key: 'own.erased' }, { key: 'own.erased-chat' }])),
    ...[...firms].map(([firmId, firm]) => {
      const text = { key: 'desk.own.erased', params: { firm } }
      return toChannel(
        app,
        'desk',
        { regionId, firmId, locale },
        { purpose: 'history', fallback: text, parts: [paragraph(text)] },
      )
    }),
  ])
}
