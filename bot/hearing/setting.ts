import type { StoredHearing } from '#db/hearings.ts'
import { isOver } from '#engine/hearing.ts'
import type { Text } from '#engine/message.ts'

/** The one day, set for the one hearing, that a button, a form or a reminder is about. Each hearing counts its days anew. */
export interface Setting {
  hearing: string
  booking: number
}

export const settingOf = ({ id, hearing }: StoredHearing): Setting => ({ hearing: id, booking: hearing.bookings })

export const isOfSetting = (stored: StoredHearing | undefined, params: Partial<Setting> = {}): boolean =>
  params.hearing === stored?.id && params.booking === stored?.hearing.bookings

/** What the desk is told that would close another day than it means; undefined when it means this one, or none is ahead. */
export function otherDayText(
  stored: StoredHearing | undefined,
  params: Partial<Setting> | undefined,
  firm: string,
): Text | undefined {
  if (!stored || isOver(stored.hearing) || isOfSetting(stored, params)) return undefined
  const { state, startsAt, movedAt } = stored.hearing
  return {
    key: 'desk.hearing.old-day',
    params: {
      firm,
      at: { at: startsAt },
      state: { key: `desk.hearing.state.${state}`, params: { at: { at: movedAt } } },
    },
  }
}
