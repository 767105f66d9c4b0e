import type { FormValues } from '#adapters/adapter.ts'
import { type Action, grantActions } from '#db/actions.ts'
import { findAnswer, type StoredAnswer, saveAnswer } from '#db/answers.ts'
import { note } from '#db/audit.ts'
import { readChat } from '#db/chats.ts'
import {
  addWords,
  amendWords,
  blankWords,
  consultationsOf,
  deskWords,
  giveToFirm,
  lockConsultation,
  type StoredConsultation,
  saveConsultation,
} from '#db/consultations.ts'
import { enter, type Tx } from '#db/door.ts'
import { firmsNamed } from '#db/firms.ts'
import { receive } from '#db/inbox.ts'
import { enqueue, erase, type OutboxEntry } from '#db/outbox.ts'
import { staffOf } from '#db/people.ts'
import { loadRules } from '#db/regions.ts'
import { arm, disarm, isArmed } from '#db/timers.ts'
import { approvalRefusal } from '#engine/answer.ts'
import { addBusiness, businessBetween } from '#engine/calendar/calendar.ts'
import type { PersonRef } from '#engine/case.ts'
import { chatStateOf } from '#engine/chat.ts'
import {
  apply,
  type Consultation,
  type ConsultationEvent,
  type ConsultationRefusal,
  isHeld,
  isOpen,
  type Matter,
  refusalOf,
  SILENCE_MS,
} from '#engine/consultation.ts'
import { shownWithin } from '#engine/defang.ts'
import { type Message, type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { rulesFrom } from '#engine/region-rules.ts'
import { operationsCard, toChannel } from '../channel-message.ts'
import { answerFaults, answerIn } from '../consultation/answer-bank.ts'
import { buttonsOf, consultationCard, helpsOf, inThread, wordsInThread } from '../consultation/card.ts'
import { publishedIn, publishedParts, typedIn } from '../consultation/forms.ts'
import { publishFault, sayer } from '../consultation/in-call.ts'
import { kindIn, kindText } from '../consultation/kinds.ts'
import { consultationLane, consultationOfLane, wordsKey } from '../consultation/lanes.ts'
import { onCallAgainMs, onCallEntries } from '../consultation/on-call.ts'
import { type ConsultationTap, tapOf, wordsTaps } from '../consultation/taps.ts'
import { type ConsultationFile, fileOf, glanceAt, type Speaking } from '../consultation/work.ts'
import { resuming } from '../converse/talk.ts'
import { regionOf } from '../dialogue/work.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { inRegion } from '../region-scope.ts'
import { isStaffChat } from '../staff-chat.ts'

const MINUTE_MS = 60_000
const promiseKey = (id: string): string => `${consultationLane(id)}:promise`

/** A word of the firm's, a tap or a form of the desk's, or a timer, as the inbox hands it on. */
export interface Said {
  command: string
  by: PersonRef & Partial<Speaking>
  matter?: Matter
  /** '' where there were none, or where they were taken back before the desk had them. */
  text?: string
  messageId?: string
  media?: string
  /** Of an answer that the firm was shown, and how often it was, and was wrong. */
  question?: string
  shown?: number
  wrong?: number
  /** How many were called out before, in an emergency that nobody has taken. */
  called?: number
  values?: FormValues
  params?: Action['params']
}

/** One transaction's work on a consultation that is there. */
interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  /** By which what is written down of this row has the same name at every attempt. */
  wordsId: string
  file: ConsultationFile
  hasChanged: boolean
  /** What whoever pressed a button is told. */
  told: Text[]
  /** What the firm is told. */
  sent: Part[]
  says: OutboxEntry[]
  /** Of which nothing that was sent is kept any more. */
  erased: string[]
}

/** The firm's call or the desk's note of one opens it; whatever else comes finds it there. */
export async function consultation(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const said = job.payload as Said
  const known = await lockConsultation(tx, consultationOfLane(job.lane))
  const stored = known ?? (await begin(tx, job, app, said))
  if (!stored) return
  const blank = { told: [], sent: [], says: [], erased: [] }
  const work: Work = {
    tx,
    app,
    said,
    wordsId: `words_${job.id}`,
    file: await fileOf(tx, stored),
    hasChanged: !known,
    ...blank,
  }
  await COMMANDS[said.command]?.(work)
  await leave(work)
}

