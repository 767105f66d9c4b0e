import type { Region } from '#db/regions.ts'
import type { PersonRef } from '#engine/case.ts'
import { type Option, type Part, paragraph, type Text } from '#engine/message.ts'
import { daysFrom, dutyDay, type Rota, turnOn } from '#engine/rota.ts'
import type { FlowContext } from '../flow.ts'
import { ROTA_ACTS, rotaTap } from './taps.ts'

const DAYS_SHOWN = 7

/** Who is on now and next, the week, and the buttons by which analysts change it. */
export function rotaParts(app: FlowContext, region: Region, rota: Rota, analysts: readonly PersonRef[]): Part[] {
  const today = dutyDay(rota.handOver, app.now, region.timezone)
  const days = daysFrom(today, DAYS_SHOWN)
  const [first, second] = turnOn(rota, analysts, today).order
  const params = { who: first?.name ?? '', next: second?.name ?? '', at: { typed: rota.handOver } }
  const options = ROTA_ACTS.map(
    (act): Option => ({
      label: { key: `call.rota.button.${act}` },
      token: rotaTap(app, region.id, `open-${act}`).token,
    }),
  )
  return [
    { kind: 'heading', text: { key: 'call.rota.heading', params } },
    paragraph({ key: second ? 'call.rota.now' : 'call.rota.now-alone', params }),
    ...days.map((day) => paragraph(dayLine(region, rota, analysts, day))),
    { kind: 'choice', lasts: 'durable', options },
  ]
}

function dayLine(region: Region, rota: Rota, analysts: readonly PersonRef[], day: string): Text {
  const { order, isHole } = turnOn(rota, analysts, day)
  const params = { day: dayText(day, region), who: order[0]?.name ?? '', next: order[1]?.name ?? '' }
  return { key: isHole ? 'call.rota.hole' : order[1] ? 'call.rota.day' : 'call.rota.alone', params }
}

/** Noon of that day, by which it can be shown. */
export const dayText = (day: string, { timezone: timeZone }: Pick<Region, 'timezone'>) => ({
  at: Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds,
  show: 'date' as const,
})
