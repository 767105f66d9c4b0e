import { grantActions } from '#db/actions.ts'
import { assetsOf, saveAsset } from '#db/assets.ts'
import { listAssets } from '#db/device-sightings.ts'
import type { Tx } from '#db/door.ts'
import { receive } from '#db/inbox.ts'
import { addAsked, askedAbout, endInquiry, noteSaid, openInquiriesOf, openInquiry } from '#db/inquiries.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { LIMIT_MAX } from '#db/page.ts'
import { type Contact, contactsOf, hadLeft } from '#db/people.ts'
import { arm, disarm } from '#db/timers.ts'
import { type Asset, type AssetChange, entryBehind, noted, unheardOf } from '#engine/asset.ts'
import type { PersonRef } from '#engine/case.ts'
import type { Holder } from '#engine/device.ts'
import { dayOf, type Inquiry, nextHour, opensAt, outcomeOf, type People, roundAt, wordingFor } from '#engine/inquiry.ts'
import type { Message, Priority, Text } from '#engine/message.ts'
import { isAwaitingFirm } from '#engine/notice.ts'
import { readsFirmResult } from '#engine/permission.ts'
import { ownersOf } from '#engine/roll-call.ts'
import { tellCase, tellCases } from '../asset/cases.ts'
import { assetLane, assetTaps } from '../asset/tokens.ts'
import { lookAgain } from '../asset/whose-call.ts'
import { keyOf } from '../asset/work.ts'
import { plainAnswer } from '../case/command.ts'
import { holderIn, ownerIn } from '../case/device.ts'
import { type CaseFile, readCaseFile } from '../case/work.ts'
import { askedRows } from '../converse/asked.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { notFoundMessage, questionFor, saidBy } from '../inquiry/messages.ts'
import { busyOf, idsOf, peopleOf } from '../inquiry/people.ts'
import type { Speaking } from '../speaking.ts'

/** A notice went out, a timer rang, or somebody answered. */
interface InquiryCommand {
  command: string
  params: { case?: string; person?: string }
  by?: Speaking
  replyToken?: string
  /** Epoch ms. */
  replyUntil?: number
}

/** Whose device it is, asked of the firm's people one by one; in the lane of its ledger, which the answers are for. */
export async function inquiry(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as InquiryCommand
  const asking = await Asking.open(tx, app, { regionId: job.regionId ?? '', firmId: job.firmId ?? '' })
  if (said.command === 'begin') await asking.begin(said.params.case ?? '')
  if (said.command === 'told') await asking.told(said)
  await asking.endWhatIsKnown()
  if (said.by) await asking.hear(said, said.by)
  await asking.goOn()
  await asking.settle()
}

interface FirmKey {
  regionId: string
  firmId: string
}

/** One transaction's look at what a firm's people are asked. */
class Asking {
  readonly #tx: Tx
  readonly #app: FlowContext
  readonly #firm: FirmKey
  readonly #locale: string
  readonly #people: Contact[]
  readonly #says: OutboxEntry[] = []

  private constructor(tx: Tx, app: FlowContext, firm: FirmKey, locale: string, people: Contact[]) {
    this.#tx = tx
    this.#app = app
    this.#firm = firm
    this.#locale = locale
    this.#people = people
  }

  static async open(tx: Tx, app: FlowContext, firm: FirmKey): Promise<Asking> {
    const people = await peopleOf(tx, firm.firmId)
    return new Asking(tx, app, firm, (await regionOf(tx, firm.regionId)).locale, people)
  }

  get #hours() {
    return { business: this.#app.calendar, daytime: this.#app.daytime }
  }

