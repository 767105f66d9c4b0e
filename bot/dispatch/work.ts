import type { Action } from '#db/actions.ts'
import type { StoredDispatch } from '#db/dispatches.ts'
import { addressOf, findDispatch } from '#db/dispatches.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import type { OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf, isOnLine } from '#db/people.ts'
import type { Region } from '#db/regions.ts'
import { vendorPeople } from '#db/vendors.ts'
import type { PersonRef } from '#engine/case.ts'
import type { Dispatch } from '#engine/dispatch.ts'
import type { Role } from '#engine/enrolment.ts'
import { type Message, type Option, paragraph, type Text } from '#engine/message.ts'
import { mayAtAll, readsFirmResult } from '#engine/permission.ts'
import { actionOf } from '../action.ts'
import { type Answerable, answering, inWords, toPerson } from '../answer-to.ts'
import { toChannel } from '../channel-message.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext } from '../flow.ts'
import { settle } from '../settle.ts'
import type { Speaking } from '../speaking.ts'
import { addressKey, dispatchLane } from './lanes.ts'

/** Everything that a visit is decided and shown by. `stored` is undefined until it was asked for. */
export interface DispatchFile {
  id: string
  region: Region
  /** Null in a drill, which is about no firm. */
  firm: Firm | null
  /** Who plays everybody in a drill: nobody else hears anything of it. */
  drill: StoredDispatch['drill']
  stored: StoredDispatch | undefined
}

/** A tap, a form, or a timer, as the inbox hands it on. */
export interface Said extends Answerable {
  command: string
  params?: Readonly<Record<string, string | number>>
  values?: Readonly<Record<string, string>>
  token?: string
  /** Of a drill that begins. */
  drill?: StoredDispatch['drill']
}

interface Place {
  id: string
  regionId: string
  firmId: string | null
}

export async function dispatchFile(
  tx: Tx,
  { id, regionId, firmId, drill = null }: Place & { drill?: StoredDispatch['drill'] },
  find: typeof findDispatch = findDispatch,
): Promise<DispatchFile> {
  const region = await regionOf(tx, regionId)
  const stored = await find(tx, id)
  const firm = firmId === null ? null : ((await findFirm(tx, firmId)) ?? null)
  return { id, region, firm, drill: stored?.drill ?? drill, stored }
}

type Holder = Action['holder']
export type Side = 'firm' | 'vendor' | 'desk'
/** Somebody a message goes to. */
export type Recipient = Pick<Speaking, 'platform' | 'account' | 'userId'>
type Somebody = Recipient & PersonRef

/** What a card of another matter shows is the same right as what the visit's own shows. */
export function dispatchTap(
  app: FlowContext,
  { id, regionId, firmId }: Place,
  command: string,
  holder: Holder = { role: 'staff' },
  params: Action['params'] = {},
): Action {
  return actionOf(app, { regionId, firmId, subject: dispatchLane(id), command, params, holder, days: 120 })
}

/**
 * One transaction's work on one visit: who is told what, and which buttons that gives them. In a drill whoever started it
 * is everybody, and each message says so.
 */
export class DispatchWork {
  file: DispatchFile
  readonly #granted: Action[] = []
  readonly #says: OutboxEntry[] = []
  readonly tx: Tx
  readonly app: FlowContext
  readonly said: Said

  constructor(tx: Tx, app: FlowContext, said: Said, file: DispatchFile) {
    this.tx = tx
    this.app = app
    this.said = said
    this.file = file
  }

  get dispatch(): Dispatch {
    const { stored } = this.file
    if (!stored) throw new Error('there is no visit yet')
    return stored.dispatch
  }

  get place(): Place {
    const { id, region, firm } = this.file
    return { id, regionId: region.id, firmId: firm?.id ?? null }
  }

  get firmName(): Text {
    const { firm } = this.file
    return firm ? { typed: firm.name } : { key: 'visit.drill.firm' }
  }

  option(label: Text, action: Action, style?: Option['style']): Option {
    return { label, token: this.grant(action), ...(style && { style }) }
  }

  grant(action: Action): string {
    this.#granted.push(action)
    return action.token
  }

  tap(command: string, holder: Holder, params: Action['params'] = {}): Action {
    const { drill } = this.file
    return dispatchTap(this.app, this.place, command, drill ? { personId: drill.personId } : holder, params)
  }

  ofVendor(vendorId: string, command: string, params: Action['params'] = {}): Action {
    return this.tap(command, { vendorId }, { ...params, vendor: vendorId })
  }

  /** Whoever leads the firm and can be reached; the one who has agreed before anybody else. */
  async leader(): Promise<Somebody | undefined> {
    return this.#ofFirm(({ role }) => readsFirmResult(role))
  }

