import { type Calendar, nextOpen } from './calendar/calendar.ts'
import type { PersonRef } from './case.ts'

/**
 * Personal data may have leaked: four questions tell whether the firm has to report it to the commission
 * (個人情報保護委員会), until when, and with what words. Nothing is ever submitted for the firm, and whether it must
 * report is its own decision.
 */
export interface Leak {
  /** The day somebody of the firm knew of it, `2026-11-20`: day 1 of every date. */
  known: string
  answers: Readonly<Partial<Record<LeakQuestion, LeakAnswer>>>
  /** When the firm said it had handed them in, epoch ms. */
  submitted: Readonly<Partial<Record<LeakReport, number>>>
  begunBy: PersonRef
  begunAt: number
}

/** The four reasons for a report: bad intent behind it, delicate data, data that costs money, more than 1,000 people. */
export const LEAK_QUESTIONS = ['malice', 'delicate', 'money', 'many'] as const
export type LeakQuestion = (typeof LEAK_QUESTIONS)[number]
export const LEAK_ANSWERS = ['yes', 'no', 'unknown'] as const
export type LeakAnswer = (typeof LEAK_ANSWERS)[number]

/** 速報 and 確報. */
export const LEAK_REPORTS = ['prompt', 'final'] as const
export type LeakReport = (typeof LEAK_REPORTS)[number]

export const nextQuestion = ({ answers }: Leak): LeakQuestion | undefined =>
  LEAK_QUESTIONS.find((question) => answers[question] === undefined)

/** A possible leak counts as one, so only four times „no“ makes a report unlikely. */
export const hasToReport = (leak: Leak): boolean =>
  LEAK_QUESTIONS.some((question) => leak.answers[question] === 'yes' || leak.answers[question] === 'unknown')

/** 「おおむね3〜5日以内」. */
const PROMPT_DAYS = 5
const FINAL_DAYS = { usual: 30, malice: 60 }

/**
 * The last day of each report. Of the full one the commission's guidelines (通則編 3-5-3-4) say that its 30 or 60 days count
 * weekends and holidays, and that it moves to the next open day where the last of them is none. Of the first one
 * (3-5-3-3, rule 8 (1)) they say no more than “without delay, about three to five days”: there is no last day that could
 * move, and a guide that moved over the turn of the year would be ten days instead of five. The form can be sent on any day, so
 * the fifth day stands, whatever day it is. Where nobody knows whether intent was behind it, the shorter time is the safe one.
 */
export function dueDays({ known, answers }: Leak, calendar: Calendar): Record<LeakReport, string> {
  const day = (count: number) => Temporal.PlainDate.from(known).add({ days: count - 1 })
  const final = day(answers.malice === 'yes' ? FINAL_DAYS.malice : FINAL_DAYS.usual)
  const open = nextOpen(officesOf(calendar), startOf(final, calendar))
  return { prompt: day(PROMPT_DAYS).toString(), final: dayAt(open, calendar) }
}

/** Authorities are closed on weekends, holidays and from 29 December to 3 January; not when our desk is. */
const officesOf = ({ timezone, holidays }: Calendar): Calendar => ({
  ...{ timezone, holidays, overrides: {}, closures: [{ from: '12-29', to: '01-03' }] },
  weekly: Array.from({ length: 7 }, (_, day) => (day < 5 ? [[0, 1440]] : [])),
})

const startOf = (day: Temporal.PlainDate, { timezone }: Pick<Calendar, 'timezone'>): number =>
  day.toZonedDateTime({ timeZone: timezone }).epochMilliseconds

/** The day it is at that moment, there. */
export const dayAt = (at: number, { timezone }: Pick<Calendar, 'timezone'>): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate().toString()

/** Noon of a day: a moment by which it can be shown. */
export const momentOf = (day: string, { timezone }: Pick<Calendar, 'timezone'>): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: timezone, plainTime: '12:00' }).epochMilliseconds

/** How many days before its last day a report is asked after. */
const LEAD_DAYS: Readonly<Record<LeakReport, number>> = { prompt: 1, final: 7 }
const EARLIER_DAYS = 12

/**
 * When a report is asked after: at an opening of the desk, the lead time ahead or, over holidays, earlier; where that is
 * past, the next opening up to the last day. Undefined where none is left.
 */
export function remindAt(due: string, report: LeakReport, calendar: Calendar, now: number): number | undefined {
  const last = Temporal.PlainDate.from(due)
  const lead = LEAD_DAYS[report]
  const days = [
    ...Array.from({ length: EARLIER_DAYS }, (_, more) => lead + more),
    ...Array.from({ length: lead }, (_, less) => lead - 1 - less),
  ].map((before) => last.subtract({ days: before }))
  for (const day of days) {
    const opening = nextOpen(calendar, startOf(day, calendar))
    if (opening > now && dayAt(opening, calendar) === day.toString()) return opening
  }
  return undefined
}

export type LeakState = 'begun' | 'not-likely' | 'within' | 'near' | 'submitted'
/** 開始, （報告はなさそう）, 期限内, 期限間近 (also once it has passed), 提出済（自己申告）. */
export function stateOf(leak: Leak, calendar: Calendar, now: number): LeakState {
  if (nextQuestion(leak)) return 'begun'
  if (!hasToReport(leak)) return 'not-likely'
  const open = nextReport(leak)
  if (!open) return 'submitted'
  const nearFrom = Temporal.PlainDate.from(dueDays(leak, calendar)[open]).subtract({ days: LEAD_DAYS[open] })
  return dayAt(now, calendar) >= nearFrom.toString() ? 'near' : 'within'
}

/** The report that comes next; undefined once the firm has said that both are in. A full one needs no first one behind it. */
export const nextReport = ({ submitted }: Leak): LeakReport | undefined =>
  submitted.final !== undefined ? undefined : submitted.prompt === undefined ? 'prompt' : 'final'
