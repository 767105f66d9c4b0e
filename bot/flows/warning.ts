import type { FormValues } from '#adapters/adapter.ts'
import { type Action, grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import type { Region } from '#db/regions.ts'
import { arm, disarm } from '#db/timers.ts'
import {
  findWarning,
  firmsToWarn,
  lastWarningAt,
  noteWarningAnswer,
  type StoredWarning,
  saveWarning,
  warnedBy,
} from '#db/warnings.ts'
import type { PersonRef } from '#engine/case.ts'
import type { Message, Text } from '#engine/message.ts'
import {
  dropWarning,
  rewriteWarning,
  sendWarning,
  type Warning,
  type WarningAnswer,
  type WarningRefusal,
} from '#engine/warning.ts'
import { type Answerable, answering, inWords } from '../answer-to.ts'
import { sayToken } from '../converse/intent.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { inRegion } from '../region-scope.ts'
import { alsoCard, type WarningFile, warningCard } from '../warning/card.ts'
import { warningIn } from '../warning/form.ts'
import { faultsOf } from '../warning/in-call.ts'
import { warnedLane, warningLane, warningOfLane } from '../warning/lanes.ts'
import { reachOf } from '../warning/reach.ts'

/** A tap, a form or a timer, as the inbox hands it on. */
interface Said extends Answerable {
  command: string
  values?: FormValues
}

interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  id: string
  region: Region
  /** Of whoever answers it; null for the staff and for a timer. */
  firmId: string | null
  stored: StoredWarning | undefined
  granted: Action[]
  says: OutboxEntry[]
}

/** A warning is written, looked at, sent and answered. */
export async function warning(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const id = warningOfLane(job.lane)
  const work: Work = {
    ...{ tx, app, id, firmId: job.firmId, said: job.payload as Said, granted: [], says: [] },
    region: await regionOf(tx, job.regionId ?? ''),
    stored: await findWarning(tx, id),
  }
  await COMMANDS[work.said.command]?.(work)
  await grantActions(tx, work.granted)
  await enter(tx, { kind: 'system' })
  await enqueue(tx, work.says)
}

const COMMANDS: Readonly<Record<string, (work: Work) => Promise<void>>> = {
  // The form was opened inside the call, unless it could not be.
  async 'open-write'(work) {
    const { stored } = work
    if (stored && stored.state !== 'written') refuse(work, stored.state === 'sent' ? 'already-sent' : 'dropped')
  },
  'submit-write': write,
  send,
  drop,
  leave,
  show,
  also: (work) => answered(work, 'also'),
  done: (work) => answered(work, 'done'),
}

async function write(work: Work): Promise<void> {
  const { tx, app, said, id, region, stored } = work
  const body = warningIn(said.values ?? {})
  // The form said so while it was open; which firms there are may have changed since.
  const [fault] = await faultsOf(tx, region.id, body)
  if (fault) return tell(work, fault[1])
  const by = personOf(said)
  const blank: StoredWarning = {
    ...{ id, regionId: region.id, state: 'written', body, writtenBy: by, sentBy: null, leavesAt: null },
  }
  await become(work, 'written', stored ? rewriteWarning(stored, body, by) : blank, app.now)
}

async function send(work: Work): Promise<void> {
  const { tx, app, said, region, stored } = work
  if (!stored) return
  const sent = sendWarning(stored, {
    ...{ by: personOf(said), now: app.now, daytime: app.daytime },
    lastLeftAt: await lastWarningAt(tx, region.id),
    reach: await reachOf(tx, region.id, stored.body, app.now),
  })
  if (!(await become(work, 'sent', sent, app.now))) return
  const leavesAt = work.stored?.leavesAt ?? app.now
  if (leavesAt <= app.now) return leave(work)
  await armIn(work, 'leave', leavesAt)
}

async function drop(work: Work): Promise<void> {
  if (work.stored) await become(work, 'dropped', dropWarning(work.stored, work.app.now), work.app.now)
}

/** Each firm is told in its own order, so that none is told twice and none waits for another. */
async function leave(work: Work): Promise<void> {
  const { tx, app, id, region, stored } = work
  if (stored?.state !== 'sent') return
  const firms = await firmsToWarn(tx, region.id, stored.body)
  await receive(
    tx,
    firms.map(({ firmId }) => ({
      ...{ lane: warnedLane(firmId), kind: 'warned', account: 'warnings', eventId: `${id}:${firmId}` },
      ...{ regionId: region.id, firmId, payload: { command: 'tell', warningId: id }, at: app.now },
    })),
  )
  await armIn(work, 'show', app.now + SHOWN_AFTER_MS)
  await showCard(work)
}