type Place = Pick<StoredConsultation, 'id' | 'regionId' | 'firmId'>

async function begin(tx: Tx, job: InboxRow, app: FlowContext, said: Said): Promise<StoredConsultation | undefined> {
  const { lane, regionId, firmId } = job
  if (regionId === null) return undefined
  const place: Place = { id: consultationOfLane(lane), regionId, firmId }
  if (said.command === 'submit-typed') return typed(tx, app, place, said)
  return said.command === 'call' ? called(tx, app, place, said) : undefined
}

/** A person has one consultation of a matter at a time: a second call belongs to the first. */
async function called(tx: Tx, app: FlowContext, place: Place, said: Said): Promise<StoredConsultation | undefined> {
  const { by, matter = 'consult' } = said
  const open = (await consultationsOf(tx, by.personId)).find(
    (one) => one.firmId === place.firmId && one.consultation.matter === matter && isOpen(one.consultation),
  )
  if (open) return lockConsultation(tx, open.id)
  const opened = { kind: 'opened', channel: 'chat', matter, who: by.name, at: app.now, by: personOf(said) } as const
  return write(tx, { ...place, chat: chatOf(by) }, undefined, opened)
}

/** The desk has talked to somebody by telephone or mail; whose firm it is may be found out later. */
async function typed(tx: Tx, app: FlowContext, place: Place, said: Said): Promise<StoredConsultation | undefined> {
  const { channel, firm, who, kind, text, isSolved } = typedIn(
    said.values ?? {},
    sayer(await regionOf(tx, place.regionId)),
  )
  const named = firm === '' ? [] : await firmsNamed(tx, place.regionId, firm)
  const firmId = named.length === 1 ? (named[0]?.id ?? null) : null
  const by = personOf(said)
  const opened = { kind: 'opened', channel, matter: 'consult', who, ...kind, at: app.now, by } as const
  const stored = await write(tx, { ...place, firmId, chat: null }, undefined, opened)
  const id = `words_${place.id}`
  if (stored && text !== '') await addWords(tx, stored, { id, side: 'firm', by, text, messageId: null, at: app.now })
  return stored && isSolved ? write(tx, stored, stored.consultation, { kind: 'solved', at: app.now, by }) : stored
}

/** Undefined where another of the same matter is open. */
async function write(
  tx: Tx,
  place: Omit<StoredConsultation, 'consultation'>,
  before: Consultation | undefined,
  event: ConsultationEvent,
): Promise<StoredConsultation | undefined> {
  const after = { ...place, consultation: apply(before, event) }
  if (!(await saveConsultation(tx, after, event))) return undefined
  const { id, regionId, firmId } = after
  const { kind, at, by } = event
  await note(tx, {
    ...{ regionId, firmId, subject: consultationLane(id), at, actor: by.personId },
    ...{ what: `consultation-${kind}`, params: {}, reason: null },
  })
  return after
}

type Command = (work: Work) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = {
  call: async (work) => {
    if (!work.hasChanged) await callAgain(work)
    // Whoever presses it again and again wakes nobody more often, and the next on the rota still has their turn.
    if (!(await isArmed(work.tx, onCallKey(work)))) await wakeOnCall(work)
  },
  'nobody-took': wakeOnCall,
  word: relay,
  media: async (work) => {
    await happen(work, { kind: 'heard' })
    const { media = '' } = work.said
    line(work, `media-${media === 'photo' || media === 'sticker' ? media : 'other'}`)
  },
  suggested: (work) => line(work, 'suggested', { question: questionIn(work) }),
  'not-helped': (work) => {
    const { shown = 0, wrong = 0 } = work.said
    line(work, 'not-helped', { question: questionIn(work), shown, wrong })
  },
  helped: async (work) => {
    if (isHeld(work.file.stored.consultation) || !(await happen(work, { kind: 'solved' }))) return
    line(work, 'helped')
    tellFirm(work, 'solved')
  },
  'take-back': takeBack,
  take: async (work) => {
    if (await happen(work, { kind: 'taken' })) line(work, 'taken')
  },
  'take-over': takeOver,
  // What a form asks for was opened inside the call, unless it could not be.
  'submit-publish': publish,
  'submit-amend': amend,
  withdraw,
  'submit-classify': classify,
  'submit-match': match,
  wait: async (work) => {
    if (await happen(work, { kind: 'waiting' })) line(work, 'waiting')
  },
  solve: async (work) => {
    if (!(await happen(work, { kind: 'solved' }))) return
    line(work, 'solved')
    tellFirm(work, 'solved')
  },
  reopen: async (work) => {
    if (await happen(work, { kind: 'reopened' })) line(work, 'reopened')
  },
  release,
  overdue,
  'submit-answer': propose,
  'approve-answer': approve,
  'drop-answer': drop,
}

