import type { FormValues } from '#adapters/adapter.ts'
import { grantActions } from '#db/actions.ts'
import { note } from '#db/audit.ts'
import { enter, type Tx } from '#db/door.ts'
import { type StoredHearing, saveHearing } from '#db/hearings.ts'
import { receive } from '#db/inbox.ts'
import { enqueue, type OutboxEntry } from '#db/outbox.ts'
import { arm, disarm } from '#db/timers.ts'
import type { PersonRef } from '#engine/case.ts'
import {
  apply,
  type Booking,
  bookingFault,
  type Hearing,
  type HearingEvent,
  isBookedSo,
  isOver,
  type Refusal,
  type Reminder,
  refusalOf,
  remindersOf,
} from '#engine/hearing.ts'
import { type Message, type Option, type Text, withOption } from '#engine/message.ts'
import { askedRows } from '../converse/asked.ts'
import { deskCard } from '../dialogue/desk-card.ts'
import type { FlowContext, InboxRow } from '../flow.ts'
import { button, hearingCard, phoneRow, toDesk } from '../hearing/desk-card.ts'
import { firmMessage, type News } from '../hearing/firm-message.ts'
import { bookingIn, faultText, reportIn } from '../hearing/forms.ts'
import { scriptMessage } from '../hearing/script-message.ts'
import { isOfSetting, otherDayText, type Setting, settingOf } from '../hearing/setting.ts'
import { type HearingTaps, hearingTaps } from '../hearing/taps.ts'
import { firmOfLane, type HearingFile, hearingLane, openHearing } from '../hearing/work.ts'
import type { Speaking } from '../speaking.ts'

/** A tap, a form, a timer or the operator, as the inbox hands it on; authority was checked there. */
interface Said {
  command: string
  by: PersonRef & Partial<Speaking>
  params?: Partial<Setting>
  values?: FormValues
  booking?: Booking
  what?: Reminder
  replyToken?: string
  replyUntil?: number
  resume?: Option
}

/** One transaction's work on a firm's hearing; `file` and `taps` are of the state that it ends in. */
interface Work {
  tx: Tx
  app: FlowContext
  said: Said
  file: HearingFile
  taps: HearingTaps
  says: OutboxEntry[]
}

export async function hearing(tx: Tx, job: InboxRow, app: FlowContext): Promise<void> {
  const file = await openHearing(tx, firmOfLane(job.lane))
  const said = job.payload as Said
  const work: Work = { tx, app, said, file, taps: hearingTaps(app, file), says: [] }
  await COMMANDS[said.command]?.(work)
  await grantActions(tx, work.taps.granted)
  await leave(work)
}

type Command = (work: Work) => Promise<void> | void

const COMMANDS: Readonly<Record<string, Command>> = {
  // The form was opened inside the call, unless it could not be.
  'open-book': () => {},
  'open-held': (work) => {
    const refusal = openRefusal(work.file)
    if (refusal) refuse(work, refusal)
    else isOldTap(work)
  },
  'submit-book': (work) => book(work, { ...bookingIn(work.said.values ?? {}), interviewer: personOf(work.said) }),
  book: (work) => (work.said.booking ? book(work, work.said.booking) : undefined),
  async 'submit-held'(work) {
    const report = reportIn(work.said.values ?? {})
    if (!report) return tellDesk(work, { key: 'desk.hearing.fault.minutes' })
    await close(work, { kind: 'held', ...report, ...stamp(work) })
  },
  missed: (work) => close(work, { kind: 'missed', ...stamp(work) }, 'missed'),
  cancel: (work) => close(work, { kind: 'cancelled', ...stamp(work) }, 'cancelled'),
  suits: (work) => answered(work, 'suits'),
  'another-day': (work) => answered(work, 'another-day'),
  remind,
  script(work) {
    const { app, file } = work
    const key = hearingLane(file.firm.id)
    const entry = toDesk(app, file, scriptMessage(file))
    work.says.push(hearingCard(app, file, work.taps), { ...entry, to: { ...entry.to, threadOf: key } })
  },
  async diagnosis({ tx, app, file: { firm, region }, says }) {
    const key = { regionId: region.id, firmId: firm.id, questionnaire: 'office', personId: '' }
    says.push(await deskCard(tx, app, key, { firm, region }))
  },
}

const personOf = ({ by: { personId, name } }: Said): PersonRef => ({ personId, name })
const stamp = ({ app, said }: Work) => ({ at: app.now, by: personOf(said) })