/** By then all are told, unless there are many. */
const SHOWN_AFTER_MS = 60_000

/** The card counts until every firm is told; answers bring it up to date besides. */
async function show(work: Work): Promise<void> {
  const { tx, app, region, stored } = work
  if (stored?.state !== 'sent') return
  const { firms } = await showCard(work)
  if (firms < (await firmsToWarn(tx, region.id, stored.body)).length && app.now < (stored.leavesAt ?? 0) + COUNTED_MS)
    await armIn(work, 'show', app.now + SHOWN_AFTER_MS)
}
const COUNTED_MS = 3_600_000

/** 「うちも来ました」 is the desk's to follow; 「やりました」 is counted. */
async function answered(work: Work, answer: WarningAnswer): Promise<void> {
  const { tx, app, said, id, region, firmId } = work
  if (firmId === null) return
  const isNew = await noteWarningAnswer(tx, { firmId, warningId: id, answer, at: app.now })
  tell(work, { key: `warning.thanks.${answer}` }, answer === 'also' ? firmId : undefined)
  if (!isNew) return
  await note(tx, {
    ...{ regionId: region.id, firmId, subject: warningLane(id), at: app.now },
    ...{ actor: said.by.personId, what: `warning-${answer}`, params: {}, reason: null },
  })
  await inRegion(tx, { regionId: region.id, firmId }, async () => {
    const warned = await showCard(work)
    if (answer === 'also') work.says.push(alsoCard(app, fileOf(work), warned))
  })
}

/** False where it cannot happen, and whoever wanted it was told why. */
async function become(work: Work, what: string, after: Warning | WarningRefusal, at: number): Promise<boolean> {
  const { tx, app, said, id, region } = work
  if (typeof after === 'string') {
    refuse(work, after)
    return false
  }
  work.stored = { ...after, id, regionId: region.id }
  await saveWarning(tx, work.stored, at)
  await disarm(tx, `${warningLane(id)}:`)
  await note(tx, {
    ...{ regionId: region.id, firmId: null, subject: warningLane(id), at: app.now, actor: said.by.personId },
    ...{
      what: `warning-${what}`,
      params: { area: after.body.area, audience: after.body.audience },
      reason: 'analyst-decided',
    },
  })
  await showCard(work)
  return true
}

const fileOf = ({ id, region, stored }: Work): WarningFile => ({ id, region, stored })

async function showCard(work: Work) {
  const { tx, app, id, region, stored } = work
  const warned = await warnedBy(tx, id)
  const hasLeft = stored?.leavesAt != null && stored.leavesAt <= app.now
  const reach = stored?.state === 'written' ? { reach: await reachOf(tx, region.id, stored.body, app.now) } : {}
  const { entry, granted } = warningCard(app, { ...fileOf(work), ...reach, ...(hasLeft && { warned }) })
  work.says = [...work.says.filter(({ stickyKey }) => stickyKey !== entry.stickyKey), entry]
  work.granted.push(...granted)
  return warned
}

function refuse(work: Work, refusal: WarningRefusal): void {
  work.app.refused(refusal)
  tell(work, { key: `desk.warning.refused.${refusal}` })
}

/** To whoever pressed; with the way to a person, where something may have happened. */
function tell(work: Work, text: Text, consultFor?: string): void {
  const { app, said, id, region, firmId } = work
  const place = { regionId: region.id, firmId, subject: warningLane(id), locale: region.locale }
  const plain = inWords([text])
  const message: Message =
    consultFor === undefined
      ? plain
      : {
          ...plain,
          parts: [
            ...plain.parts,
            {
              kind: 'choice',
              lasts: 'durable',
              options: [{ label: { key: 'warning.button.consult' }, token: sayToken('consult', consultFor) }],
            },
          ],
        }
  const entry = answering(app, place, said, message)
  if (entry) work.says.push(entry)
}

const personOf = ({ by: { personId, name } }: Said): PersonRef => ({ personId, name })

async function armIn({ tx, id, region }: Work, command: 'leave' | 'show', dueAt: number): Promise<void> {
  const lane = warningLane(id)
  const payload = { command, by: { personId: 'otasuke', name: 'otasuke' } }
  await arm(tx, {
    ...{ key: `${lane}:${command}`, dueAt, lane, kind: 'warning' },
    payload,
    regionId: region.id,
    firmId: null,
  })
}