/** From a colleague: the thread names both, and the firm whoever answers from now on. */
async function takeOver(work: Work): Promise<void> {
  const { holder } = work.file.stored.consultation
  if (holder?.personId === work.said.by.personId) return refuse(work, 'already')
  if (!(await happen(work, { kind: 'taken-over' }))) return
  line(work, 'taken-over', { before: { typed: holder?.name ?? '' } })
  work.sent.push(paragraph({ key: 'consultation.taken-over', params: { name: work.said.by.name } }))
}

async function callAgain(work: Work): Promise<void> {
  await happen(work, { kind: 'heard' })
  line(work, 'called-again')
}

const onCallKey = ({ file }: Work): string => `${consultationLane(file.stored.id)}:on-call`

/** In an emergency whoever is on call is called, again and again until somebody has taken it. */
async function wakeOnCall(work: Work): Promise<void> {
  const { tx, app, file, says, said } = work
  const { id, regionId, firmId, consultation: now } = file.stored
  if (now.matter !== 'emergency' || !isOpen(now) || isHeld(now)) return
  const called = said.called ?? 0
  says.push(...(await onCallEntries(tx, app, file, called)))
  const lane = consultationLane(id)
  const payload: Said = { command: 'nobody-took', called: called + 1, by: { personId: 'otasuke', name: 'otasuke' } }
  const dueAt = app.now + onCallAgainMs(called)
  await arm(tx, { key: onCallKey(work), dueAt, lane, kind: 'consultation', payload, regionId, firmId })
}

/** Into the thread, and only there; a word that crossed the solving opens it again, and is lost in no case. */
async function relay(work: Work): Promise<void> {
  const { tx, app, said, file, wordsId } = work
  const { text = '', messageId = '' } = said
  if (text === '') return
  await happen(work, { kind: 'heard' })
  await addWords(tx, file.stored, { id: wordsId, side: 'firm', by: personOf(said), text, messageId, at: app.now })
  work.says.push(wordsInThread(app, file, { id: wordsId, who: said.by.name, text, how: 'heard' }))
}

async function takeBack(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const gone = await blankWords(tx, { consultationId: file.stored.id, messageId: said.messageId ?? '' })
  if (gone.length === 0) return
  await happen(work, { kind: 'taken-back' })
  for (const { id, by } of gone) {
    work.says.push(wordsInThread(app, file, { id, who: by.name, text: null, how: 'taken-back' }))
    work.erased.push(wordsKey(id))
  }
  work.erased.push(consultationLane(file.stored.id))
}

/** The only way for words of the desk to the firm. */
async function publish(work: Work): Promise<void> {
  const { tx, app, said, file, wordsId } = work
  const text = publishedIn(said.values ?? {}, sayer(file.region))
  const fault = await publishFault(tx, file, text)
  if (fault) return void work.told.push(fault)
  const { openedAt, answeredAt } = file.stored.consultation
  if (!(await happen(work, { kind: 'published' }))) return
  const by = personOf(said)
  await addWords(tx, file.stored, { id: wordsId, side: 'desk', by, text, messageId: null, at: app.now })
  work.says.push(wordsInThread(app, file, { id: wordsId, who: by.name, text, how: 'sent' }))
  await grantActions(tx, wordsTaps(app, file.stored, wordsId))
  work.sent.push(...publishedParts(by.name, text))
  if (answeredAt === null) app.firstAnswered(businessBetween(app.calendar, openedAt, app.now))
}

/** The firm keeps what it has, and reads what is meant; in the thread the words stand as they are now. */
async function amend(work: Work): Promise<void> {
  const { tx, said, file } = work
  const text = publishedIn(said.values ?? {}, sayer(file.region))
  const fault = await publishFault(tx, file, text)
  if (fault) return void work.told.push(fault)
  if (await changeWords(work, 'amended', text))
    work.sent.push(
      paragraph({ key: 'consultation.amended', params: { name: said.by.name } }),
      paragraph({ typed: text }),
    )
}

