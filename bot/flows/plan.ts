import type { Action } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { findFirm } from '#db/firms.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { contactsOf, isOnLine } from '#db/people.ts'
import { findPlan, plansOf } from '#db/plans.ts'
import type { Region } from '#db/regions.ts'
import { dropWish, plansTaken, startPlan, wishFor } from '#db/subscriptions.ts'
import { arm, disarm } from '#db/timers.ts'
import { dayOf, startOfDay } from '#engine/calendar/calendar.ts'
import { type Message, type Part, paragraph } from '#engine/message.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { offersFor, type Plan } from '#engine/plan.ts'
import { type Answerable, answerWith, inWords, toPerson } from '../answer-to.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { budgetOf } from '../plan/budget.ts'
import { planLane } from '../plan/lanes.ts'
import { type Buyer, leftParts, planTap, proposal, sureMessage, type Tap } from '../plan/messages.ts'
import { priceOf } from '../plan/texts.ts'
import { isMarked } from '../plan/tokens.ts'
import { settle } from '../settle.ts'
import { toChamber } from '../to-chamber.ts'

interface Said extends Answerable {
  command: string
  params?: Readonly<Record<string, string>>
}

interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  region: Region
  firm: Buyer
  granted: Action[]
  says: OutboxEntry[]
}

/** Whoever leads a firm takes the plan that was proposed, thinks about it, or lets it be; the chamber says from when on it holds. */
export async function plan(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const firm = job.firmId === null ? undefined : await findFirm(tx, job.firmId)
  if (!firm) return
  const region = await regionOf(tx, firm.regionId)
  const work: Work = { tx, app, said: job.payload as Said, region, firm, granted: [], says: [] }
  await COMMANDS[work.said.command]?.(work)
  await settle(tx, app, work)
}

const COMMANDS: Readonly<Record<string, (work: Work) => Promise<void> | void>> = {
  ...{ take, later, agree, decline, drop, start, remind },
}

/** Of a plan that is offered no longer the others are shown by 料金. */
async function take(work: Work): Promise<void> {
  const { tx, said, firm } = work
  const chosen = (await plansOf(tx, firm.regionId)).find((one) => isMarked(one, said.params?.plan ?? ''))
  tell(work, chosen ? sureMessage(chosen, firm, tapOf(work, said.by.personId)) : inWords([{ key: 'plan.gone' }]))
}

const LATER_DAYS = 7
const DAY_MS = 86_400_000

/** Asked once more, and then never again: 料金 shows it at any time. */
async function later(work: Work): Promise<void> {
  const { tx, app, said, firm } = work
  const place = { lane: planLane(firm.id), kind: 'plan', regionId: firm.regionId, firmId: firm.id }
  const payload: Said = { command: 'remind', by: said.by }
  await arm(tx, { key: `${planLane(firm.id)}:later`, dueAt: app.now + LATER_DAYS * DAY_MS, payload, ...place })
  tell(work, inWords([{ key: 'plan.later', params: { days: LATER_DAYS } }]))
}

async function remind(work: Work): Promise<void> {
  const { tx, app, said, firm } = work
  const budget = await budgetOf(tx, firm.id)
  if (!budget || (await plansTaken(tx, firm.id, app.now)).length > 0) return
  const { within } = offersFor(await plansOf(tx, firm.regionId), { pcs: firm.pcs, yearly: budget.yearly })
  const { parts, asked } = proposal(within, firm)
  const [first] = parts
  const to = (await leadersOf(work)).find(({ personId }) => personId === said.by.personId)
  if (!to || first?.kind !== 'paragraph') return
  const options = asked.filter(({ token }) => !token.startsWith('later:'))
  const help = { label: { key: 'converse.button.consult' }, token: 'say:consult' }
  const choice: Part = { kind: 'choice', lasts: 'now', options: [...options, help] }
  work.says.push(
    toPerson(app, placeOf(work), to, { purpose: 'follow-up', fallback: first.text, parts: [...parts, choice] }),
  )
}

/** A wish: the chamber answers it. Pressed again it is the same wish, and the chamber has heard of it. */
async function agree(work: Work): Promise<void> {
  const { tx, app, said, firm } = work
  const chosen = await planNamed(work)
  if (!chosen) return tell(work, inWords([{ key: 'plan.gone' }]))
  const held = (await plansTaken(tx, firm.id, app.now)).filter(({ id }) => id === chosen.id)
  if (held.some(({ startsAt, endsAt }) => startsAt !== null && endsAt === null))
    return tell(work, inWords([{ key: 'plan.answered' }]))
  const drop = tapOf(work, said.by.personId)('drop', { plan: chosen.id })
  const message = inWords([{ key: 'plan.wished', params: { plan: { typed: chosen.name } } }])
  const options = [{ label: { key: 'plan.button.drop' }, token: drop.token }]
  tell(work, { ...message, parts: [...message.parts, { kind: 'choice', lasts: 'now', options }] })
  if (!held.some(({ startsAt }) => startsAt === null)) await wish(work, chosen)
}

