import { grantActions } from '#db/actions.ts'
import { enter, type Tx } from '#db/door.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { findWarning, lastWarningOf, listenersOf, noteWarned, type StoredWarning, wantWarnings } from '#db/warnings.ts'
import type { Message, Option } from '#engine/message.ts'
import { type Answerable, answering, inWords, toPerson } from '../answer-to.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { warningMessage } from '../warning/firm-message.ts'
import { warnedLane, warningLane } from '../warning/lanes.ts'
import { firmTap, stopTap } from '../warning/taps.ts'

interface Place {
  regionId: string
  firmId: string
}

/** A warning that has left, a button, or the word 注意報. */
type Said = { command: 'tell'; warningId: string } | (Answerable & { command: 'stop' | 'show' })

interface Work extends Place {
  tx: Tx
  app: FlowContext
  locale: string
}

/** One firm is told of a warning, once; and whoever of it wants none hears no more of them. */
export async function warned(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const place = { regionId: job.regionId ?? '', firmId: job.firmId ?? '' }
  const work: Work = { tx, app, ...place, locale: (await regionOf(tx, place.regionId)).locale }
  const said = job.payload as Said
  const says = said.command === 'tell' ? await told(work, said.warningId) : await answered(work, said)
  await enter(tx, { kind: 'system' })
  await enqueue(tx, says)
}

async function told(work: Work, warningId: string): Promise<OutboxEntry[]> {
  const { tx, app, regionId, firmId, locale } = work
  const warning = await findWarning(tx, warningId)
  if (!warning) throw new Error(`warning ${warningId} has left, and is not there`)
  const listeners = await listenersOf(tx, firmId, warning.body.audience)
  await noteWarned(tx, { regionId, firmId }, { warningId, messages: listeners.length })
  if (listeners.length === 0) return []
  const message = await messageOf(work, warning)
  const place = { regionId, firmId, subject: warningLane(warningId), locale }
  return listeners.map((one) => ({
    ...{ ...toPerson(app, place, one, message), priority: 'campaign' },
  }))
}

async function messageOf({ tx, app, regionId, firmId }: Work, { id, body }: StoredWarning): Promise<Message> {
  const actions = [
    firmTap(app, { id, regionId }, firmId, 'done'),
    firmTap(app, { id, regionId }, firmId, 'also'),
    stopTap(app, { regionId, firmId }),
  ]
  await grantActions(tx, actions)
  return warningMessage(
    body,
    actions.map(({ command, token }): Option => ({ label: { key: `warning.button.${command}` }, token })),
  )
}

/** いらない ends them for this person; 注意報 brings them back, and shows the last. */
async function answered(work: Work, said: Answerable & { command: 'stop' | 'show' }): Promise<OutboxEntry[]> {
  const { tx, app, regionId, firmId, locale } = work
  const isWanted = said.command === 'show'
  await wantWarnings(tx, { regionId, firmId }, { personId: said.by.personId, isWanted, at: app.now })
  const last = isWanted ? await lastWarningOf(tx, firmId) : undefined
  const message = last
    ? await messageOf(work, last)
    : inWords([{ key: isWanted ? 'warning.none' : 'warning.thanks.stop' }])
  const entry = answering(app, { regionId, firmId, subject: warnedLane(firmId), locale }, said, message)
  return entry ? [entry] : []
}