/** What LINE has delivered stays there: the firm is told which words are none. */
async function withdraw(work: Work): Promise<void> {
  const before = await changeWords(work, 'withdrawn', null)
  if (before === undefined) return
  const words: Text = { typed: shownWithin(before).slice(0, QUOTED_MAX) }
  work.sent.push(paragraph({ key: 'consultation.withdrawn', params: { name: work.said.by.name } }), paragraph(words))
}

const QUOTED_MAX = 100

/** What they were; undefined where they are gone. */
async function changeWords(
  work: Work,
  kind: 'amended' | 'withdrawn',
  text: string | null,
): Promise<string | undefined> {
  const { tx, app, said, file } = work
  const [consultationId, id] = [file.stored.id, String(said.params?.words)]
  const before = await deskWords(tx, consultationId, id)
  if (before === undefined) refuse(work, 'already')
  if (before === undefined || !(await happen(work, { kind }))) return undefined
  await amendWords(tx, consultationId, id, text)
  work.says.push(wordsInThread(app, file, { id, who: said.by.name, text, how: kind }))
  return before
}

async function classify(work: Work): Promise<void> {
  const kind = kindIn(work.said.values?.kind)
  if (!kind || !(await happen(work, { kind: 'classified', ...kind }))) return
  line(work, 'classified', { kind: kindText(kind) })
}

async function match(work: Work): Promise<void> {
  const { tx, said, file } = work
  const { stored } = file
  const [firm, ...others] = await firmsNamed(tx, stored.regionId, said.values?.firm ?? '')
  if (!firm || others.length > 0 || stored.firmId !== null)
    return void work.told.push({ key: 'desk.consultation.fault.firm' })
  await giveToFirm(tx, stored.id, firm.id)
  work.file = { ...file, firm, stored: { ...stored, firmId: firm.id } }
  await happen(work, { kind: 'matched', firmId: firm.id })
}

/** A draft of what others who ask the same may be answered; it says nothing of whose question it was. */
async function propose(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const { id, regionId, firmId, consultation } = file.stored
  const written = answerIn(said.values ?? {})
  const [fault] = await answerFaults(tx, file, written)
  const before = await findAnswer(tx, id)
  if (fault) return void work.told.push(fault[1])
  if (consultation.state !== 'solved' || before?.state === 'approved') return refuse(work, 'not-now')
  const draft = (before?.draft ?? 0) + 1
  const proposed = { state: 'proposed', ...written, draft, proposedBy: personOf(said), approvedBy: null } as const
  await keepAnswer(work, { id, regionId, firmId, ...proposed, solvedAt: consultation.movedAt, movedAt: app.now })
  line(work, 'answer-proposed')
}

/** Answered to others only once somebody has approved this very draft. */
async function approve(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const answer = await findAnswer(tx, file.stored.id)
  if (!answer) return
  const seen = { draft: Number(said.params?.draft), by: personOf(said), isAlone: await isAloneAtDesk(work) }
  const refusal = approvalRefusal(answer, seen)
  if (refusal) return void work.told.push({ key: `desk.consultation.refused.answer-${refusal}` })
  await keepAnswer(work, { ...answer, state: 'approved', approvedBy: personOf(said), movedAt: app.now })
  line(work, 'answer-approved')
}

async function drop(work: Work): Promise<void> {
  const answer = await findAnswer(work.tx, work.file.stored.id)
  if (!answer || answer.state === 'dropped' || answer.draft !== work.said.params?.draft)
    return void work.told.push({ key: 'desk.consultation.refused.answer-changed' })
  await keepAnswer(work, { ...answer, state: 'dropped', movedAt: work.app.now })
  line(work, 'answer-dropped')
}

async function keepAnswer(work: Work, answer: StoredAnswer): Promise<void> {
  const { tx, app, said } = work
  await saveAnswer(tx, answer)
  work.hasChanged = true
  const { id, regionId, firmId, state, draft } = answer
  await note(tx, {
    ...{ regionId, firmId, subject: consultationLane(id), at: app.now, actor: personOf(said).personId },
    ...{ what: `answer-${state}`, params: { draft }, reason: null },
  })
}

