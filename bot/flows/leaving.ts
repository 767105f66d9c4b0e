import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { openCasesOf } from '#db/cases.ts'
import { enter, type Tx } from '#db/door.ts'
import { examplesOf } from '#db/examples.ts'
import { findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { dropLeaving, endOthers, findLeaving, restTimers, saveLeaving, takeUpAgain, wakeTimers } from '#db/leavings.ts'
import { wantCommonMenu } from '#db/menus.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf } from '#db/people.ts'
import { sensorsOf } from '#db/sensors.ts'
import { disarm } from '#db/timers.ts'
import { refusalOf } from '#engine/example.ts'
import { begun, type Leaving, mayBeUndone } from '#engine/leaving.ts'
import { type Answerable, answerWith, inWords, toPerson } from '../answer-to.ts'
import { laneOf } from '../case/work.ts'
import { toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import { exampleLane } from '../example/lanes.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { revoke } from '../ingest/silence.ts'
import { awaitErasure, erase, forget } from '../leaving/erasure.ts'
import { leavingLane } from '../leaving/lanes.ts'
import { askedMessage, begunMessage, dataParts, deskMessage, type LeavingTap, leavingTap } from '../leaving/messages.ts'
import { settle } from '../settle.ts'
import { takeBack } from '../taking-back.ts'

interface Said extends Answerable {
  command: string
  /** The operator says so for them. */
  isEntered?: boolean
}

interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  firm: { id: string; name: string; regionId: string }
  locale: string
  leaving: Leaving | undefined
  owners: Contact[]
  granted: Action[]
  says: OutboxEntry[]
}

/** A firm leaves (domain §5.2, §5.3): asked, begun, taken back, erased, forgotten. Erasure is the system's own. */
export async function leaving(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as Said & { firmId?: string }
  if (said.firmId !== undefined) return said.command === 'erase' ? erase(tx, app, said.firmId) : forget(tx, said.firmId)
  const firm = job.firmId === null ? undefined : await findFirm(tx, job.firmId)
  if (!firm) return
  const { locale } = await regionOf(tx, firm.regionId)
  const owners = (await contactsOf(tx, firm.id)).filter(({ role }) => role === 'owner')
  const known = await findLeaving(tx, firm.id)
  const work: Work = { tx, app, said, firm, locale, leaving: known, owners, granted: [], says: [] }
  await COMMANDS[said.command]?.(work)
  await settle(tx, app, work)
}

const COMMANDS: Readonly<Record<string, (work: Work) => Promise<void> | void>> = {
  show,
  offer,
  stay,
  data,
  begin,
  undo,
}

const isOwner = ({ owners, said }: Work): boolean => owners.some(({ personId }) => personId === said.by.personId)

function show(work: Work): void {
  if (!isOwner(work)) return tell(work, inWords([{ key: 'leaving.for-owner' }]))
  tell(work, standing(work, work.said.by.personId))
}

/** The operator was told that they want to: their owner is asked. */
function offer(work: Work): void {
  const { app, owners } = work
  for (const owner of owners.filter(({ isReachable }) => isReachable))
    work.says.push(toPerson(app, placeOf(work), owner, standing(work, owner.personId)))
}

function standing(work: Work, personId: string) {
  const { leaving, firm, app } = work
  if (!leaving) return askedMessage(firm.name, tapOf(work, personId))
  return begunMessage(app, leaving, 0, tapOf(work, personId))
}

function stay(work: Work): void {
  tell(work, inWords([{ key: 'leaving.stays' }]))
}

function data(work: Work): void {
  if (!isOwner(work)) return tell(work, inWords([{ key: 'leaving.for-owner' }]))
  const { app, firm } = work
  const message = inWords([{ key: 'leaving.data.heading' }])
  tell(work, { ...message, parts: [...message.parts, ...dataParts(app, firm.id)] })
}

/**
 * From this moment on nothing more comes of it and nobody else of it sees anything. What has ended at this very moment is
 * what goes on if they take it back.
 */
async function begin(work: Work): Promise<void> {
  const { tx, app, said, firm, owners } = work
  if (!isOwner(work) && !said.isEntered) return tell(work, inWords([{ key: 'leaving.for-owner' }]))
  if (work.leaving) return show(work)
  const by = owners[0] ?? said.by
  const leaving = begun({ firmId: firm.id, regionId: firm.regionId }, said.isEntered ? by : said.by, app.now)
  await saveLeaving(tx, leaving)
  work.leaving = leaving
  const boxes = await revokeSensors(work)
  await closeCases(work)
  await withdrawExamples(work)
  await farewell(work, await endOthers(tx, { firmId: firm.id, personId: leaving.begunBy.personId, at: app.now }))
  await restTimers(tx, firm.id)
  await awaitErasure(tx, leaving)
  await remember(work, 'leaving-begun', { eraseAt: leaving.eraseAt })
  toDesk(work, 'begun', { firm: firm.name, count: boxes })
  for (const owner of owners) {
    const message = begunMessage(app, leaving, boxes, tapOf(work, owner.personId))
    if (owner.personId === said.by.personId) tell(work, message)
    else work.says.push(toPerson(app, placeOf(work), owner, message))
  }
}

async function revokeSensors({ tx, app, firm }: Work): Promise<number> {
  let boxes = 0
  for (const { id } of await sensorsOf(tx, firm.id)) if (await revoke(tx, id, app.now)) boxes += 1
  return boxes
}

const closeCases = async (work: Work): Promise<void> =>
  hand(
    work,
    (await openCasesOf(work.tx, work.firm.id, 0)).map(({ id }) => ({ lane: laneOf(id), kind: 'case-firm-left' })),
  )

/** What was shown to others with their consent is shown no longer; its own lane takes it back everywhere. */
const withdrawExamples = async (work: Work): Promise<void> =>
  hand(
    work,
    (await examplesOf(work.tx, work.firm.id))
      .filter((one) => !refusalOf(one, 'withdraw'))
      .map(({ id }) => ({ lane: exampleLane(id), kind: 'example' })),
  )

async function hand({ tx, app, firm, said }: Work, lanes: readonly { lane: string; kind: string }[]): Promise<void> {
  const by = { personId: said.by.personId, name: said.by.name }
  await receive(
    tx,
    lanes.map((to) => ({
      ...{ ...to, account: 'leaving', eventId: app.newUuid(), regionId: firm.regionId, firmId: firm.id, at: app.now },
      payload: { command: 'withdraw', by },
    })),
  )
}

/** The firm's others hear that it is over, and of no firm, because they have none any more. */
async function farewell(work: Work, others: Awaited<ReturnType<typeof endOthers>>): Promise<void> {
  const { tx, app, said, firm, locale } = work
  const message = inWords([{ key: 'leaving.for-others', params: { firm: firm.name } }])
  const place = { regionId: firm.regionId, firmId: null, subject: leavingLane(firm.id), locale }
  for (const other of others) {
    const of = { regionId: firm.regionId, firmId: firm.id, personId: other.personId, chats: [other] }
    work.says.push(...(await takeBack(tx, app, { ...of, actor: said.by.personId })).entries)
    work.says.push(toPerson(app, place, other, message))
  }
  await enter(tx, { kind: 'system' })
  for (const other of others) if (other.platform === 'line') await wantCommonMenu(tx, other)
  await enter(tx, { kind: 'firm', regionId: firm.regionId, firmId: firm.id })
}

async function undo(work: Work): Promise<void> {
  const { tx, app, firm, leaving } = work
  if (!isOwner(work)) return tell(work, inWords([{ key: 'leaving.for-owner' }]))
  if (!mayBeUndone(leaving, app.now)) return tell(work, inWords([{ key: 'leaving.nothing-to-undo' }]))
  await takeUpAgain(tx, leaving)
  await dropLeaving(tx, firm.id)
  await wakeTimers(tx, firm.id)
  await disarm(tx, `${leavingLane(firm.id)}:`)
  await remember(work, 'leaving-undone', {})
  toDesk(work, 'undone', { firm: firm.name })
  tell(work, inWords([{ key: 'leaving.undone' }]))
}

const placeOf = ({ firm, locale }: Work) => ({
  ...{ regionId: firm.regionId, firmId: firm.id, subject: leavingLane(firm.id), locale },
})

const tell = (work: Work, message: Parameters<typeof toPerson>[3]): void => answerWith(work, placeOf(work), message)

function toDesk(
  work: Work,
  what: Parameters<typeof deskMessage>[0],
  params: Readonly<Record<string, string | number>>,
): void {
  const { app, firm, locale } = work
  work.says.push(
    toChannel(app, 'desk', { regionId: firm.regionId, firmId: firm.id, locale }, deskMessage(what, params)),
  )
}

const tapOf =
  (work: Work, personId: string) =>
  (command: LeavingTap): Action => {
    const action = leavingTap(work.app, { regionId: work.firm.regionId, firmId: work.firm.id, personId }, command)
    work.granted.push(action)
    return action
  }

const remember = ({ tx, app, firm, said }: Work, what: string, params: object): Promise<void> =>
  note(tx, {
    ...{ regionId: firm.regionId, firmId: firm.id, subject: leavingLane(firm.id), at: app.now },
    ...{ actor: said.isEntered ? 'operator' : said.by.personId, what, params, reason: null },
  })
