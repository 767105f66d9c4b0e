import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { orderOfSensor } from '#db/orders.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { beatOf } from '#db/sensor-beats.ts'
import { lockConfig, saveConfig } from '#db/sensor-configs.ts'
import { forgetSticky } from '#db/stickies.ts'
import { arm, disarm } from '#db/timers.ts'
import type { Message, Text } from '#engine/message.ts'
import { isOver } from '#engine/order.ts'
import { apply, type ConfigEvent, outlookOf, refusalOf, type UndoReason } from '#engine/sensor-config.ts'
import { type Answerable, answerWith, inWords, toPerson } from '../answer-to.ts'
import { toChannel } from '../channel-message.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { revoke } from '../ingest/silence.ts'
import { beginRow } from '../order/begin.ts'
import { THE_BOX } from '../order/enrol.ts'
import { orderLane } from '../order/lanes.ts'
import { configLane, sensorOfLane } from '../sensor-config/lanes.ts'
import { type BoxNews, deskMessage, firmMessage, lostMessage } from '../sensor-config/messages.ts'
import { type ConfigTap, configTap, settingsAfter } from '../sensor-config/taps.ts'
import { type ConfigFile, configFile } from '../sensor-config/work.ts'
import { settle } from '../settle.ts'

/** A tap of the firm's or the desk's, a word, the box itself, or the timer that waits for it. */
interface Said extends Answerable {
  command: string
  params?: { version?: number }
}

/** One transaction's work on the settings of one box; `file` is of the state that they end in. */
interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  file: ConfigFile
  granted: Action[]
  says: OutboxEntry[]
}

export async function sensorConfig(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const file = await configFile(tx, sensorOfLane(job.lane), lockConfig)
  if (!file) return
  const work: Work = { tx, app, said: job.payload as Said, file, granted: [], says: [] }
  if (file.sensor.revokedAt !== null) answer(work, { key: 'box.refused.stopped', params: { site: file.site } })
  else {
    await (COMMANDS[work.said.command] ?? change)(work)
    await wait(work)
  }
  await settle(tx, app, work)
}

type Command = (work: Work) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = {
  show: (work) =>
    tell(
      work,
      firmMessage(work.file, { key: 'box.now' }, (command) => granted(work, command)),
    ),
  undo: async (work) => {
    if (isOld(work)) return
    if (await undo(work, 'asked')) answer(work, { key: 'box.told.undone.asked' })
  },
  'ask-lost': (work) =>
    tell(
      work,
      lostMessage(work.file, (command) => granted(work, command)),
    ),
  /** Asked for again, the card comes last in the channel. */
  async 'show-desk'(work) {
    const { regionId, firmId, id } = work.file.sensor
    await enter(work.tx, { kind: 'system' })
    await forgetSticky(work.tx, configLane(id))
    await enter(work.tx, { kind: 'firm', regionId, firmId })
    showDesk(work, { kind: 'now' })
  },
  lost,
  async fetched(work) {
    await happen(work, { kind: 'fetched' })
  },
  beat: follow,
  look: follow,
}

/** A box that is gone opens nothing from this moment on. Another one is made ready in its place. */
async function lost(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const { id: sensorId, regionId, firmId, siteId } = file.sensor
  const by = { personId: said.by.personId, name: said.by.name }
  await revoke(tx, sensorId, app.now)
  await note(tx, {
    ...{ regionId, firmId, subject: `sensor:${sensorId}`, at: app.now, actor: by.personId, what: 'sensor-revoked' },
    ...{ params: {}, reason: 'lost' },
  })
  const stored = await orderOfSensor(tx, sensorId)
  const row = { account: 'sensor-config', eventId: `lost:${sensorId}`, regionId, firmId, at: app.now }
  await receive(tx, [
    stored && !isOver(stored.order)
      ? { ...row, lane: orderLane(stored.id), kind: 'order', payload: { command: 'lost', by } }
      : beginRow(row, { by, siteId, isHeard: false }),
  ])
  const texts = [{ key: 'box.lost.stopped', params: { site: file.site } }, { key: 'box.lost.next' }] as const
  tell(work, inWords(texts))
  const [to] = file.contacts
  // The firm must know what the desk has stopped.
  if (said.by.platform !== 'line' && to) work.says.push(toPerson(app, placeOf(work), to, inWords(texts)))
  showDesk(work, { kind: 'lost', at: app.now, by })
}

