import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { type NewInboxRow, receive } from '#db/inbox.ts'
import { latestInstallation, type StoredInstallation, saveInstallation } from '#db/installations.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import type { Classification } from '#engine/consultation.ts'
import { choiceFor, type Sensor } from '#engine/installation/choice.ts'
import { decide, drawnFor, type InstallationAct, type InstallationSays } from '#engine/installation/guide.ts'
import { SYMPTOMS } from '#engine/installation/trouble.ts'
import { visitDays } from '#engine/installation/visit.ts'
import { wiringFor } from '#engine/installation/wiring.ts'
import type { Message, Text } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { type Answerable, answerWith, inWords, toPerson } from '../answer-to.ts'
import { troublesFor } from '../content/troubles.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { deskCalled } from '../installation/desk.ts'
import { chosenIn, installationCard } from '../installation/desk-card.ts'
import { factsOf } from '../installation/facts.ts'
import { installationLane } from '../installation/lanes.ts'
import {
  arrivedMessage,
  installationMessage,
  momentText,
  type Speaking,
  symptomsMessage,
  visitAsked,
} from '../installation/messages.ts'
import { pictureOf, stepWords, wiringSheet } from '../installation/sheet.ts'
import { deskTap, firmTap } from '../installation/taps.ts'
import { askVisit } from '../installation/visit.ts'
import { THE_GUIDE } from '../order/guide.ts'
import { orderLane } from '../order/lanes.ts'
import { sayText } from '../say.ts'
import { settle } from '../settle.ts'
import type { Speaking as Somebody } from '../speaking.ts'

interface Said extends Answerable {
  command: string
  params?: Readonly<Record<string, string | number>>
  values?: Readonly<Record<string, string>>
}

interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  /** The row that this is about, so that what it leads to elsewhere happens once. */
  cause: number
  firm: Firm
  region: Region
  stored: StoredInstallation | undefined
  granted: Action[]
  says: OutboxEntry[]
  /** For other lanes. */
  rows: NewInboxRow[]
}

/** A firm is led through plugging its sensor in, and back to it when something does not work any more. */
export async function installation(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const firm = job.firmId === null ? undefined : await findFirm(tx, job.firmId)
  if (!firm) return
  const region = await regionOf(tx, firm.regionId)
  const stored = await latestInstallation(tx, firm.id)
  const work: Work = {
    tx,
    app,
    said: job.payload as Said,
    cause: job.id,
    firm,
    region,
    stored,
    granted: [],
    says: [],
    rows: [],
  }
  await COMMANDS[work.said.command]?.(work)
  await settle(tx, app, work)
  await receive(tx, work.rows)
}

type Command = (work: Work) => Promise<void> | void

const number = (value: string | number | undefined): number => Number(value ?? -1)
const stepIn = ({ said }: Work): number => number(said.params?.step)
const pcsIn = ({ said }: Work): number | null => (said.params?.pcs === undefined ? null : number(said.params.pcs))
const symptomIn = ({ said }: Work) => SYMPTOMS.find((one) => one === said.params?.symptom)

const COMMANDS: Readonly<Record<string, Command>> = {
  prepare,
  begin: async (work) => {
    if (await drawn(work)) await act(work, { kind: 'show' })
  },
  arrived,
  done: (work) => act(work, { kind: 'done', step: stepIn(work) }),
  cannot: (work) => act(work, { kind: 'cannot', step: stepIn(work) }),
  back: (work) => act(work, { kind: 'back', step: stepIn(work) }),
  later: (work) => act(work, { kind: 'later' }),
  human: (work) => act(work, { kind: 'human' }),
  'photo-wished': (work) => act(work, { kind: 'photo-wished' }),
  // The order has told them that their box watches.
  connected: (work) =>
    work.stored ? act(work, { kind: 'connected', pcs: pcsIn(work) }, { isSaid: false }) : undefined,
  symptoms: (work) => {
    if (work.stored) tell(work, symptomsMessage(speaking(work, work.stored)))
  },
  symptom: async (work) => {
    const symptom = symptomIn(work)
    if (symptom && (await drawn(work))) await act(work, { kind: 'symptom', symptom })
  },
  'trouble-done': (work) => troubleAnswered(work, 'trouble-done'),
  'trouble-cannot': (work) => troubleAnswered(work, 'trouble-cannot'),
  restore: (work) => act(work, { kind: 'restore' }),
  'visit-chosen': (work) => act(work, { kind: 'visit-chosen', date: number(work.said.params?.date) }),
  'submit-choose': choose,
}

async function troubleAnswered(work: Work, kind: 'trouble-done' | 'trouble-cannot'): Promise<void> {
  const symptom = symptomIn(work)
  if (symptom) await act(work, { kind, symptom, turn: number(work.said.params?.turn) })
}

