import { expect, test } from 'vitest'
import type { SensorEvent } from '#engine/event.ts'
import { fold } from '#engine/fold.ts'
import { alertsOf } from '#test/support/detect.ts'
import { each, flow, HOUR, http, login, MINUTE, MORNING, SECOND, SERVER } from '#test/support/events.ts'
import { createRandom, type Random } from '#test/train/dga/random.ts'

const STRANGERS = 1_500

/** What the internet does to an address all day: most knock once or twice, some at every door, some guess. */
function visitOf(random: Random, source: string, begin: number): SensorEvent[] {
  const seen = { source, target: SERVER }
  const after = (at: number): number => begin + at - MORNING
  const luck = random.next()
  if (luck < 0.02)
    return each(random.between(12, 40), 5 * SECOND, (at, place) =>
      login({ ...seen, at: after(at), service: 'ssh', flow: place, account: random.one(['root', 'admin', 'pi']) }),
    )
  if (luck < 0.04)
    return each(random.between(20, 60), SECOND, (at) =>
      http({ ...seen, at: after(at), path: `/${random.letters(6)}.php`, status: 404 }),
    )
  const isScanner = luck < 0.2
  return each(isScanner ? random.between(12, 200) : random.between(1, 3), SECOND, (at) =>
    flow({
      ...seen,
      at: after(at),
      targetPort: isScanner ? random.between(1, 10_000) : random.one([22, 23, 445, 3389]),
    }),
  )
}

test('an address that fifteen hundred strangers knock on in a day is at most five cases', () => {
  const random = createRandom(20_261_124)
  const visits = Array.from({ length: STRANGERS }, (_, place) =>
    visitOf(random, `198.18.${place >> 8}.${place & 255}`, MORNING + random.between(0, 17 * HOUR - MINUTE)),
  )
  const alerts = alertsOf(visits.flat().toSorted((left, right) => left.at - right.at))
  expect(alerts.length).toBeGreaterThan(200)
  const cases = fold(alerts, [], (kind, device, start) => `${kind} ${device} ${start}`)
  expect(cases.length).toBeLessThanOrEqual(5)
})
