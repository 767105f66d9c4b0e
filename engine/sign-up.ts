import type { Meeting } from './meeting.ts'

/** A company that means to come to a meeting. */
export interface SignUp {
  id: string
  regionId: string
  firmId: string | null
  meetingId: string
  company: string
  people: number
  recruitingId: string | null
  /** Epoch ms. */
  signedAt: number
  cancelledAt: number | null
}

/** What a chat is asked while somebody signs up: how many come, and of which company. */
export interface SigningUp {
  regionId: string
  /** Null: there is no meeting, and the company asks to take part. */
  meetingId: string | null
  recruitingId: string | null
  /** They stand at the door. */
  isAtDoor: boolean
  people: number | null
}

export const PEOPLE_MAX = 50

/** 「9月16日の説明会に2人で行きます」: how many, or undefined where no such number is said. */
export function peopleIn(typed: string): number | undefined {
  const said = typed.normalize('NFKC').trim()
  if (/^(一人|ひとり)|(一人|ひとり)(で|です|$)/.test(said)) return 1
  if (/(二人|ふたり)/.test(said)) return 2
  const [, counted] = /(\d{1,3}) *(?:人|名|people|persons?)/iu.exec(said) ?? /^(\d{1,3})$/.exec(said) ?? []
  const people = counted === undefined ? 0 : Number(counted)
  return people >= 1 && people <= PEOPLE_MAX ? people : undefined
}

const COMPANY_LENGTH_MAX = 60

/** The name in 「佐々木水産です」, or undefined when what was typed is none. */
export function companyIn(typed: string): string | undefined {
  const name = typed
    .normalize('NFKC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replace(/^(会社(の名前)?は|社名は) */u, '')
    .replace(/ *(です|と申します|といいます|と言います)?[。.!]*$/u, '')
  const isName =
    name !== '' && [...name].length <= COMPANY_LENGTH_MAX && /\p{L}/u.test(name) && !/[?。<>@{}/]/.test(name)
  return isName ? name : undefined
}

/** 募集中, 締切, 開催済, 中止. */
export type MeetingState = 'open' | 'closed' | 'held' | 'cancelled'

export function meetingState(
  { endsAt, startsAt, closedAt, cancelledAt }: Pick<Meeting, 'startsAt' | 'endsAt' | 'closedAt' | 'cancelledAt'>,
  now: number,
): MeetingState {
  if (cancelledAt !== null) return 'cancelled'
  if (now >= endsAt) return 'held'
  return closedAt !== null || now >= startsAt ? 'closed' : 'open'
}

export type SignUpRefusal = Exclude<MeetingState, 'open'> | 'full'

/** Whether so many more may come; who stands at the door is let in. */
export function signUpRefusal(
  meeting: Pick<Meeting, 'startsAt' | 'endsAt' | 'closedAt' | 'cancelledAt' | 'seats'>,
  { taken, people, isAtDoor, now }: { taken: number; people: number; isAtDoor: boolean; now: number },
): SignUpRefusal | undefined {
  const state = meetingState(meeting, now)
  if (isAtDoor) return state === 'cancelled' ? state : undefined
  if (state !== 'open') return state
  return meeting.seats !== null && taken + people > meeting.seats ? 'full' : undefined
}

/** The day before at ten, where the region is; epoch ms. */
export const reminderAt = (startsAt: number, timezone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(startsAt)
    .toZonedDateTimeISO(timezone)
    .subtract({ days: 1 })
    .withPlainTime('10:00').epochMilliseconds

/** What is asked afterwards, three taps in all. */
export const FEEDBACK_QUESTIONS = ['clear', 'useful', 'wish'] as const
export const FEEDBACK_ANSWERS = ['yes', 'so-so', 'no'] as const
export type FeedbackQuestion = (typeof FEEDBACK_QUESTIONS)[number]
export type Feedback = Partial<Record<FeedbackQuestion, (typeof FEEDBACK_ANSWERS)[number]>>
