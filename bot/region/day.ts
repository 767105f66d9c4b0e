import { startOfDay } from '#engine/calendar/calendar.ts'
import type { Param } from '#engine/message.ts'

/** `2026-12-10` as people say it. */
export const dayParam = (day: string, { timezone }: { timezone: string }): Param => ({
  at: startOfDay({ timezone }, Temporal.PlainDate.from(day)),
  show: 'date',
})
