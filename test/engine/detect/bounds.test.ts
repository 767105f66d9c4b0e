import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '#engine/detect/limits.ts'
import type { SensorEvent } from '#engine/event.ts'
import { detector } from '#test/support/detect.ts'
import { dns, flow, http, KIOSK, login, MORNING, SERVER, tls } from '#test/support/events.ts'
import { madeUp } from '#test/support/names.ts'
import { proofRuns } from '#test/support/proof.ts'

const MB = 1 << 20
const SENDERS = proofRuns(60_000, 1_000_000)
const sender = (number: number): string =>
  `${11 + (number >>> 24)}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`

/** The heap that an idle detector keeps after a flood. */
function keptAfter(flood: (number: number) => SensorEvent) {
  const running = detector()
  const before = heap()
  for (let begin = 0; begin < SENDERS; begin += 5_000)
    running.detect(Array.from({ length: 5_000 }, (_, place) => flood(begin + place)))
  return {
    megabytes: (heap() - before) / MB,
    counts: running.counts(),
    snapshot: JSON.stringify(running.snapshot()).length / MB,
  }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Once is not enough for what waits to be finished. */
function heap(): number {
  for (let round = 0; round < 3; round++) collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

describe('a flood of made-up senders fills the tables and no more', () => {
  test.each<[string, (number: number) => SensorEvent]>([
    [
      'knocking',
      (number) => flow({ at: MORNING + number, source: sender(number), flow: number, targetPort: number % 65_536 }),
    ],
    [
      'failing to log in',
      (number) =>
        login({
          at: MORNING + number,
          source: sender(number),
          target: SERVER,
          flow: number,
          account: `user-${number}`,
        }),
    ],
    [
      'refused by a web page',
      (number) => http({ at: MORNING + number, source: sender(number), target: SERVER, flow: number, status: 401 }),
    ],
    [
      'opening a web page',
      (number) =>
        http({ at: MORNING + number, source: sender(number), target: SERVER, flow: number, path: `/${number}` }),
    ],
    [
      'asking for names',
      (number) => dns({ at: MORNING + number, source: KIOSK, flow: number, name: `${number}.example` }),
    ],
    [
      'asking for made-up names',
      (number) => {
        const name = `${madeUp(number)}.com`
        return dns({ at: MORNING + number, source: sender(number), flow: number, name, resultCode: 'NXDOMAIN' })
      },
    ],
  ])('%s', (_name, flood) => {
    const { megabytes, counts, snapshot } = keptAfter(flood)
    expect(counts.events).toBe(SENDERS)
    expect(counts.subjects).toBeLessThanOrEqual(5 * LIMITS.subjectsMax)
    expect(megabytes).toBeLessThan(16)
    expect(snapshot).toBeLessThan(5)
  })

  test('what was let go is counted', () => {
    const { counts } = keptAfter((number) => flow({ at: MORNING + number, source: sender(number), flow: number }))
    expect(counts.evicted).toBeGreaterThanOrEqual(SENDERS - LIMITS.subjectsMax - 1)
  })
})

test('one sender that tries everything everywhere stays small', () => {
  const running = detector()
  for (let begin = 0; begin < SENDERS; begin += 5_000)
    running.detect(
      Array.from({ length: 5_000 }, (_, place) => {
        const number = begin + place
        return flow({
          at: MORNING + number * 100,
          source: KIOSK,
          target: `192.168.${(number >>> 8) & 255}.${number & 255}`,
          targetPort: number % 65_521,
          flow: number,
        })
      }),
    )
  expect(JSON.stringify(running.snapshot().rules).length).toBeLessThan(2 * MB)
})

test('one guesser with ever new accounts stays small', () => {
  const running = detector()
  for (let begin = 0; begin < SENDERS; begin += 5_000)
    running.detect(
      Array.from({ length: 5_000 }, (_, place) => {
        const number = begin + place
        return login({
          at: MORNING + number * 50,
          source: KIOSK,
          target: SERVER,
          account: `user-${number}`,
          flow: number,
        })
      }),
    )
  expect(JSON.stringify(running.snapshot().rules).length).toBeLessThan(MB)
})

describe('a region fits into one process', () => {
  const FLOODED = 50
  test(`${FLOODED} firms under a flood of made-up senders each`, () => {
    const before = heap()
    const senders = proofRuns(10_000, 1_000_000)
    const firms = Array.from({ length: FLOODED }, () => detector())
    for (let begin = 0; begin < senders; begin += 5_000) {
      const batch = Array.from({ length: 5_000 }, (_, place) => knockOf(begin + place))
      for (const firm of firms) firm.detect(batch)
    }
    expect(firms.map((firm) => firm.counts().events)).toEqual(firms.map(() => senders))
    expect((heap() - before) / MB).toBeLessThan(512)
    expect(Math.min(...firms.map((firm) => firm.counts().evicted))).toBeGreaterThan(0)
  })

  test('ten thousand quiet firms, by the share of each', () => {
    const before = heap()
    const firms = Array.from({ length: proofRuns(500, 10_000) }, () => detector())
    for (const firm of firms) for (let visit = 0; visit < 20; visit++) firm.detect(visitOf(visit))
    expect(Math.min(...firms.map((firm) => firm.counts().events))).toBe(80)
    expect((heap() - before) / firms.length).toBeLessThan((1_024 * MB) / 10_000)
  })
})

/** Every other one at one door of a server, as a flood of SYNs does. */
function knockOf(number: number): SensorEvent {
  const at = MORNING + number
  const [source, isFlood] = [sender(number), number % 2 === 0]
  return flow({
    at,
    source,
    flow: number,
    target: SERVER,
    targetPort: isFlood ? 80 : number % 65_536,
    isHalfOpen: isFlood,
  })
}

/** What a quiet office does: it asks for a name, and opens the page. */
function visitOf(number: number): SensorEvent[] {
  const [host, target, at] = [`shop${number}.example`, `203.0.113.${number}`, MORNING + number * 1_000_000]
  const seen = { at, source: KIOSK, target, flow: number }
  return [
    dns({ at, source: KIOSK, flow: number + 1_000, name: host, answers: [target] }),
    tls({ ...seen, serverName: host }),
    http({ ...seen, host }),
    flow({ ...seen, targetPort: 443, outcome: 'answered' }),
  ]
}
