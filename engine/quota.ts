import type { Priority } from './message.ts'

/** LINE's plans: messages a month. */
export const PLANS = { communication: 200, light: 5_000, standard: 30_000 } as const
export type LinePlan = keyof typeof PLANS
export const LINE_PLANS = Object.keys(PLANS) as LinePlan[]

export interface QuotaSettings {
  limit: number
  /** Of the limit, for incidents alone. */
  reserveShare: number
}

/**
 * Up to which share of what is open to everybody each may go; incidents alone go beyond it, up to the limit. So what is
 * dropped first when a month runs short are campaigns, and then reports, which the firm may ask to see instead.
 */
export const OPEN_SHARES: Readonly<Record<Exclude<Priority, 'incident'>, number>> = {
  notice: 1,
  conversation: 1,
  report: 0.9,
  campaign: 0.75,
}

/** So many of the month's may have been used before one of this priority is not sent any more. */
export const capFor = ({ limit, reserveShare }: QuotaSettings, priority: Priority): number =>
  priority === 'incident' ? limit : Math.floor(limit * (1 - reserveShare) * OPEN_SHARES[priority])

/** What becomes of one that is not sent. */
export const HELD_BACK = { campaign: 'dropped', report: 'ask-to-see' } as const

export interface Spent {
  /** Messages of this month so far. */
  used: number
  /** Of the last seven days. */
  lastWeek: number
  /** Of the month before, from this day of the month on; undefined where nothing is known of it. */
  restOfLastMonth: number | undefined
}

export interface Forecast extends Spent {
  atEnd: number
  /** What will not be sent by then, the first to go first; empty when there is enough. */
  short: ('campaign' | 'report' | 'conversation')[]
  /** The smallest plan that would be enough. */
  plan: LinePlan | undefined
}

/** How the month will end. What comes once a month comes on the same days: so the month before tells more than the week. */
export function forecast(spent: Spent, settings: QuotaSettings, daysLeft: number): Forecast {
  const ahead = spent.restOfLastMonth ?? (spent.lastWeek / 7) * daysLeft
  const atEnd = Math.round(spent.used + ahead)
  const short = (['campaign', 'report', 'conversation'] as const).filter((one) => atEnd > capFor(settings, one))
  const enough = (plan: LinePlan): boolean => atEnd <= capFor({ ...settings, limit: PLANS[plan] }, 'campaign')
  return { ...spent, atEnd, short, plan: LINE_PLANS.find(enough) }
}
