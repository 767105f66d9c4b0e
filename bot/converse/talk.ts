import type { Content, Incoming } from '#adapters/adapter.ts'
import { loadChat, saveChat } from '#db/chats.ts'
import { consultationsOf } from '#db/consultations.ts'
import type { Tx } from '#db/door.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { findByIdentity, type Membership, type Person } from '#db/people.ts'
import { findRegion } from '#db/regions.ts'
import { type Guest, guestsOf } from '#db/survey-participants.ts'
import { type ChatState, chatStateOf, type Focus, type Relay } from '#engine/chat.ts'
import { isHeld, isOpen } from '#engine/consultation.ts'
import { isFirmRole } from '#engine/enrolment.ts'
import { type Message, type Option, type Part, type Text, withOption } from '#engine/message.ts'
import { hoursWith } from '#engine/usual-hour.ts'
import { DEFAULT_LOCALE } from '#locales/index.ts'
import { RESUME } from '../dialogue/tokens.ts'
import type { FlowContext } from '../flow.ts'
import { ofRegion } from '../of-region.ts'
import type { Reader } from '../say.ts'
import { channelOf, isStaffChat } from '../staff-chat.ts'

/** A stranger has no region yet. */
const STRANGER: Reader = { locale: DEFAULT_LOCALE, timezone: 'Asia/Tokyo' }
/** Rows about somebody who belongs to no region yet; no region's scope ever sees them. */
export const NO_REGION = ''
/** LINE asks for the reply within a minute of the event; what is later is pushed. */
export const REPLY_LIFE_MS = 50_000

/**
 * One event in one chat: who it is, what the chat remembers, and what is answered. Everything said to the person leaves
 * as a single message, so that it is a single reply; everything else is enqueued beside it, last.
 */
export class Talk {
  state: ChatState
  person: Person | undefined
  readonly tx: Tx
  readonly app: FlowContext
  readonly incoming: Incoming
  reader: Reader
  /** As whom this chat answers rounds of the survey, the newest first; nobody who is in a firm. */
  guests: readonly Guest[]
  /** A password was typed, and masked. */
  hadSecret = false
  /** Its words went to somebody who answers in our place. */
  isHandedOn = false
  #parts: Part[] = []
  readonly #others: OutboxEntry[] = []
  readonly #told: Told[] = []

  private constructor(tx: Tx, app: FlowContext, incoming: Incoming, known: Known) {
    this.tx = tx
    this.app = app
    this.incoming = incoming
    this.state = known.state
    this.person = known.person
    this.reader = known.reader
    this.guests = known.guests
  }

  static async open(tx: Tx, app: FlowContext, incoming: Incoming): Promise<Talk> {
    const chat = await loadChat(tx, identityOf(incoming))
    const person = await findByIdentity(tx, identityOf(incoming))
    const isStaff = isStaffChat(incoming.platform)
    const guests = isStaff || firmsOf(person).length > 0 ? [] : await guestsOf(tx, identityOf(incoming))
    const regionId = (person ?? guests[0])?.regionId
    const region = regionId === undefined ? undefined : await findRegion(tx, regionId)
    const inRegion = await ofRegion(tx, app, region?.id ?? null)
    const stored = withoutExpired(chatStateOf(chat.state), app.now)
    const state = person && !isStaff ? { ...stored, consultation: await relayIn(tx, stored, person) } : stored
    const known = { state, person, guests, reader: region ?? STRANGER }
    return new Talk(tx, inRegion, incoming, known)
  }

  /** The firms this person reads notices for. */
  get firms(): (Membership & { firmId: string })[] {
    return firmsOf(this.person)
  }

  /** All that they are to us: they have no role anywhere. */
  get isGuest(): boolean {
    return this.guests.length > 0 && (this.person?.memberships ?? []).length === 0
  }

  say(...texts: Text[]): void {
    this.#parts.push(...texts.map((text): Part => ({ kind: 'paragraph', text })))
  }

  show(...parts: Part[]): void {
    this.#parts.push(...parts)
  }

  /** A question with its answers, which can be typed as well. */
  ask(asked: Text, options: Option[]): void {
    this.state = { ...this.state, question: { asked, options, askedAt: this.app.now } }
    this.say(asked)
    this.show({ kind: 'choice', lasts: 'now', options })
  }

  /** A word to somebody else: the desk, operations, where those of that region are. */
  tell(channel: 'desk' | 'operations', message: Message, firm: { regionId: string; firmId: string | null }): void {
    this.#told.push({ channel, message, firm })
  }

  enqueue(entry: OutboxEntry): void {
    this.#others.push(entry)
  }