  async begin(caseId: string): Promise<void> {
    const file = await readCaseFile(this.#tx, caseId)
    if (!file?.notice || file.case.device === '' || !isToAsk(file)) return
    const holder = await holderIn(this.#tx, file.case)
    if (await ownerIn(this.#tx, file.case, holder)) return
    const { kind, counterpart, firstSeenAt: eventAt } = file.case
    const wording = wordingFor(kind, { counterpart, name: deviceOf(holder).name })
    const openedAt = opensAt(wording, this.#app.now, this.#hours)
    const { severity } = file.notice
    await openInquiry(this.#tx, { ...this.#firm, caseId, severity, wording, eventAt, openedAt, state: 'open' })
  }

  /** Whoever leads the firm, or sat there, has told the desk by telephone. */
  async told({ params, by }: InquiryCommand): Promise<void> {
    const { case: subject } = await this.#file(params.case ?? '')
    const owner = (await contactsOf(this.#tx, this.#firm.firmId)).find(({ personId }) => personId === params.person)
    if (!owner || !by || (await ownerIn(this.#tx, subject))) return
    await this.#own({ caseId: subject.id, eventAt: subject.firstSeenAt }, owner, by)
    await tellCase(this.#tx, this.#app, subject.id, 'whose', { ...this.#firm, by })
  }

  /** The ledger may have been told meanwhile, or the matter be over. */
  async endWhatIsKnown(): Promise<void> {
    for (const { caseId } of await openInquiriesOf(this.#tx, this.#firm.firmId)) {
      const file = await this.#file(caseId)
      if (!isToAsk(file) || (await ownerIn(this.#tx, file.case))) await endInquiry(this.#tx, caseId, 'withdrawn')
    }
  }

  async hear(said: InquiryCommand, by: Speaking): Promise<void> {
    const says = saidBy(said.command)
    const open = await openInquiriesOf(this.#tx, this.#firm.firmId)
    const about = open.find(({ caseId }) => caseId === said.params.case)
    if (!says) return
    if (!about) return this.#reply(said, by, { key: 'inquiry.over' })
    await noteSaid(this.#tx, about.caseId, by.personId, says)
    const outcome = await this.#outcomeOf(about)
    if (outcome.kind !== 'found') return this.#reply(said, by, { key: `inquiry.thanks.${says}` })
    const owner = await this.#found(about, outcome.personId)
    const told = { ...this.#firm, by: owner ?? by }
    const { replyToken, replyUntil } = said
    const reply = owner?.personId === by.personId && replyToken && replyUntil ? { replyToken, replyUntil } : {}
    await tellCase(this.#tx, this.#app, about.caseId, 'whose', { ...told, ...reply })
    // Where somebody else's answer was the one, this was the last that was waited for.
    if (owner?.personId !== by.personId) this.#reply(said, by, { key: `inquiry.thanks.${says}` })
  }

  /** What the answers come to, and whom to ask next. */
  async goOn(): Promise<void> {
    for (const one of await openInquiriesOf(this.#tx, this.#firm.firmId)) await this.#conclude(one)
    const inquiries = await openInquiriesOf(this.#tx, this.#firm.firmId)
    const asked = await askedAbout(
      this.#tx,
      inquiries.map(({ caseId }) => caseId),
    )
    const day = dayOf(this.#app.now, this.#hours)
    const busy = await busyOf(this.#tx, this.#firm, { day, people: this.#people })
    const standing = { inquiries, asked, busy, ...(await this.#standing()) }
    const { ask, nextAt } = roundAt(this.#app.now, standing, this.#hours)
    for (const { caseId, personId } of ask) {
      const whom = this.#people.find((one) => one.personId === personId)
      const about = inquiries.find((one) => one.caseId === caseId)
      const isAgain = asked.some((one) => one.caseId === caseId && one.personId === personId)
      if (whom && about) await this.#ask(about, whom, { day, isAgain })
    }
    await this.#wake(nextAt)
  }

  async settle(): Promise<void> {
    const { regionId, firmId } = this.#firm
    await receive(
      this.#tx,
      this.#says.flatMap((entry) => askedRows(entry, this.#app.now).map((row) => ({ ...row, regionId, firmId }))),
    )
    await enqueue(this.#tx, this.#says)
  }

  /** Everybody has answered, or was waited for long enough. */
  async #conclude(about: Inquiry): Promise<void> {
    const outcome = await this.#outcomeOf(about)
    if (outcome.kind === 'found') {
      const owner = await this.#found(about, outcome.personId)
      if (owner) await tellCase(this.#tx, this.#app, about.caseId, 'whose', { ...this.#firm, by: owner })
    }
    if (outcome.kind === 'not-found' && nextHour(about, this.#app.now, this.#hours) === this.#app.now)
      await this.#notFound(about, outcome.among)
  }

  async #outcomeOf(about: Inquiry) {
    const asked = await askedAbout(this.#tx, [about.caseId])
    return outcomeOf(about, asked, await this.#standing(), { now: this.#app.now, hours: this.#hours })
  }

  /** Down in the ledger as theirs, from when the device did it; whoever had it and has left has it no longer. */
  async #found(about: Inquiry, personId: string): Promise<Contact | undefined> {
    const owner = this.#people.find((one) => one.personId === personId)
    await endInquiry(this.#tx, about.caseId, 'found')
    if (owner) await this.#own(about, owner, owner)
    return owner
  }

  async #own(about: Pick<Inquiry, 'caseId' | 'eventAt'>, { personId, name }: PersonRef, by: Speaking): Promise<void> {
    const change: AssetChange = { kind: 'owned', owner: { personId, name }, since: about.eventAt }
    const written = await this.#write(await this.#entry(about), change, { personId: by.personId, name: by.name })
    await tellCases(this.#tx, this.#app, { ...this.#firm, by, assetId: written.id, but: about.caseId })
    await lookAgain(this.#tx, this.#app, this.#firm)
    await this.endWhatIsKnown()
  }

  async #notFound(about: Inquiry, among: readonly string[]): Promise<void> {
    await endInquiry(this.#tx, about.caseId, 'not-found')
    const { notice } = await this.#file(about.caseId)
    const leaders = this.#people.filter(({ role }) => readsFirmResult(role))
    const whom = leaders.find(({ personId }) => notice?.told.includes(personId)) ?? leaders[0]
    await tellCase(this.#tx, this.#app, about.caseId, 'whose-not-found', { ...this.#firm, by: whom ?? null })
    if (!whom) return
    const asset = await this.#entry(about)
    const entry = asset.revision > 0 ? asset : await this.#write(asset, { kind: 'not-known' }, null)
    const tap = { device: keyOf({ asset: entry }), revision: entry.revision }
    const taps = assetTaps(this.#app, this.#firm)
    const named = this.#people.filter(({ personId }) => among.includes(personId))
    const message = notFoundMessage(named.length, [
      ...named.map(({ personId, name }) => ({
        label: { typed: name },
        token: taps.tap({ ...tap, verb: 'give', person: personId }),
      })),
      { label: { key: 'asset.button.other' }, token: taps.tap({ ...tap, verb: 'other' }) },
      { label: { key: 'asset.button.no-pc' }, token: taps.tap({ ...tap, verb: 'no-pc' }) },
    ])
    await grantActions(this.#tx, taps.granted)
    this.#say(whom, message, 'notice')
  }

  /** The device as the ledger has it; where nobody has spoken of it, as far as it is known. */
  async #entry(about: Pick<Inquiry, 'caseId'>): Promise<Asset> {
    const { case: subject } = await this.#file(about.caseId)
    const holder = await holderIn(this.#tx, subject)
    const known = entryBehind(await assetsOf(this.#tx, this.#firm.firmId), subject.device, holder)
    if (known) return this.#freed(known)
    const fresh = unheardOf({ ...this.#firm, id: this.#app.newId('asset'), mac: deviceOf(holder).mac })
    return fresh.mac === '' ? this.#write(fresh, { kind: 'addressed', ip: subject.device }, null) : fresh
  }

  async #freed(asset: Asset): Promise<Asset> {
    const { owner } = asset
    if (!owner || !(await hadLeft(this.#tx, { ...owner, ...this.#firm }, this.#app.now))) return asset
    return this.#write(asset, { kind: 'not-known' }, null)
  }

  async #write(asset: Asset, wanted: AssetChange, by: PersonRef | null): Promise<Asset> {
    const { asset: after, event } = noted(asset, wanted, by, this.#app.now)
    await saveAsset(this.#tx, after, event)
    return after
  }

  async #ask(about: Inquiry, whom: Contact, { day, isAgain }: { day: string; isAgain: boolean }): Promise<void> {
    const { case: subject } = await this.#file(about.caseId)
    const device = deviceOf(await holderIn(this.#tx, subject))
    const { message, granted } = questionFor(this.#app, about, { ...subject, ...device, isAgain }, whom.personId)
    const asked = { caseId: about.caseId, personId: whom.personId, day, askedAt: this.#app.now, says: null }
    await addAsked(this.#tx, about, asked)
    await grantActions(this.#tx, granted)
    this.#say(whom, message, 'notice', { subject: `inquiry:${about.caseId}` })
  }

  async #wake(dueAt: number | undefined): Promise<void> {
    const { firmId } = this.#firm
    const timer = { key: `inquiry:${firmId}`, lane: assetLane(firmId), kind: 'inquiry' }
    if (dueAt === undefined) return disarm(this.#tx, timer.key)
    await arm(this.#tx, { ...timer, ...this.#firm, dueAt, payload: { command: 'look', params: {} } })
  }

  async #standing(): Promise<People> {
    const { firmId } = this.#firm
    const { items: seen } = await listAssets(this.#tx, { firmId, limit: LIMIT_MAX })
    return { people: idsOf(this.#people), owners: ownersOf(seen, await assetsOf(this.#tx, firmId)) }
  }

  async #file(caseId: string): Promise<CaseFile> {
    const file = await readCaseFile(this.#tx, caseId)
    if (!file) throw new Error(`people are asked about ${caseId}, which is not there`)
    return file
  }

  #reply({ replyToken, replyUntil }: InquiryCommand, by: Speaking, text: Text): void {
    const reply = replyToken && replyUntil ? { reply: { token: replyToken, until: replyUntil } } : {}
    this.#say(by, plainAnswer(text), 'notice', reply)
  }

  #say(
    { platform, account, userId }: Pick<Contact, 'platform' | 'account' | 'userId'>,
    message: Message,
    priority: Priority,
    more: Partial<OutboxEntry> = {},
  ): void {
    const to = { platform, account, address: userId }
    this.#says.push({
      ...{ id: this.#app.newUuid(), ...this.#firm, subject: null, to, priority, locale: this.#locale, message },
      ...more,
    })
  }
}

/** A notice is out, and nobody has done any of it yet: who does must have found the device. */
const isToAsk = ({ case: subject, notice }: CaseFile): boolean =>
  subject.closedAt === null &&
  notice?.stepsBy.length === 0 &&
  (isAwaitingFirm(notice) || notice.state === 'handed-over')

const deviceOf = (holder: Holder): { mac: string; name: string } =>
  holder.kind === 'known' || holder.kind === 'stale' ? holder : { mac: '', name: '' }
