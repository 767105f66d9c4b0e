import type { Box } from '../stories/boxes.ts'
import type { Story } from '../stories/world.ts'
import type { Agenda } from './agenda.ts'
import type { Hands } from './hands.ts'
import type { Firm } from './networks.ts'
import type { Phone } from './phone.ts'

/** One firm on its way to being watched over. */
export interface Life {
  story: Story
  agenda: Agenda
  firm: Firm
  firmId: string
  phone: Phone
  hands: Hands
  box: Box | undefined
  /** When the parcel lay there, and when the phone said that the box watches. */
  arrivedAt: number
  watchedAt: number | null
  isOver: boolean
  /** What needed somebody of the staff: why, in the order in which it was. */
  desk: string[]
  visits: string[]
  repairs: string[]
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const JST = 9 * HOUR

export const now = ({ story }: Life): number => story.clock.now()

/** So many minutes of the day on: nobody looks at it at night or on a Sunday. */
export const sleeps = ({ agenda, story }: Life, minutes: number): Promise<void> =>
  agenda.until(byDay(story.clock.now() + minutes * MINUTE))

export const nextMorning = (life: Life): Promise<void> => {
  const day = Math.floor((now(life) + JST) / (24 * HOUR)) + 1
  return life.agenda.until(byDay(day * 24 * HOUR - JST + 9.5 * HOUR))
}

function byDay(at: number): number {
  const local = new Date(at + JST)
  const hour = local.getUTCHours()
  if (hour >= 19 || hour < 9 || local.getUTCDay() === 0)
    return byDay(Math.floor((at + JST - 9 * HOUR) / (24 * HOUR) + 1) * 24 * HOUR - JST + 9 * HOUR)
  return at
}