/** Drawn from what the set-up confirmation says, unless it is already; one that lacked something is looked at again. */
async function drawn(work: Work): Promise<StoredInstallation | undefined> {
  const { tx, app, firm, said, stored } = work
  if (stored && stored.installation.missing === null) return stored
  const orderId = typeof said.params?.order === 'string' ? said.params.order : null
  const siteId = typeof said.params?.site === 'string' ? said.params.site : null
  const place = { regionId: firm.regionId, firmId: firm.id }
  const known = await factsOf(tx, { ...place, siteId })
  if (!known) {
    tell(work, inWords([{ key: 'installation.none.drawing' }]))
    return undefined
  }
  const choice = choiceFor(known.facts)
  if (orderId !== null && choice.kind === 'chosen') orderChosen(work, orderId, 'proposed', choice)
  const installation = drawnFor(choice, { ...known, orderId, at: app.now })
  return save(work, { id: stored?.id ?? app.newId('installation'), ...place, begunAt: app.now, installation }, 'drawn')
}

/** The box that is sent is the one that is drawn. */
function orderChosen(
  { app, firm, cause, rows }: Work,
  orderId: string,
  command: 'proposed' | 'submit-chosen',
  { device, needsSwitch }: Sensor,
): void {
  rows.push({
    ...{ lane: orderLane(orderId), kind: 'order', account: 'installation', eventId: `chosen:${cause}` },
    ...{ regionId: firm.regionId, firmId: firm.id, at: app.now },
    payload: { command, by: THE_GUIDE, values: { type: device, switch: needsSwitch } },
  })
}

/** For the desk: the card with what was chosen, the drawing, and the paper for the parcel. */
async function prepare(work: Work): Promise<void> {
  if (await drawn(work)) card(work)
}

async function arrived(work: Work): Promise<void> {
  const stored = await drawn(work)
  const to = await whoLeads(work)
  if (stored && to) work.says.push(toPerson(work.app, placeOf(work), to, arrivedMessage(speaking(work, stored))))
}

/** What the rule has chosen is put aside: the desk has seen a photo, or talked with them. */
async function choose(work: Work): Promise<void> {
  const { said, firm, stored } = work
  const chosen = chosenIn(said.values ?? {})
  if ('field' in chosen) return tell(work, inWords([{ key: `desk.installation.fault.${chosen.field}` }]))
  const base = stored ?? (await drawn(work))
  if (!base) return
  const wiring = wiringFor(chosen, base.installation.wiring.network)
  await act(work, { kind: 'redrawn', wiring, reason: 'desk', why: chosen.why })
  const { orderId } = base.installation
  // What the order's own card says need not be told to it.
  if (orderId !== null && said.params?.order === undefined) orderChosen(work, orderId, 'submit-chosen', chosen)
  tell(work, inWords([{ key: 'desk.installation.chosen', params: { firm: firm.name } }]))
}

/** Decided, kept, and said: to whoever tapped, or, where nobody did, to whoever leads the firm through it. */
async function act(work: Work, what: InstallationAct, { isSaid = true } = {}): Promise<void> {
  const { stored, app } = work
  if (!stored) return tell(work, inWords([{ key: 'installation.none.drawing' }]))
  const before = stored.installation
  const { installation: decided, says } = decide(before, what, troublesFor(before.wiring.device))
  const isOffered = says.some(({ kind }) => kind === 'offer-visit')
  const isTheirs = work.said.by.platform === 'line'
  const after = {
    ...decided,
    ...(isOffered && { dates: visitDays(app.calendar, app.now) }),
    ...(isTheirs && { by: { personId: work.said.by.personId, name: work.said.by.name } }),
    ...{ turns: before.turns + (isTheirs ? 1 : 0), movedAt: app.now },
  }
  await save(work, { ...stored, installation: after }, what.kind)
  card(work)
  if (isSaid) for (const one of says) await sayOne(work, one)
}

async function sayOne(work: Work, says: InstallationSays): Promise<void> {
  const { stored } = work
  if (!stored) return
  if (says.kind === 'desk' || says.kind === 'send-photo') await askDesk(work, { kind: kindNow(work) })
  if (says.kind === 'ask') await askDesk(work, { kind: CONNECTING, what: { key: 'desk.installation.missing' } })
  if (says.kind === 'visit-asked') return visitWished(work, says.date)
  const message = installationMessage(speaking(work, stored), says)
  if (work.said.by.platform !== undefined) return tell(work, message)
  const to = await whoLeads(work)
  if (to) work.says.push({ ...toPerson(work.app, placeOf(work), to, message), priority: 'notice' })
}

