import { expect, test } from 'vitest'
import { REPORT_AGENDA } from '#bot/pilot/facts.ts'
import { minutesOver } from '#engine/meeting.ts'

const at = (time: string): number => Date.parse(`2021-01-12T${time}:00+09:00`)
const talk = (minutes: number, onlyAt: string | null = null) => ({
  ...{ says: '話', minutes, speaker: null, organisation: null, onlyAt },
})

//
test.each([
  ['the pilot’s 70 minutes from 14:00 to 15:10', REPORT_AGENDA, '15:10', 0],
  ['the same, were it over a minute earlier', REPORT_AGENDA, '15:09', 1],
  ['nothing that is planned', [], '14:01', 0],
  ['what is told here alone counts', [talk(60), talk(20, '1日目')], '15:10', 10],
  ['what is told elsewhere alone does not', [talk(60), talk(20, '2日目')], '15:10', 0],
])('%s', (_, agenda, until, over) => {
  expect(minutesOver({ name: '1日目', agenda, startsAt: at('14:00'), endsAt: at(until) })).toBe(over)
})