async function wish(work: Work, chosen: Plan): Promise<void> {
  const { tx, app, said, firm, region } = work
  const wished = { regionId: firm.regionId, firmId: firm.id, planId: chosen.id }
  await wishFor(tx, { id: app.newId('subscription'), ...wished, saidBy: said.by.personId, saidAt: app.now })
  await disarm(tx, `${planLane(firm.id)}:later`)
  await noteOf(work, 'plan-wished', chosen.id)
  const start = planTap(app, firm, { role: 'chamber' }, 'start', { plan: chosen.id })
  work.granted.push(start)
  const params = {
    ...{ firm: { typed: firm.name }, plan: { typed: chosen.name }, who: { typed: said.by.name } },
    price: priceOf(chosen, firm.pcs),
  }
  await tellChamber(work, {
    text: { key: 'operations.plan.wished', params: { ...params, region: region.name } },
    options: [{ label: { key: 'operations.plan.start' }, token: start.token, style: 'primary' }],
  })
}

function decline(work: Work): void {
  tell(work, inWords([{ key: 'plan.declined' }]))
}

async function drop(work: Work): Promise<void> {
  const { tx, firm, region, said } = work
  const planId = said.params?.plan ?? ''
  if (!(await dropWish(tx, firm.id, planId))) return tell(work, inWords([{ key: 'plan.answered' }]))
  await noteOf(work, 'plan-wish-dropped', planId)
  tell(work, inWords([{ key: 'plan.dropped' }]))
  const text = { key: 'operations.plan.dropped', params: { firm: { typed: firm.name }, region: region.name } }
  await tellChamber(work, { text })
}

/** From today on; the month in which it begins costs nothing (engine/money.ts). */
async function start(work: Work): Promise<void> {
  const { tx, app, said, firm, region } = work
  const wished = (await plansTaken(tx, firm.id, app.now)).find(({ startsAt }) => startsAt === null)
  const chosen = await planNamed(work)
  if (!chosen || wished?.id !== chosen.id) return tell(work, inWords([{ key: 'operations.plan.over' }]))
  const startsAt = startOfDay(region, dayOf(region, app.now))
  const taken = { regionId: firm.regionId, firmId: firm.id, planId: chosen.id, saidBy: said.by.personId }
  await startPlan(tx, { id: app.newId('subscription'), ...taken, saidAt: app.now, startsAt })
  await noteOf(work, 'plan-taken', chosen.id)
  const params = { firm: { typed: firm.name }, plan: { typed: chosen.name }, price: priceOf(chosen, firm.pcs) }
  tell(work, inWords([{ key: 'operations.plan.started', params }]))
  const begun = inWords([{ key: 'plan.started', params }])
  const message: Message = {
    ...begun,
    parts: [...begun.parts, ...leftParts(chosen), paragraph({ key: 'plan.ask-price' })],
  }
  for (const to of await leadersOf(work))
    work.says.push({ ...toPerson(app, placeOf(work), to, message), priority: 'notice' })
}

const planNamed = async ({ tx, firm, said }: Work): Promise<Plan | undefined> => {
  const found = await findPlan(tx, said.params?.plan ?? '')
  return found?.isOffered && found.regionId === firm.regionId ? found : undefined
}

const leadersOf = async ({ tx, firm }: Work) =>
  (await contactsOf(tx, firm.id)).filter((one) => isOnLine(one) && readsFirmResult(one.role))

/** Who of the chamber is there, the firm does not see. */
async function tellChamber(work: Work, told: Pick<Parameters<typeof toChamber>[2], 'text' | 'options'>): Promise<void> {
  const { tx, app, region, firm } = work
  await enter(tx, { kind: 'region', regionId: region.id })
  work.says.push(...(await toChamber(tx, app, { region, subject: planLane(firm.id), ...told })))
  await enter(tx, { kind: 'firm', regionId: firm.regionId, firmId: firm.id })
}

const noteOf = ({ tx, app, said, firm }: Work, what: string, planId: string): Promise<void> =>
  note(tx, {
    ...{ regionId: firm.regionId, firmId: firm.id, subject: `plan:${planId}`, at: app.now, actor: said.by.personId },
    ...{ what, params: {}, reason: null },
  })

const placeOf = ({ firm, region }: Work) => ({
  ...{ regionId: firm.regionId, firmId: firm.id, subject: planLane(firm.id), locale: region.locale },
})

const tell = (work: Work, message: Message): void => answerWith(work, placeOf(work), message)

const tapOf =
  (work: Work, personId: string): Tap =>
  (command, params) => {
    const action = planTap(work.app, work.firm, { personId }, command, params)
    work.granted.push(action)
    return action
  }
