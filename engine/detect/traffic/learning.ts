import { DAY_MS, dayOf, dayStart } from '../window.ts'

/** The firm's first days, of which nothing is counted: what is ordinary there is not known yet. */
export interface Learning {
  see(at: number): void
  /** Infinity while it goes on. Depends on what was seen and not on the order in which it came. */
  endsAt(): number
  stored(): StoredLearning
}

export interface StoredLearning {
  firstAt: number
  /** The earliest days with traffic, in order. */
  days: number[]
}

/**
 * So many days with traffic and as many times 24 hours. The days, because one event of a clock that is years behind would
 * end it at once; the hours, because a sensor is seldom set up when a day begins.
 */
export function createLearning(daysMin: number, stored?: StoredLearning): Learning {
  let { firstAt, days } = stored ?? { firstAt: Number.MAX_SAFE_INTEGER, days: [] as number[] }
  let lastDay = Number.NaN

  return {
    see(at) {
      if (at < firstAt) firstAt = at
      const day = dayOf(at)
      if (day === lastDay) return
      lastDay = day
      if (!days.includes(day)) days = [...days, day].sort((one, other) => one - other).slice(0, daysMin)
    },
    endsAt() {
      const last = days[daysMin - 1]
      if (last === undefined) return Number.POSITIVE_INFINITY
      return Math.max(dayStart(last + 1), firstAt + daysMin * DAY_MS)
    },
    stored: () => ({ firstAt, days }),
  }
}