async function isAloneAtDesk({ tx, file: { stored } }: Work): Promise<boolean> {
  const { regionId, firmId } = stored
  const people = await inRegion(tx, { regionId, firmId }, () => staffOf(tx, regionId, 'desk'))
  return new Set(people.map(({ personId }) => personId)).size < 2
}

/** Nobody said anything for long: the bot answers again. */
async function release(work: Work): Promise<void> {
  if (!isHeld(work.file.stored.consultation) || !(await happen(work, { kind: 'released' }))) return
  line(work, 'released')
  tellFirm(work, 'released')
}

/** The chat that the desk's words go to. */
function chatOf({ personId, name, platform, account, userId }: Said['by']): StoredConsultation['chat'] {
  if (platform === undefined || account === undefined || userId === undefined) return null
  return { personId, name, platform, account, userId }
}

const personOf = ({ by: { personId, name } }: Said): PersonRef => ({ personId, name })

const line = (work: Work, what: string, params: Readonly<Record<string, Text | number>> = {}): void =>
  void work.says.push(
    inThread(work.app, work.file, {
      key: `desk.consultation.line.${what}`,
      params: { who: work.said.by.name, ...params },
    }),
  )

const questionIn = ({ said }: Work): Text => ({ typed: said.question ?? '' })

const tellFirm = ({ sent }: Work, what: string): void => void sent.push(paragraph({ key: `consultation.${what}` }))

type Happening = ConsultationEvent extends infer Event
  ? Event extends { kind: string }
    ? Omit<Exclude<Event, { kind: 'opened' }>, 'at' | 'by'>
    : never
  : never

/** False where it cannot happen, and whoever wanted it was told why. */
async function happen(work: Work, what: Happening): Promise<boolean> {
  const { tx, app, said, file } = work
  const before = file.stored.consultation
  const event = { ...what, at: app.now, by: personOf(said) } as Exclude<ConsultationEvent, { kind: 'opened' }>
  const refusal = refusalOf(before, event.kind)
  const stored = refusal ? undefined : await write(tx, file.stored, before, event)
  if (!stored) refuse(work, refusal ?? 'another')
  else {
    work.file = { ...file, stored }
    work.hasChanged = true
  }
  return stored !== undefined
}

function refuse(work: Work, refusal: ConsultationRefusal | 'another'): void {
  const { app, file, said } = work
  if (said.by.platform === undefined || !isStaffChat(said.by.platform)) return
  app.refused(refusal)
  const who = file.stored.consultation.holder?.name ?? ''
  work.told.push({
    key: `desk.consultation.refused.${refusal === 'already' && said.command === 'take' ? 'taken' : refusal}`,
    params: { who },
  })
}

/** Last: the card, the timer of silence, and what both sides are told; a chat belongs to no firm. */
async function leave(work: Work): Promise<void> {
  const { tx, app, file, said, says } = work
  const { stored, region } = file
  const lane = consultationLane(stored.id)
  if (work.hasChanged) {
    const glance = await glanceAt(tx, file)
    says.unshift(consultationCard(app, file, glance))
    const begins = helpsOf(app, stored).flatMap(({ actions }) => actions)
    await grantActions(tx, [...tapsOf(app, stored, glance.answer), ...begins])
    await armSilence(tx, app, stored)
    await armPromise(tx, app, stored)
  }
  await enter(tx, { kind: 'system' })
  for (const subject of work.erased) await erase(tx, subject)
  if (work.sent.length > 0 && stored.chat) says.push(await toFirm(work, stored.chat))
  const { platform, account, userId } = said.by
  const [first] = work.told
  if (first && platform !== undefined && isStaffChat(platform) && account !== undefined && userId !== undefined) {
    const message: Message = { purpose: 'answer', fallback: first, parts: work.told.map(paragraph) }
    const place = { regionId: region.id, firmId: stored.firmId, locale: region.locale, subject: lane }
    says.push({
      ...place,
      id: app.newUuid(),
      to: { platform, account, address: userId },
      priority: 'conversation',
      message,
    })
  }
  await enqueue(tx, says)
}

/** What opens a form is granted together with what comes back from it. */
const tapsOf = (app: FlowContext, stored: StoredConsultation, answer: StoredAnswer | undefined): Action[] =>
  buttonsOf(stored, answer).flatMap(({ command, draft }) => [
    tapOf(app, stored, command, draft),
    ...(SUBMITS[command] ?? []).map((submit) => tapOf(app, stored, submit)),
  ])