function openRefusal({ stored }: HearingFile): Refusal | undefined {
  if (!stored) return 'nothing-booked'
  return isOver(stored.hearing) ? 'over' : undefined
}

/** Only the day that was meant is closed; a later one stays as it is. */
const close = (work: Work, event: HearingEvent, news?: News): Promise<void> | void =>
  isOldTap(work) ? undefined : happen(work, event, news)

/** Whether it was meant for a day before the present one, which the tapper is told then. */
function isOldTap(work: Work): boolean {
  const { app, file, said } = work
  const text = otherDayText(file.stored, said.params, file.firm.name)
  if (!text) return false
  app.refused('old-day')
  tellDesk(work, text)
  return true
}

async function book(work: Work, booking: Booking): Promise<void> {
  const { app, file } = work
  // The form said so while it was open; a time that has passed since must be told too.
  const fault = bookingFault(booking, app.calendar, app.now)
  if (fault) return tellDesk(work, faultText(fault))
  const before = file.stored?.hearing
  if (isBookedSo(before, booking)) return tellDesk(work, { key: 'desk.hearing.same-day' })
  await happen(work, { kind: 'booked', ...booking, ...stamp(work) }, before && !isOver(before) ? 'moved' : 'booked')
}

/** It is written down, its card shows it, time is told, and the firm hears of it where it must. */
async function happen(work: Work, event: HearingEvent, news?: News): Promise<void> {
  const { tx, app, file } = work
  const { firm, stored } = file
  const refusal = refusalOf(stored?.hearing, event)
  if (refusal) return refuse(work, refusal)
  const isNew = !stored || (event.kind === 'booked' && isOver(stored.hearing))
  const next = apply(isNew ? undefined : stored.hearing, event)
  const id = isNew ? app.newId('hearing') : stored.id
  const after = { id, regionId: firm.regionId, firmId: firm.id, hearing: next }
  await saveHearing(tx, after, event)
  await remember(work, event)
  work.file = { ...file, stored: after }
  work.taps = hearingTaps(app, work.file)
  await armReminders(work, after)
  work.says.push(hearingCard(app, work.file, work.taps))
  if (news) tellFirm(work, news, next)
}

function remember({ tx, app, file: { firm } }: Work, { kind, by, at, ...what }: HearingEvent): Promise<void> {
  const startsAt = 'startsAt' in what ? { startsAt: what.startsAt } : {}
  return note(tx, {
    ...{ regionId: firm.regionId, firmId: firm.id, subject: hearingLane(firm.id), at: app.now },
    ...{ actor: by.personId, what: `hearing-${kind}`, params: startsAt, reason: null },
  })
}

async function armReminders({ tx, app, file: { firm } }: Work, after: StoredHearing): Promise<void> {
  const lane = hearingLane(firm.id)
  const { id: firmId, regionId } = firm
  await disarm(tx, `${lane}:`)
  for (const { what, at } of remindersOf(after.hearing, app.calendar, app.now)) {
    const payload = { command: 'remind', what, params: settingOf(after), by: OTASUKE }
    await arm(tx, { key: `${lane}:${what}`, dueAt: at, lane, kind: 'hearing', payload, regionId, firmId })
  }
}

const OTASUKE: PersonRef = { personId: 'otasuke', name: 'otasuke' }

function remind(work: Work): void {
  const { app, file, said, taps } = work
  const hearing = file.stored?.hearing
  if (hearing?.state !== 'booked' || !isOfSetting(file.stored, said.params) || !said.what) return
  const wantsDay = hearing.answer === 'another-day'
  if (said.what === 'day-before') return wantsDay ? undefined : tellFirm(work, 'day-before', hearing)
  // The telephone rings by itself; a meeting's address must be at hand.
  if (said.what === 'soon' && hearing.channel === 'web' && !wantsDay) tellFirm(work, 'soon', hearing)
  const text: Text = {
    key: `desk.hearing.remind.${said.what}`,
    params: { firm: file.firm.name, at: { at: hearing.startsAt }, who: hearing.interviewer.name },
  }
  const commands =
    said.what === 'soon' ? (['script', 'open-held', 'missed'] as const) : (['open-held', 'missed'] as const)
  work.says.push(
    toDesk(app, file, {
      ...{ purpose: 'desk-task', fallback: text },
      parts: [
        { kind: 'paragraph', text },
        { kind: 'facts', rows: [phoneRow(file)] },
        { kind: 'choice', lasts: 'durable', options: commands.map((command) => button(command, taps, true)) },
      ],
    }),
  )
}

