import { grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { findCase, lockCase, saveCase } from '#db/cases.ts'
import type { Tx } from '#db/door.ts'
import { type Firm, findFirm } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { findByCase, saveNotice } from '#db/notices.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { type Contact, contactsOf } from '#db/people.ts'
import { findRegion, type Region } from '#db/regions.ts'
import { arm, disarm } from '#db/timers.ts'
import { trafficOf } from '#db/traffic.ts'
import { talliesOf } from '#db/triage.ts'
import { type Case, type DeskReason, isUndecided, learnedFrom, type PersonRef } from '#engine/case.ts'
import type { Holder } from '#engine/device.ts'
import type { Message, Param, Priority } from '#engine/message.ts'
import type { Notice } from '#engine/notice.ts'
import { dayOfTraffic, type TrafficCount } from '#engine/traffic.ts'
import { lessonsFrom } from '#engine/triage/score.ts'
import { askedRows } from '../converse/asked.ts'
import type { FlowContext } from '../flow.ts'
import { channelOf } from '../staff-chat.ts'
import { type Context, caseCard } from './card.ts'
import { deskCard } from './desk-card.ts'
import { type WhoseToAsk, whoseToAsk } from './desk-whose.ts'
import { type CaseOwner, holderIn, ownerIn, type Pointed, unownedIn, unspokenIn } from './device.ts'
import { suggestionOf } from './quiet.ts'
import { type HistoryEvent, REASONS } from './reasons.ts'
import { type Standing, standingOf } from './standing.ts'
import { type CaseTaps, tapsFor } from './taps.ts'

/** What a case is about, as its cards and notices show it. */
export interface CaseFile {
  case: Case
  notice: Notice | undefined
  firm: Firm
  region: Region
}

type Left = Pick<Parameters<typeof receive>[1][number], 'lane' | 'kind' | 'account' | 'eventId' | 'payload'>

/** One line of the case's history: in the audit log, and in the thread under its card. */
interface HistoryLine {
  what: HistoryEvent
  by: PersonRef | null
  params: Readonly<Record<string, Param>>
  reason: string | null
}

/**
 * One transaction's work on one case: it locks the case, gathers what is changed, said and remembered, and writes all of
 * it at the end, the outbox rows last (design: one aggregate per transaction, rows enqueued once).
 */
export class CaseWork implements CaseFile {
  case: Case
  notice: Notice | undefined
  readonly firm: Firm
  readonly region: Region
  readonly taps: CaseTaps
  readonly app: FlowContext
  readonly #tx: Tx
  readonly #history: HistoryLine[] = []
  readonly #says: OutboxEntry[] = []
  readonly #leaves: Left[] = []

  private constructor(tx: Tx, app: FlowContext, file: CaseFile) {
    this.#tx = tx
    this.app = app
    this.case = file.case
    this.notice = file.notice
    this.firm = file.firm
    this.region = file.region
    this.taps = tapsFor(app, file.case, () => this.case.decisionRevision)
  }

  static async open(tx: Tx, app: FlowContext, caseId: string): Promise<CaseWork | undefined> {
    const file = await readCaseFile(tx, caseId, lockCase)
    return file && new CaseWork(tx, app, file)
  }

  get lane(): string {
    return laneOf(this.case.id)
  }

  /** The firm's people whom a message can reach, each once, in the order they are asked. */
  async reachable(): Promise<Contact[]> {
    const contacts = (await contactsOf(this.#tx, this.firm.id)).filter((contact) => contact.isReachable)
    return contacts.filter(
      ({ personId }, place) => contacts.findIndex((earlier) => earlier.personId === personId) === place,
    )
  }

  /** What the case's device did unlike the days before, while the case lasted and on the day before it. */
  async traffic({ device, firstSeenAt, lastSeenAt } = this.case): Promise<TrafficCount[]> {
    if (device === '') return []
    const [from, until] = [dayOfTraffic(firstSeenAt - DAY_MS), dayOfTraffic(lastSeenAt)]
    return trafficOf(this.#tx, { firmId: this.firm.id, device, from, until })
  }

  /** Whose the case's device was when it began, where the firm's ledger tells. */
  owner(): Promise<CaseOwner | undefined> {
    return ownerIn(this.#tx, this.case)
  }

  /** The case's device, while nobody is known to have it. */
  unowned(): Promise<Pointed | undefined> {
    return unownedIn(this.#tx, this.case)
  }

  /** Which device had the case's address. */
  holder(): Promise<Holder> {
    return holderIn(this.#tx, this.case)
  }

  /** Whether somebody could still say whose it is. */
  async isWhoseOpen(): Promise<boolean> {
    return (await unspokenIn(this.#tx, this.case)) !== undefined
  }

  get tx(): Tx {
    return this.#tx
  }

  remember(
    what: HistoryEvent,
    by: PersonRef | null,
    params: Readonly<Record<string, Param>> = {},
    reason: string | null = null,
  ): void {
    this.#history.push({ what, by, params, reason })
  }

  /** Re-arming a timer moves it. */
  async arm(timer: string, dueAt: number, payload: object = {}): Promise<void> {
    const { id, regionId, firmId } = this.case
    const key = `${this.lane}:${timer}`
    await arm(this.#tx, {
      key,
      dueAt,
      lane: this.lane,
      kind: 'case-timer',
      payload: { ...payload, caseId: id, timer },
      regionId,
      firmId,
    })
  }

  /** Every timer of this case whose name begins so. */
  async disarm(timer: string): Promise<void> {
    await disarm(this.#tx, `${this.lane}:${timer}`)
  }

  /**
   * The desk is asked once; a second reason while the first is open only stays in the history, but for that it was open
   * whose PC it is, which may be known before anybody has telephoned.
   */
  callDesk(reason: DeskReason, by: PersonRef | null = null): void {
    const { desk: before } = this.case
    const open = before?.doneAt === null ? before : { openedAt: this.app.now, takenBy: null, doneAt: null }
    const desk = 'reason' in open && open.reason !== 'device-unknown' ? open : { ...open, reason }
    this.case = { ...this.case, desk, next: 'desk' }
    this.remember('desk-called', by, { why: { key: `desk.reason.${reason}` } }, reason)
  }

  toChannel(
    channel: 'analysts' | 'desk' | 'operations',
    message: Message,
    priority: Priority,
    more: Partial<OutboxEntry> = {},
  ): void {
    this.#say(channelOf(this.app.config, channel), message, priority, more)
  }

  /** A line under the case's card. */
  toThread(message: Message, more: Partial<OutboxEntry> = {}): void {
    const to = { ...channelOf(this.app.config, 'analysts'), threadOf: cardKey(this.case.id) }
    this.#say(to, message, 'conversation', more)
  }

  toContact(
    contact: Pick<Contact, 'platform' | 'account' | 'userId'>,
    message: Message,
    priority: Priority,
    more: Partial<OutboxEntry> = {},
  ): void {
    this.#say(
      { platform: contact.platform, account: contact.account, address: contact.userId },
      message,
      priority,
      more,
    )
  }

  /** Work for another lane, left there in the transaction of this one. */
  leave(row: Left): void {
    this.#leaves.push(row)
  }

  /** Saves the case and its notice, and says everything, cards last: they show the state that was just saved. */
  async settle(): Promise<void> {
    await this.#teach()
    await saveCase(this.#tx, this.case)
    if (this.notice) await saveNotice(this.#tx, this.notice)
    await this.#writeHistory()
    // A quiet case is remembered like any other, and shown to nobody.
    if (this.case.quietBy !== null) return
    const card = caseCard(this, this.taps, this.app.now, await this.#context())
    this.toChannel('analysts', card, 'notice', { stickyKey: cardKey(this.case.id) })
    const desk = deskCard(this, this.taps, await this.#whoseToAsk())
    if (desk) this.toChannel('desk', desk, 'notice', { stickyKey: `desk:${this.case.id}` })
    await grantActions(this.#tx, this.taps.granted)
    const { regionId, firmId } = this.case
    const asked = this.#says.flatMap((entry) => askedRows(entry, this.app.now))
    await receive(
      this.#tx,
      [...asked, ...this.#leaves].map((row) => ({ ...row, regionId, firmId, at: this.app.now })),
    )
    await enqueue(this.#tx, this.#says)
  }

  async #whoseToAsk(): Promise<WhoseToAsk | undefined> {
    if (!this.case.desk || this.case.desk.doneAt !== null) return undefined
    const whose = await whoseToAsk(this.#tx, this.app, this.case)
    this.taps.granted.push(...(whose?.granted ?? []))
    return whose
  }

  /** A verdict, or one taken back, goes to the region's lane in the transaction that gave it. */
  async #teach(): Promise<void> {
    const { learned: before, regionId, firmId, id, decisionRevision } = this.case
    const after = learnedFrom(this.case)
    if (before?.verdict === after?.verdict) return
    this.case = { ...this.case, learned: after }
    const row = {
      lane: `triage:${regionId}`,
      kind: 'verdict',
      account: 'triage',
      regionId,
      firmId,
      at: this.app.now,
    }
    await receive(this.#tx, [{ ...row, eventId: `${id}:${decisionRevision}`, payload: { before, after } }])
  }

  async #context(): Promise<Context> {
    const offer = await suggestionOf(this.#tx, this.case, this.app.now)
    const holder = await holderIn(this.#tx, this.case)
    return {
      standing: await this.#standing(),
      traffic: await this.traffic(),
      holder,
      owner: await ownerIn(this.#tx, this.case, holder),
      isOffered: offer !== undefined,
    }
  }

  /** What is decided needs no place in a queue. */
  async #standing(): Promise<Standing | undefined> {
    if (!isUndecided(this.case)) return undefined
    return standingOf(this.case, lessonsFrom(await talliesOf(this.#tx, this.region.id)))
  }

  async #writeHistory(): Promise<void> {
    const { regionId, firmId, id } = this.case
    for (const line of this.#history) {
      const actor = line.by?.personId ?? 'otasuke'
      await note(this.#tx, {
        regionId,
        firmId,
        subject: laneOf(id),
        at: this.app.now,
        actor,
        what: line.what,
        params: { ...line.params, caseState: this.case.state, noticeState: this.notice?.state ?? null },
        reason: line.reason ?? REASONS[line.what],
      })
      this.toThread(historyMessage(line, this.app.now))
    }
  }

  #say(to: OutboxEntry['to'], message: Message, priority: Priority, more: Partial<OutboxEntry> = {}): void {
    const { regionId, firmId, id } = this.case
    this.#says.push({
      id: this.app.newUuid(),
      regionId,
      firmId,
      subject: laneOf(id),
      to,
      priority,
      locale: this.region.locale,
      message,
      ...more,
    })
  }
}

const DAY_MS = 86_400_000

export const laneOf = (caseId: string): string => `case:${caseId}`
export const cardKey = (caseId: string): string => `card:${caseId}`

/** The case with everything its messages speak of. */
export async function readCaseFile(tx: Tx, caseId: string, find = findCase): Promise<CaseFile | undefined> {
  const subject = await find(tx, caseId)
  if (!subject) return undefined
  const firm = await findFirm(tx, subject.firmId)
  const region = await findRegion(tx, subject.regionId)
  if (!firm || !region) throw new Error(`case ${caseId} stands without its firm or region`)
  return { case: subject, firm, region, notice: await findByCase(tx, caseId) }
}

function historyMessage(line: HistoryLine, now: number): Message {
  const params = {
    ...line.params,
    who: line.by?.name ?? { key: 'case.history.otasuke' },
    at: { at: now, show: 'time' as const },
    reason: line.reason ?? '',
  }
  const text = { key: `case.history.${line.what}`, params }
  return { purpose: 'history', fallback: text, parts: [{ kind: 'paragraph', text }] }
}
