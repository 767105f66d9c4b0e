import type { FormValues } from '#adapters/adapter.ts'
import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf } from '#db/people.ts'
import { lockRemoteHelp, saveRemoteHelp } from '#db/remote-helps.ts'
import { arm, disarm } from '#db/timers.ts'
import { addBusiness } from '#engine/calendar/calendar.ts'
import { type Message, paragraph, type Text } from '#engine/message.ts'
import { apply, type RemoteHelpEvent, refusalOf } from '#engine/remote-help.ts'
import { type Answerable, answerWith, inWords, toPerson } from '../answer-to.ts'
import { toChannel } from '../channel-message.ts'
import { dispatchBegins } from '../dispatch/begin.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { remoteHelpCard } from '../remote-help/card.ts'
import { consentMessage } from '../remote-help/firm-message.ts'
import { resultIn } from '../remote-help/form.ts'
import { aboutOf, remoteHelpLane, remoteHelpOfLane } from '../remote-help/lanes.ts'
import { helpTap } from '../remote-help/taps.ts'
import { askedOf, type RemoteHelpFile, remoteHelpFile } from '../remote-help/work.ts'
import { settle } from '../settle.ts'

/** A tap or a form of the desk's, a tap of the firm's, or the timer that asks after it. */
interface Said extends Answerable {
  command: string
  values?: FormValues
}

/** One transaction's work on one help. */
interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  file: RemoteHelpFile
  granted: Action[]
  says: OutboxEntry[]
}

export async function remoteHelp(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const key = { id: remoteHelpOfLane(job.lane), firmId: job.firmId ?? '' }
  const file = await remoteHelpFile(tx, key, lockRemoteHelp)
  const work: Work = { tx, app, said: job.payload as Said, file, granted: [], says: [] }
  await COMMANDS[work.said.command]?.(work)
  await settle(work.tx, work.app, work)
}

type Command = (work: Work) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = {
  ask,
  agree: async (work) => {
    if (await happen(work, { kind: 'agreed' })) answer(work, { key: 'remote.told.agreed' })
  },
  decline: async (work) => {
    if (await happen(work, { kind: 'declined' })) answer(work, { key: 'remote.told.declined' })
  },
  begin: async (work) => {
    if (await happen(work, { kind: 'begun' })) await tellFirm(work, 'begun')
  },
  'submit-result': async (work) => {
    const result = resultIn(work.said.values ?? {})
    if ('field' in result) return answer(work, { key: `desk.remote-help.fault.${result.field}` })
    if (await happen(work, result)) await tellFirm(work, result.kind)
  },
  unanswered: (work) => {
    if (work.file.stored?.help.state === 'asked') inThread(work, { key: 'desk.remote-help.unanswered' })
  },
}

/** Only a tap of the firm's is consent, so there must be somebody whom the question reaches. */
async function ask(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const to = await askedOf(tx, file)
  if (!to) return answer(work, { key: 'desk.remote-help.fault.unreachable', params: { firm: file.firm.name } })
  if (!(await happen(work, { kind: 'asked' }))) return
  send(
    work,
    to,
    consentMessage(said.by.name, (command) => granted(work, command)),
  )
  await armUnanswered(work, app.now)
}

const HOUR_MS = 3_600_000
const timerKey = ({ file }: Work): string => `${remoteHelpLane(file.id)}:unanswered`

async function armUnanswered(work: Work, since: number): Promise<void> {
  const { tx, app, file } = work
  const payload: Said = { command: 'unanswered', by: { personId: 'otasuke', name: 'otasuke' } }
  const place = { lane: remoteHelpLane(file.id), regionId: file.region.id, firmId: file.firm.id }
  const dueAt = addBusiness(app.calendar, since, HOUR_MS)
  await arm(tx, { key: timerKey(work), dueAt, kind: 'remote-help', payload, ...place })
}

/** Whoever agreed hears how it goes on, and whoever was asked first where nobody has. */
async function tellFirm(work: Work, what: 'begun' | 'solved' | 'difficult'): Promise<void> {
  const { tx, said, file } = work
  const agreed = file.stored?.help.consent?.by.personId
  const contacts = await contactsOf(tx, file.firm.id)
  const to = contacts.find(({ personId, isReachable }) => isReachable && personId === agreed)
  const text = { key: `remote.told.${what}`, params: { who: said.by.name } }
  if (to) send(work, to, { purpose: 'follow-up', fallback: text, parts: [paragraph(text)] })
}

type Happening = RemoteHelpEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'at' | 'by'>
    : never
  : never

/** False where it cannot happen, and whoever wanted it was told why. */
async function happen(work: Work, what: Happening): Promise<boolean> {
  const { tx, app, said, file } = work
  const { id, firm, stored } = file
  const by = { personId: said.by.personId, name: said.by.name }
  const event = { ...what, at: app.now, by } as RemoteHelpEvent
  const refusal = refusalOf(stored?.help, event.kind)
  if (refusal) {
    app.refused(refusal)
    answer(work, { key: `remote.refused.${refusal}` })
    return false
  }
  const place = { id, regionId: firm.regionId, firmId: firm.id, about: aboutOf(id) }
  const after = { ...place, help: apply(stored?.help, event) }
  await saveRemoteHelp(tx, after, event)
  const { kind, at, by: _, ...params } = event
  await note(tx, {
    ...{ regionId: firm.regionId, firmId: firm.id, subject: remoteHelpLane(id), at, actor: by.personId },
    ...{ what: `remote-help-${kind}`, params: { ...params, about: place.about }, reason: null },
  })
  if (stored?.help.state === 'asked') await disarm(tx, timerKey(work))
  work.file = { ...file, stored: after }
  const { about, regionId, firmId } = place
  const visit = kind === 'difficult' ? dispatchBegins(app, { about, regionId, firmId }) : undefined
  work.granted.push(...(visit?.actions ?? []))
  work.says.unshift(remoteHelpCard(app, work.file, after.help, { tap: (command) => granted(work, command), visit }))
  if (kind === 'begun') granted(work, 'submit-result')
  return true
}

function granted(work: Work, command: Parameters<typeof helpTap>[2]): Action {
  const { id, firm } = work.file
  const action = helpTap(work.app, { id, regionId: firm.regionId, firmId: firm.id }, command)
  work.granted.push(action)
  return action
}

const placeOf = ({ file: { id, firm, region } }: Work) => ({
  ...{ regionId: region.id, firmId: firm.id, subject: remoteHelpLane(id), locale: region.locale },
})

const answer = (work: Work, text: Text): void => answerWith(work, placeOf(work), inWords([text]))

const send = (work: Work, to: Contact, message: Message): void =>
  void work.says.push(toPerson(work.app, placeOf(work), to, message))

function inThread(work: Work, text: Text): void {
  const { app, file } = work
  const message: Message = { purpose: 'desk-task', fallback: text, parts: [paragraph(text)] }
  const entry = toChannel(app, 'desk', placeOf(work), message)
  work.says.push({ ...entry, to: { ...entry.to, threadOf: remoteHelpLane(file.id) } })
}