/** A tap of the firm's: on a day that was set anew since, it is told the present one. */
async function answered(work: Work, kind: 'suits' | 'another-day'): Promise<void> {
  const { app, file, said } = work
  const hearing = file.stored?.hearing
  if (!isOfSetting(file.stored, said.params)) {
    app.refused('old-day')
    return tellMember(work, standing(hearing))
  }
  if (hearing?.answer === kind) return tellMember(work, { key: `hearing.thanks.${kind}` })
  const event: HearingEvent = { kind, ...stamp(work) }
  if (refusalOf(hearing, event)) {
    app.refused('no-day')
    return tellMember(work, standing(hearing))
  }
  await happen(work, event)
  tellMember(work, { key: `hearing.thanks.${kind}` })
  if (kind === 'another-day') work.says.push(toDesk(app, work.file, otherDay(work)))
}

const standing = (hearing: Hearing | undefined): Text =>
  hearing?.state === 'booked'
    ? { key: 'hearing.now', params: { at: { at: hearing.startsAt } } }
    : { key: 'hearing.no-day' }

/** A card of its own, because the one that is edited in place rings no bell. */
function otherDay({ file, said, taps }: Work): Message {
  const params = { firm: file.firm.name, who: said.by.name, at: { at: file.stored?.hearing.startsAt ?? 0 } }
  return {
    purpose: 'desk-task',
    fallback: { key: 'desk.hearing.other-day.fallback', params },
    parts: [
      { kind: 'heading', text: { key: 'desk.hearing.other-day.heading', params } },
      { kind: 'paragraph', text: { key: 'desk.hearing.other-day.text', params } },
      { kind: 'facts', rows: [phoneRow(file)] },
      { kind: 'choice', lasts: 'durable', options: [button('open-book', taps, true)] },
    ],
  }
}

function tellFirm(work: Work, news: News, hearing: Hearing): void {
  const { app, file, taps, says } = work
  const { contact, firm, region } = file
  if (!contact) return
  const { platform, account, userId } = contact
  says.push({
    ...{ id: app.newUuid(), regionId: firm.regionId, firmId: firm.id, subject: hearingLane(firm.id) },
    ...{ to: { platform, account, address: userId }, priority: 'notice', locale: region.locale },
    message: firmMessage(news, file, hearing, taps),
  })
}

/** Whoever tapped is answered: on LINE with the free reply, and the way back to a questionnaire they were in. */
function tellMember(work: Work, text: Text): void {
  const { said } = work
  const reply = said.replyToken && said.replyUntil ? { reply: { token: said.replyToken, until: said.replyUntil } } : {}
  const parts: Message['parts'] = [{ kind: 'paragraph', text }]
  tellTapper(
    work,
    { purpose: 'answer', fallback: text, parts: said.resume ? withOption(parts, said.resume) : parts },
    reply,
  )
}

const tellDesk = (work: Work, text: Text): void =>
  tellTapper(work, { purpose: 'answer', fallback: text, parts: [{ kind: 'paragraph', text }] })

function refuse(work: Work, refusal: Refusal): void {
  work.app.refused(refusal)
  tellDesk(work, { key: `desk.hearing.refused.${refusal}`, params: { firm: work.file.firm.name } })
}

/** The operator and time have no chat. */
function tellTapper(
  { app, file, said: { by }, says }: Work,
  message: Message,
  reply: Pick<OutboxEntry, 'reply'> = {},
): void {
  const { platform, account, userId } = by
  if (!platform || account === undefined || userId === undefined) return
  const { firm, region } = file
  says.push({
    ...{ id: app.newUuid(), regionId: firm.regionId, firmId: firm.id, subject: null },
    ...{
      to: { platform, account, address: userId },
      priority: 'conversation',
      locale: region.locale,
      message,
      ...reply,
    },
  })
}

/** Last: what was asked on LINE can be answered by typing, and a chat belongs to no firm. */
async function leave({ tx, app, says }: Work): Promise<void> {
  if (says.length === 0) return
  await enter(tx, { kind: 'system' })
  await receive(
    tx,
    says
      .flatMap((entry) => askedRows(entry, app.now))
      .map((row) => ({ ...row, payload: { ...row.payload, isStanding: false } })),
  )
  await enqueue(tx, says)
}
