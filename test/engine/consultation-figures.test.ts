import { expect, test } from 'vitest'
import { deskHours } from '#engine/calendar/hours.ts'
import { deskMonths, type OpenedConsultation } from '#engine/consultation-figures.ts'

const calendar = deskHours({ timezone: 'Asia/Tokyo', holidays: new Set() })
const at = (moment: string): number => Date.parse(`${moment}+09:00`)

function opened(firmId: string | null, from: string, until: string | null, more = {}): OpenedConsultation {
  return {
    ...{ month: from.slice(0, 7), firmId, channel: 'chat', category: null, openedAt: at(from) },
    answeredAt: until === null ? null : at(until),
    ...more,
  }
}

test('a month of the desk: how much is asked for each firm, and how soon it is answered (R-083)', () => {
  const months = deskMonths(
    [
      opened('a', '2026-10-01T10:00', '2026-10-01T10:10', { category: 'security' }),
      // Over a night: half an hour of business.
      opened('a', '2026-11-19T17:15', '2026-11-20T09:15'),
      opened('b', '2026-11-20T10:00', '2026-11-20T11:00'),
      opened('b', '2026-11-20T12:00', '2026-11-20T12:02'),
      opened('c', '2026-11-20T12:00', null),
      opened(null, '2026-11-20T13:00', '2026-11-20T13:00', { channel: 'phone', category: 'installation' }),
    ],
    ['2026-09', '2026-10', '2026-11', '2026-11', '2026-12'],
    calendar,
  )
  expect(months).toEqual([
    {
      ...{ month: '2026-11', consultations: 5, byChat: 4, onSecurity: 0, firms: 3, firmsOfRegion: 4, perFirm: 1.25 },
      firstAnswerMinutes: 30,
    },
    {
      ...{ month: '2026-10', consultations: 1, byChat: 1, onSecurity: 1, firms: 1, firmsOfRegion: 2, perFirm: 0.5 },
      firstAnswerMinutes: 10,
    },
  ])
  expect(deskMonths([], [], calendar)).toEqual([])
  expect(deskMonths([opened('a', '2026-11-20T10:00', null)], [], calendar)[0]).toMatchObject({
    perFirm: null,
    firstAnswerMinutes: null,
  })
})