const SUBMITS: Partial<Record<ConsultationTap, ConsultationTap[]>> = {
  'open-publish': ['submit-publish'],
  'open-classify': ['submit-classify'],
  'open-match': ['submit-match'],
  'open-answer': ['submit-answer'],
}

async function armSilence(tx: Tx, app: FlowContext, { id, regionId, firmId, consultation }: StoredConsultation) {
  const lane = consultationLane(id)
  const key = `${lane}:silence`
  if (!isHeld(consultation)) return disarm(tx, key)
  const payload: Said = { command: 'release', by: { personId: 'otasuke', name: 'otasuke' } }
  const dueAt = addBusiness(app.calendar, consultation.spokenAt, SILENCE_MS)
  await arm(tx, { key, dueAt, lane, kind: 'consultation', payload, regionId, firmId })
}

/** Until when the desk has promised its first word; undefined where there is nothing to wait for. */
async function promisedBy(
  tx: Tx,
  app: FlowContext,
  { regionId, consultation }: StoredConsultation,
): Promise<number | undefined> {
  const { answerWithinMinutes: minutes } = rulesFrom(await loadRules(tx, regionId))
  if (minutes === null || consultation.answeredAt !== null || !isOpen(consultation)) return undefined
  return addBusiness(app.calendar, consultation.openedAt, minutes * MINUTE_MS)
}

/** Told of once: what has passed is not waited for again. */
async function armPromise(tx: Tx, app: FlowContext, stored: StoredConsultation): Promise<void> {
  const { id, regionId, firmId } = stored
  const [lane, key] = [consultationLane(id), promiseKey(id)]
  const dueAt = await promisedBy(tx, app, stored)
  if (dueAt === undefined || dueAt <= app.now) return disarm(tx, key)
  const payload: Said = { command: 'overdue', by: { personId: 'otasuke', name: 'otasuke' } }
  await arm(tx, { key, dueAt, lane, kind: 'consultation', payload, regionId, firmId })
}

/** Nobody of the desk has answered in time: operations learns of it. */
async function overdue({ tx, app, file, says }: Work): Promise<void> {
  const { stored, firm, region } = file
  const dueAt = await promisedBy(tx, app, stored)
  if (dueAt === undefined || dueAt > app.now) return
  const { consultation, regionId, firmId } = stored
  const name: Text = firm ? { typed: firm.name } : { key: 'desk.consultation.no-firm' }
  const params = {
    firm: name,
    who: consultation.who,
    limit: { spanMs: businessBetween(app.calendar, consultation.openedAt, dueAt) },
  }
  const text: Text = { key: 'operations.sla.desk', params }
  says.push(toChannel(app, 'operations', { regionId, firmId, locale: region.locale }, operationsCard(text)))
}

/** To the chat that asked, with the way back to what it came between; what is written next is the answer. */
async function toFirm(work: Work, chat: NonNullable<StoredConsultation['chat']>): Promise<OutboxEntry> {
  const { tx, app, file, wordsId, sent } = work
  const { id, firmId, consultation: now, regionId } = file.stored
  const { platform, account, userId } = chat
  const relay = { id, firmId: firmId ?? '', matter: now.matter, since: app.now, isHeld: isHeld(now) }
  await receive(tx, [
    {
      ...{
        lane: `chat:${platform}:${account}:${userId}`,
        kind: 'chat-consultation',
        account: `${platform}:${account}`,
      },
      ...{ eventId: `consultation:${wordsId}`, regionId: null, firmId: null, at: app.now },
      payload: { platform, account, userId, relay, isOver: !isOpen(now) },
    },
  ])
  const { dialogue } = chatStateOf(await readChat(tx, chat))
  const options: Option[] = dialogue && !dialogue.isPaused ? [resuming(dialogue)] : []
  const [first] = sent.flatMap((part) => (part.kind === 'paragraph' ? [part.text] : []))
  const parts: Part[] = [
    ...sent,
    ...(options.length > 0 ? [{ kind: 'choice', lasts: 'now', options } satisfies Part] : []),
  ]
  return {
    ...{ id: app.newUuid(), regionId, firmId, subject: wordsKey(wordsId), priority: 'conversation' },
    ...{ to: { platform, account, address: userId }, locale: file.region.locale },
    message: { purpose: 'answer', fallback: first ?? { key: 'consultation.solved' }, parts },
  }
}
