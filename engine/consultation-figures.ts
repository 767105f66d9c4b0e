import { businessBetween, type Calendar } from './calendar/calendar.ts'
import type { Category, ConsultationChannel } from './consultation.ts'

export interface OpenedConsultation {
  /** `2026-11`. */
  month: string
  /** Null for a call whose firm nobody has found out. */
  firmId: string | null
  channel: ConsultationChannel
  category: Category | null
  openedAt: number
  answeredAt: number | null
}

/** A month of a region's desk: whether chat changes how much is asked, and how soon whoever asks is answered. */
export interface DeskMonth {
  month: string
  consultations: number
  /** By chat, and on security: in the pilot, by telephone and mail, there was none. */
  byChat: number
  onSecurity: number
  /** That asked, and that there were. */
  firms: number
  firmsOfRegion: number
  /** 相談件数/社/月. */
  perFirm: number | null
  /** Business minutes until the first answer by chat; null where there is none. */
  firstAnswerMinutes: number | null
}

/** The latest first; `joined` is the month in which each firm of the region came. */
export function deskMonths(
  opened: readonly OpenedConsultation[],
  joined: readonly string[],
  calendar: Calendar,
): DeskMonth[] {
  const months = [...new Set(opened.map(({ month }) => month))].toSorted().toReversed()
  return months.map((month) => {
    const those = opened.filter((one) => one.month === month)
    const waits = those.flatMap(({ channel, openedAt, answeredAt }) =>
      channel !== 'chat' || answeredAt === null ? [] : [businessBetween(calendar, openedAt, answeredAt)],
    )
    const firmsOfRegion = joined.filter((since) => since <= month).length
    return {
      month,
      consultations: those.length,
      byChat: those.filter(({ channel }) => channel === 'chat').length,
      onSecurity: those.filter(({ category }) => category === 'security').length,
      firms: new Set(those.flatMap(({ firmId }) => firmId ?? [])).size,
      firmsOfRegion,
      perFirm: firmsOfRegion === 0 ? null : Math.round((100 * those.length) / firmsOfRegion) / 100,
      firstAnswerMinutes: waits.length === 0 ? null : Math.round(medianOf(waits) / 60_000),
    }
  })
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const [lower = 0, upper = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return (lower + upper) / 2
}