const CONNECTING: Classification = { category: 'installation', tag: 'connecting' }
const AFTERWARDS: Classification = { category: 'installation', tag: 'after-installation' }
const kindNow = ({ stored }: Work): Classification =>
  stored?.installation.state === 'connected' ? AFTERWARDS : CONNECTING

/** With the day that suits them; where no price or place is known, the desk settles it. */
async function visitWished(work: Work, date: number): Promise<void> {
  const { tx, app, firm, said, stored, cause, region } = work
  if (!stored) return
  const { personId, name } = said.by
  const reason = sayText(
    { key: 'installation.visit.reason', params: { what: whereText(stored), when: momentText(date) } },
    region,
  )
  const wish = { cause, about: stored.id, regionId: firm.regionId, firmId: firm.id, by: { personId, name }, reason }
  const isAsked = await askVisit(tx, app, wish)
  if (!isAsked) await askDesk(work, { kind: kindNow(work), matter: 'visit', what: { typed: reason } })
  tell(work, visitAsked(date, isAsked ? 'asked' : 'asked-desk'))
}

/** What is written or photographed from now on stands in the desk's thread. */
async function askDesk(
  work: Work,
  { kind, matter = 'consult', what }: { kind: Classification; matter?: 'consult' | 'visit'; what?: Text },
): Promise<void> {
  const { tx, app, firm, cause, said, stored } = work
  const { platform, account, userId } = said.by
  if (platform === undefined || account === undefined || userId === undefined || !stored) return
  const by: Somebody = { personId: said.by.personId, name: said.by.name, platform, account, userId }
  const about: Text = { key: 'desk.installation.about', params: { what: what ?? whereText(stored) } }
  const call = { cause, regionId: firm.regionId, firmId: firm.id, by, matter, kind, about }
  work.rows.push(...(await deskCalled(tx, app, call)))
}

/** Which step or which trouble, in a word. */
function whereText({ installation: { wiring, step, trouble } }: StoredInstallation): Text {
  if (trouble) return { key: `installation.symptom.${trouble.symptom}` }
  if (step >= wiring.steps.length) return { key: 'installation.title' }
  return { key: `installation.step.${stepWords(wiring, step)}.heading` }
}

async function save(work: Work, stored: StoredInstallation, what: string): Promise<StoredInstallation> {
  const { tx, app, said, firm } = work
  await saveInstallation(tx, stored)
  await note(tx, {
    ...{
      regionId: firm.regionId,
      firmId: firm.id,
      subject: installationLane(firm.id),
      at: app.now,
      actor: said.by.personId,
    },
    ...{ what: `installation-${what}`, params: said.params ?? {}, reason: null },
  })
  work.stored = stored
  return stored
}

const LINK_LIFE_MS = 90 * 86_400_000

function speaking(work: Work, stored: StoredInstallation): Speaking {
  const { app, firm, region } = work
  const { words } = wiringSheet(stored.installation, { firm: firm.name, reader: region, shown: 'overview' })
  return {
    ...{ installation: stored.installation, words },
    picture: (shown) => app.link(pictureOf(stored.id, shown), 'png', app.now + LINK_LIFE_MS),
    page: () => app.link(stored.id, 'page', app.now + LINK_LIFE_MS),
    tap: (command, params) => {
      const action = firmTap(app, { regionId: firm.regionId, firmId: firm.id }, command, params)
      work.granted.push(action)
      return action
    },
  }
}

/** First, so that what is said below it finds it there. */
function card(work: Work): void {
  const { app, firm, region, stored } = work
  if (!stored) return
  const place = { regionId: firm.regionId, firmId: firm.id, locale: region.locale }
  const [open, submit] = [deskTap(app, place, 'open-choose'), deskTap(app, place, 'submit-choose')]
  work.granted.push(open, submit)
  const until = app.now + LINK_LIFE_MS
  const links = { page: app.link(stored.id, 'page', until), pdf: app.link(stored.id, 'pdf', until) }
  const options = [{ label: { key: 'desk.installation.button.choose' }, token: open.token }]
  work.says.unshift(
    installationCard(app, place, { firm: firm.name, installation: stored.installation, links, options }),
  )
}

/** Whoever is at it, or else whoever leads the firm. */
async function whoLeads({ tx, firm, stored }: Work): Promise<Contact | undefined> {
  const people = (await contactsOf(tx, firm.id)).filter((one) => isOnLine(one))
  const at = stored?.installation.by?.personId
  return people.find(({ personId }) => personId === at) ?? people.find(({ role }) => readsFirmResult(role))
}

const placeOf = ({ firm, region }: Work) => ({
  ...{ regionId: firm.regionId, firmId: firm.id, subject: installationLane(firm.id), locale: region.locale },
})

const tell = (work: Work, message: Message): void => answerWith(work, placeOf(work), message)