/** One of the settings: the button's name says which. */
async function change(work: Work): Promise<void> {
  if (isOld(work)) return
  const settings = settingsAfter(work.said.command, work.file)
  if (!settings) return
  if (await happen(work, { kind: 'requested', settings })) answer(work, { key: 'box.told.requested' })
}

/** What became of the change by what was heard of the box, step by step. */
async function follow(work: Work): Promise<void> {
  const { tx, app } = work
  const beat = await beatOf(tx, work.file.sensor.id)
  for (;;) {
    const outlook = outlookOf(work.file.config, beat, app.now)
    if (outlook.kind === 'undo') return void (await undo(work, outlook.why))
    if (outlook.kind !== 'happens') return
    await happen(work, { kind: outlook.event })
    if (outlook.event === 'confirmed') tellFirm(work, { key: 'box.told.confirmed' })
  }
}

async function undo(work: Work, why: UndoReason): Promise<boolean> {
  if (!(await happen(work, { kind: 'undone', why }))) return false
  if (why !== 'asked') tellFirm(work, { key: `box.told.undone.${why}` })
  return true
}

type Happening = ConfigEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'at' | 'by'> : never) : never

/** False where it cannot happen, and whoever wanted it was told why. */
async function happen(work: Work, what: Happening): Promise<boolean> {
  const { tx, app, said, file } = work
  const { sensor, config } = file
  const event = { ...what, at: app.now, by: { personId: said.by.personId, name: said.by.name } } as ConfigEvent
  const refusal = refusalOf(config, event)
  if (refusal) {
    app.refused(refusal)
    answer(work, { key: `box.refused.${refusal}` })
    return false
  }
  const after = apply(config, event)
  const { id: sensorId, regionId, firmId } = sensor
  await saveConfig(tx, { regionId, firmId, sensorId }, after, event)
  const { kind, at, by, ...params } = event
  await note(tx, {
    ...{ regionId, firmId, subject: configLane(sensorId), at, actor: by.personId, what: `box-settings-${kind}` },
    ...{ params, reason: null },
  })
  // Whom it is told to when it is over: whoever asked for it.
  work.file = { ...file, config: after, asker: after.change?.by ?? config.change?.by ?? file.asker }
  showDesk(work, event)
  return true
}

function showDesk(work: Work, news: BoxNews): void {
  const { app, file } = work
  const { region, firm, sensor } = file
  const subject = configLane(sensor.id)
  const message = deskMessage(file, news, (command) => granted(work, command, 'desk'))
  const place = { regionId: region.id, firmId: firm.id, locale: region.locale }
  work.says.unshift({ ...toChannel(app, 'desk', place, message), subject, stickyKey: subject })
}

/** As long as a change is under way somebody must look after it, also when the box says nothing. */
async function wait({ tx, app, file: { sensor, config } }: Work): Promise<void> {
  const { id, regionId, firmId } = sensor
  const key = `${configLane(id)}:look`
  const outlook = outlookOf(config, await beatOf(tx, id), app.now)
  if (outlook.kind !== 'wait') return disarm(tx, key)
  const payload: Said = { command: 'look', by: THE_BOX }
  await arm(tx, { key, dueAt: outlook.until, lane: configLane(id), kind: 'sensor-config', payload, regionId, firmId })
}

/** A button of settings that have changed since is about something else. */
function isOld(work: Work): boolean {
  if (work.said.params?.version === work.file.config.version) return false
  work.app.refused('old-settings')
  tell(
    work,
    firmMessage(work.file, { key: 'box.changed-since' }, (command) => granted(work, command)),
  )
  return true
}

function granted(work: Work, command: ConfigTap, role: 'member' | 'desk' = 'member'): Action {
  const action = configTap(work.app, work.file, command, role)
  work.granted.push(action)
  return action
}

/** Whoever asked for the change, otherwise whoever is asked first. */
function tellFirm(work: Work, text: Text): void {
  const { app, file } = work
  const { contacts, asker } = file
  const to = contacts.find(({ personId }) => personId === asker?.personId) ?? contacts[0]
  const message = firmMessage(file, text, (command) => granted(work, command))
  if (to) work.says.push(toPerson(app, placeOf(work), to, message))
}

const answer = (work: Work, text: Text): void => tell(work, inWords([text]))

const tell = (work: Work, message: Message): void => answerWith(work, placeOf(work), message)

const placeOf = ({ file: { firm, region, sensor } }: Work) => ({
  ...{ regionId: region.id, firmId: firm.id, subject: configLane(sensor.id), locale: region.locale },
})
