import { numberIn } from './number.ts'

const DAYS: readonly [RegExp, number][] = [
  [/明後日|あさって/u, 2],
  [/明日|あした|あす|tomorrow/u, 1],
  [/今日|きょう|本日|today/u, 0],
]
const WEEKDAYS = '月火水木金土日'
const NOON = 12

/**
 * A day, and an hour where one is named: 「9/16 14:30」「９月１６日の午後２時半」「明日の10時」「来週の火曜」「2026-12-01」. A day without a
 * year is the next one to come. Epoch ms; undefined when no day is named, or none that exists.
 */
export function momentIn(typed: string, now: number, timezone: string): { at: number; hasTime: boolean } | undefined {
  const text = typed.normalize('NFKC').toLowerCase()
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate()
  const day = dayIn(text, today)
  const time = timeIn(text)
  if (!day || time === 'impossible') return undefined
  const moment = day.toZonedDateTime({ timeZone: timezone, plainTime: time ?? Temporal.PlainTime.from('00:00') })
  return { at: moment.epochMilliseconds, hasTime: time !== undefined }
}

function dayIn(text: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const written = /(?:(\d{4})[年/-])?(\d{1,2})[月/-](\d{1,2})/u.exec(text)
  if (written) return written[1] === undefined ? coming(written, today) : date(written, Number(written[1]))
  const near = DAYS.find(([pattern]) => pattern.test(text))
  if (near) return today.add({ days: near[1] })
  const weekday = /([月火水木金土日])曜/u.exec(text)?.[1]
  if (weekday === undefined) return undefined
  const ahead = (WEEKDAYS.indexOf(weekday) + 1 - today.dayOfWeek + 7) % 7
  if (!text.includes('来週')) return today.add({ days: ahead })
  return today.add({ days: 8 - today.dayOfWeek + WEEKDAYS.indexOf(weekday) })
}

function coming(written: RegExpExecArray, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const thisYear = date(written, today.year)
  return thisYear && Temporal.PlainDate.compare(thisYear, today) < 0 ? date(written, today.year + 1) : thisYear
}

function date(written: RegExpExecArray, year: number): Temporal.PlainDate | undefined {
  const [month, day] = [Number(written[2]), Number(written[3])]
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  const found = Temporal.PlainDate.from({ year, month, day })
  return found.day === day ? found : undefined
}

function timeIn(text: string): Temporal.PlainTime | 'impossible' | undefined {
  const found =
    /(午前|午後|am|pm|朝|夕方|夜)?の?\s*([\d一二三四五六七八九十]{1,3})(?:時(?:(\d{1,2})分|(半))?|:(\d{2}))/u.exec(text)
  if (!found) return undefined
  const [, half, hourText = '', minutes, isHalfPast, colon] = found
  const isAfternoon = half === '午後' || half === 'pm' || half === '夕方' || half === '夜'
  const typed = numberIn(hourText) ?? -1
  const hour = isAfternoon && typed < NOON ? typed + NOON : typed
  const minute = isHalfPast ? 30 : Number(minutes ?? colon ?? 0)
  return hour < 0 || hour > 23 || minute > 59 ? 'impossible' : Temporal.PlainTime.from({ hour, minute })
}
