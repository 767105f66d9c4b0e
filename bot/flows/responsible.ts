import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { responsibilityOf } from '#db/responsibilities.ts'
import type { PersonRef } from '#engine/case.ts'
import { type Message, type Option, type Part, type Text, withOption } from '#engine/message.ts'
import { YEAR_MS } from '#engine/recurrence.ts'
import { callOrder, type Duty, type Named, nameTyped, type Responsibility } from '#engine/responsibility.ts'
import { toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { dueOf } from '../recurrence.ts'
import { nameButtons } from '../responsible/ask.ts'
import { firmOfLane, keepResponsible, responsibleOf } from '../responsible/keep.ts'
import { settle } from '../settle.ts'
import type { Speaking } from '../speaking.ts'

/** A tap, the end of a questionnaire, or time; authority was checked where it came from. */
interface Said {
  command: 'me' | 'named' | 'keep' | 'told' | 'ask'
  by: PersonRef & Partial<Speaking>
  params?: { personId?: string }
  /** The questionnaire's answers. */
  told?: Told
  replyToken?: string
  replyUntil?: number
  resume?: Option
}

export interface Told {
  lead: string
  staff: string
  deputy: string
  first: string
}

interface Work {
  tx: Tx
  job: InboxRow
  app: FlowContext
  said: Said
  firm: Firm
  region: Region
  contacts: Contact[]
  now: Responsibility | undefined
  says: OutboxEntry[]
}

export async function responsible(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const firm = await findFirm(tx, firmOfLane(job.lane))
  if (!firm) throw new Error(`${job.lane} is of a firm that is not there`)
  const region = await regionOf(tx, firm.regionId)
  const contacts = await contactsOf(tx, firm.id)
  const now = await responsibilityOf(tx, firm.id)
  const work: Work = { tx, job, app, said: job.payload as Said, firm, region, contacts, now, says: [] }
  await COMMANDS[work.said.command](work)
  await settle(work.tx, work.app, work)
}

const COMMANDS: Readonly<Record<Said['command'], (work: Work) => Promise<void>>> = {
  me: (work) => name(work, { personId: work.said.by.personId, name: work.said.by.name }),
  async named(work) {
    const chosen = work.contacts.find(({ personId }) => personId === work.said.params?.personId)
    // Whoever has left meanwhile can answer for nothing.
    if (!chosen) return answer(work, { key: 'responsible.gone' })
    await name(work, { personId: chosen.personId, name: chosen.name })
  },
  async keep(work) {
    if (work.now) await name(work, work.now.responsible)
  },
  told,
  ask,
}

async function name(work: Work, chosen: Named): Promise<void> {
  const { now } = work
  const [inCharge, deputy] = [now?.inCharge ?? null, now?.deputy ?? null]
  await keep(work, { responsible: chosen, inCharge, deputy, order: callOrder({ inCharge, deputy }, now?.order ?? []) })
  answer(work, { key: 'responsible.thanks', params: { who: chosen.name } })
}

/** What the questionnaire was told; names of members are taken for those members. */
async function told(work: Work): Promise<void> {
  const { lead, staff, deputy: second, first } = work.said.told ?? { lead: '', staff: '', deputy: '', first: '' }
  const [chosen, inCharge, deputy] = [lead, staff, second].map((typed) => member(work, nameTyped(typed)))
  if (!chosen) return
  const wanted: Duty[] = first === 'staff' ? ['inCharge'] : first === 'deputy' ? ['deputy'] : []
  const others = { inCharge: inCharge ?? null, deputy: deputy ?? null }
  await keep(work, { responsible: chosen, ...others, order: callOrder(others, wanted) })
}

const member = ({ contacts }: Work, typed: string | undefined): Named | undefined =>
  typed === undefined
    ? undefined
    : { personId: contacts.find(({ name: known }) => known === typed)?.personId ?? '', name: typed }

async function keep(work: Work, named: Pick<Responsibility, 'responsible' | 'inCharge' | 'deputy' | 'order'>) {
  const { tx, app, said, firm } = work
  const by = { personId: said.by.personId, name: said.by.name }
  const place = { regionId: firm.regionId, firmId: firm.id }
  await keepResponsible(tx, app, place, { ...named, by, at: app.now })
  // What the questionnaire was told stands on its own card.
  if (said.command === 'told') return
  const text: Text = { key: 'desk.responsible.named', params: { firm: firm.name, who: named.responsible.name } }
  work.says.push(toDesk(work, text, 'history'))
}

/** Once a year, or because nobody is named yet: the first whom LINE reaches is asked; without one, the desk. */
async function ask(work: Work): Promise<void> {
  const { tx, job, app, firm, now, contacts, region } = work
  const place = { regionId: firm.regionId, firmId: firm.id }
  // Somebody was named since this was due.
  if (now && app.now < now.at + YEAR_MS) return
  const due = await dueOf(tx, job, app, responsibleOf(place))
  if (!due) return
  await due.done()
  const contact = contacts.find(isOnLine)
  if (!contact)
    return void work.says.push(toDesk(work, { key: 'desk.responsible.ask', params: { firm: firm.name } }, 'desk-task'))
  const text: Text = now
    ? { key: 'responsible.still', params: { who: now.responsible.name } }
    : { key: 'responsible.who' }
  const options = await nameButtons(tx, app, place, { personId: contact.personId, now })
  const parts: Part[] = [
    { kind: 'paragraph', text },
    { kind: 'choice', lasts: 'now', options },
  ]
  const { platform, account, userId } = contact
  work.says.push({
    ...{ id: app.newUuid(), ...place, subject: null, to: { platform, account, address: userId } },
    ...{ priority: 'conversation', locale: region.locale, message: { purpose: 'follow-up', fallback: text, parts } },
  })
}

const toDesk = ({ app, firm, region }: Work, text: Text, purpose: Message['purpose']): OutboxEntry =>
  toChannel(
    app,
    'desk',
    { regionId: firm.regionId, firmId: firm.id, locale: region.locale },
    { purpose, fallback: text, parts: [{ kind: 'paragraph', text }] },
  )

function answer({ app, said, firm, region, says }: Work, text: Text): void {
  const { platform, account, userId } = said.by
  if (!platform || account === undefined || userId === undefined) return
  const parts: Part[] = [{ kind: 'paragraph', text }]
  const message: Message = {
    ...{ purpose: 'answer', fallback: text },
    parts: said.resume ? withOption(parts, said.resume) : parts,
  }
  const { replyToken: token, replyUntil: until } = said
  says.push({
    ...{ id: app.newUuid(), regionId: firm.regionId, firmId: firm.id, subject: null, locale: region.locale, message },
    ...{ to: { platform, account, address: userId }, priority: 'conversation' },
    ...(token && until && { reply: { token, until } }),
  })
}