  async settle(): Promise<void> {
    this.#tellOfReport()
    this.#noteHour()
    await saveChat(this.tx, identityOf(this.incoming), this.state)
    this.#finish()
    const answer = this.#answer()
    for (const one of this.#told) this.#others.push(await this.#toChannel(one))
    await enqueue(this.tx, answer ? [answer, ...this.#others] : this.#others)
  }

  /** Whoever has just come was of no region when it began. */
  async #toChannel({ channel, message, firm }: Told): Promise<OutboxEntry> {
    const { config } = await ofRegion(this.tx, this.app, firm.regionId === NO_REGION ? null : firm.regionId)
    return { ...this.#entry(channelOf(config, channel), message), ...firm, priority: 'notice' }
  }

  /** Whoever has only just come has answered nothing yet. */
  #noteHour(): void {
    const { app, firms, incoming, state } = this
    if (firms.length === 0 || !ANSWERS.includes(incoming.content.type)) return
    this.state = { ...state, hours: hoursWith(state.hours, app.now, app.daytime) }
  }

  /** The way back to a questionnaire that something else came between: 「診断の続き（12/25）」. */
  get resume(): Option | undefined {
    const { dialogue } = this.state
    return dialogue && !dialogue.isPaused ? resuming(dialogue) : undefined
  }

  /** A push would have cost what the month has no more of; an answer costs nothing. */
  #tellOfReport(): void {
    if (!this.state.hasReportWaiting || this.isHandedOn || this.#parts.length === 0) return
    this.state = { ...this.state, hasReportWaiting: false }
    this.say({ key: 'converse.report-waits' })
  }

  #finish(): void {
    if (this.isHandedOn) return
    if (this.hadSecret) this.#parts.unshift({ kind: 'paragraph', text: { key: 'dialogue.secret' } })
    const { resume } = this
    if (!resume || this.#parts.length === 0) return
    this.#parts = withOption(this.#parts, resume)
  }

  #answer(): OutboxEntry | undefined {
    const [first] = this.#parts.flatMap((part) =>
      part.kind === 'heading' || part.kind === 'paragraph' ? [part.text] : [],
    )
    if (first === undefined) return undefined
    const { platform, account, userId, replyToken, at } = this.incoming
    const message: Message = { purpose: 'answer', fallback: first, parts: this.#parts }
    const reply = replyToken === undefined ? {} : { reply: { token: replyToken, until: at + REPLY_LIFE_MS } }
    return { ...this.#entry({ platform, account, address: userId }, message), ...reply }
  }

  #entry(to: OutboxEntry['to'], message: Message): OutboxEntry {
    return {
      id: this.app.newUuid(),
      regionId: (this.person ?? this.guests[0])?.regionId ?? NO_REGION,
      firmId: null,
      subject: null,
      to,
      priority: 'conversation',
      locale: this.reader.locale,
      message,
    }
  }
}

/** Whatever the chat is in the middle of when it is tapped. */
export const resuming = ({ number, total }: Focus): Option => ({
  label: { key: 'dialogue.button.resume', params: { number, total } },
  token: RESUME,
  isAside: true,
})

/** Where what is written goes, as the desk's record has it: in the middle of a questionnaire only when it came between. */
async function relayIn(tx: Tx, { consultation, dialogue }: ChatState, person: Person): Promise<Relay | null> {
  const firms = firmsOf(person).map(({ firmId }) => firmId)
  const records = (await consultationsOf(tx, person.personId)).filter(
    ({ firmId }) => firmId !== null && firms.includes(firmId),
  )
  const own = records.find(({ id }) => id === consultation?.id)
  // The record of a call that was made just now is not written yet.
  const isNew = consultation && !own && !records.some(({ consultation: { movedAt } }) => movedAt >= consultation.since)
  if (isNew) return firms.includes(consultation.firmId) ? consultation : null
  const isBesideDialogue = consultation === null && dialogue !== null && !dialogue.isPaused
  const [open] = (isBesideDialogue ? [] : own ? [own] : records).filter((one) => isOpen(one.consultation))
  if (!open) return null
  const { matter, openedAt } = open.consultation
  const { since } = consultation ?? { since: openedAt }
  return { id: open.id, firmId: open.firmId ?? '', matter, since, isHeld: isHeld(open.consultation) }
}

const ANSWERS: readonly Content['type'][] = ['text', 'tap']

const withoutExpired = (state: ChatState, now: number): ChatState => ({
  ...state,
  writing: state.writing && state.writing.until > now ? state.writing : null,
})

interface Told {
  channel: 'desk' | 'operations'
  message: Message
  firm: { regionId: string; firmId: string | null }
}

interface Known {
  state: ChatState
  person: Person | undefined
  reader: Reader
  guests: readonly Guest[]
}

const firmsOf = (person: Person | undefined): (Membership & { firmId: string })[] =>
  (person?.memberships ?? []).flatMap((membership) =>
    membership.firmId !== null && isFirmRole(membership.role) ? [{ ...membership, firmId: membership.firmId }] : [],
  )

export const identityOf = ({
  platform,
  account,
  userId,
}: Incoming): Pick<Incoming, 'platform' | 'account' | 'userId'> => ({
  platform,
  account,
  userId,
})