  /** Whoever may let it cost something (§5.1), likewise. */
  async payer(): Promise<Somebody | undefined> {
    return this.#ofFirm(({ role }) => pays(role))
  }

  async #ofFirm(isMeant: (one: Contact) => boolean): Promise<Somebody | undefined> {
    const { firm, drill, stored } = this.file
    if (drill || !firm) return drill ?? undefined
    const people = (await contactsOf(this.tx, firm.id)).filter((one) => isOnLine(one) && isMeant(one))
    return people.find(({ personId }) => personId === stored?.dispatch.consent?.by.personId) ?? people[0]
  }

  async worker(): Promise<Somebody | undefined> {
    const { firm, drill, stored } = this.file
    if (drill || !firm) return drill ?? undefined
    const home = stored?.dispatch.need.home?.personId
    return (await contactsOf(this.tx, firm.id)).find((one) => isOnLine(one) && one.personId === home)
  }

  async peopleOf(vendorIds: readonly string[]): Promise<(Somebody & { vendorId: string })[]> {
    const { drill } = this.file
    return drill ? vendorIds.map((vendorId) => ({ ...drill, vendorId })) : vendorPeople(this.tx, vendorIds)
  }

  address(): Promise<string | undefined> {
    return addressOf(this.tx, this.file.id)
  }

  send(to: Recipient | undefined, as: Side, message: Message, more: Partial<OutboxEntry> = {}): void {
    if (to) this.#says.push({ ...toPerson(this.app, this.#outbox(), to, this.#marked(message, as)), ...more })
  }

  /** Whatever names the address can be taken away again; on LINE only from what we keep. */
  sendAddress(to: Somebody, as: Side, message: Message): void {
    const subject = addressKey(this.file.id)
    const isEdited = to.platform !== 'line' && !this.file.drill
    this.send(to, as, message, {
      subject,
      ...(isEdited && { stickyKey: `${subject}:${this.dispatch.request}:${to.personId}` }),
    })
  }

  async tellFirm(text: Text, options: Option[] = []): Promise<void> {
    this.send(await this.leader(), 'firm', worded(text, options))
  }

  async tellVendor(vendorId: string, text: Text, options: Option[] = []): Promise<void> {
    for (const to of await this.peopleOf([vendorId])) this.send(to, 'vendor', worded(text, options))
  }

  /** To whoever pressed; a timer presses nothing. */
  answer(text: Text): void {
    const marked: Text = this.file.drill ? { key: 'visit.drill.mark', params: { text } } : text
    const entry = answering(this.app, this.#outbox(), this.said, inWords([marked]))
    if (entry) this.#says.push(entry)
  }

  card(message: Message): void {
    const { drill } = this.file
    if (drill) return this.send(drill, 'desk', message)
    const subject = dispatchLane(this.file.id)
    this.#says.unshift({ ...toChannel(this.app, 'dispatch', this.#outbox(), message), subject, stickyKey: subject })
  }

  line(text: Text): void {
    const { drill, id } = this.file
    if (drill) return
    const entry = toChannel(this.app, 'dispatch', this.#outbox(), worded(text, []))
    this.#says.push({ ...entry, to: { ...entry.to, threadOf: dispatchLane(id) } })
  }

  /** A card of its own, because the one that is edited in place rings no bell. */
  callDesk(text: Text): void {
    if (this.file.drill) this.send(this.file.drill, 'desk', worded(text, []))
    else this.#says.push(toChannel(this.app, 'desk', this.#outbox(), worded(text, [])))
  }

  /** Last. */
  async settle(): Promise<void> {
    await settle(this.tx, this.app, { granted: this.#granted, says: this.#says })
  }

  #outbox() {
    const { region, firm, id } = this.file
    return { regionId: region.id, firmId: firm?.id ?? null, subject: dispatchLane(id), locale: region.locale }
  }

  #marked(message: Message, as: Side): Message {
    if (!this.file.drill) return message
    const mark: Text = { key: `visit.drill.as-${as}` }
    return {
      ...message,
      fallback: { key: 'visit.drill.mark', params: { text: message.fallback } },
      parts: [{ kind: 'status', tone: 'wait', text: mark }, ...message.parts],
    }
  }
}

const worded = (text: Text, options: Option[]): Message => ({
  purpose: 'follow-up',
  fallback: text,
  parts: [
    paragraph(text),
    ...(options.length > 0 ? [{ kind: 'choice' as const, lasts: 'durable' as const, options }] : []),
  ],
})

export const pays = (role: Role): boolean => mayAtAll(role, { datum: 'visits', verb: 'approve' })
