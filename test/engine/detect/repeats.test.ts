import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRepeats, fingerprint } from '#engine/detect/repeats.ts'
import type { SensorEvent } from '#engine/event.ts'
import { dns, flow, http, login, MORNING, tls } from '#test/support/events.ts'

const seen = { flow: 'CwKxVt3Yw1', at: MORNING, startedAt: MORNING }

describe('what makes two events the same', () => {
  test.each<[string, SensorEvent, SensorEvent]>([
    ['a flow', flow(seen), flow(seen)],
    ['a log-in', login({ ...seen, account: 'kenta' }), login({ ...seen, account: 'kenta' })],
    ['a look-up', dns(seen), dns(seen)],
    ['a request', http(seen), http(seen)],
    ['a greeting', tls(seen), tls(seen)],
    ['a numbered flow', flow({ ...seen, flow: 1_927_933_902_667_703 }), flow({ ...seen, flow: 1_927_933_902_667_703 })],
  ])('%s told twice', (_name, one, other) => {
    const repeats = createRepeats(10)
    expect([repeats.isRepeat(one), repeats.isRepeat(other)]).toEqual([false, true])
  })

  test.each<[string, SensorEvent, SensorEvent]>([
    ['another connection', flow(seen), flow({ ...seen, flow: 'CwKxVt3Yw2' })],
    ['another numbered connection', flow({ ...seen, flow: 2 ** 50 + 1 }), flow({ ...seen, flow: 2 ** 50 + 2 })],
    ['a microsecond later', flow(seen), flow({ ...seen, at: MORNING + 0.001 })],
    ['another type', flow(seen), login(seen)],
    ['success after failure', login(seen), login({ ...seen, outcome: 'succeeded' })],
    ['another account', login({ ...seen, account: 'kenta' }), login({ ...seen, account: 'yuki' })],
    ['the answer to a look-up', dns(seen), dns({ ...seen, resultCode: 'NOERROR' })],
    ['another name', dns(seen), dns({ ...seen, name: 'www.example.com' })],
    ['another page', http(seen), http({ ...seen, path: '/other' })],
    ['another method', http(seen), http({ ...seen, method: 'POST' })],
    ['another answer', http({ ...seen, status: 401 }), http({ ...seen, status: 200 })],
    ['the next request of one volley', http({ ...seen, exchange: 4 }), http({ ...seen, exchange: 5 })],
    [
      'the next failure told when the connection ended',
      login({ ...seen, exchange: 1 }),
      login({ ...seen, exchange: 2 }),
    ],
    ['another server name', tls(seen), tls({ ...seen, serverName: 'www.example.com' })],
    [
      'another sender where no connection is known',
      flow({ ...seen, flow: '' }),
      flow({ ...seen, flow: '', source: '203.0.113.6' }),
    ],
  ])('%s is another event', (_name, one, other) => {
    const repeats = createRepeats(10)
    expect([repeats.isRepeat(one), repeats.isRepeat(other)]).toEqual([false, false])
  })
})

describe('the set of known events', () => {
  const numbered = (number: number): SensorEvent => flow({ ...seen, flow: number })

  test('knows at least as many as it promises, and forgets in the end', () => {
    const repeats = createRepeats(100)
    for (let number = 1; number <= 100; number++) expect(repeats.isRepeat(numbered(number))).toBe(false)
    for (let number = 1; number <= 100; number++) expect(repeats.isRepeat(numbered(number))).toBe(true)
    for (let number = 101; number <= 301; number++) repeats.isRepeat(numbered(number))
    expect(repeats.isRepeat(numbered(1))).toBe(false)
  })

  test('goes on from its stored text as if nothing had happened', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 200 }), fc.nat(200), (numbers, cut) => {
        const straight = createRepeats(20)
        let resumed = createRepeats(20)
        numbers.forEach((number, place) => {
          if (place === cut) resumed = createRepeats(20, JSON.parse(JSON.stringify(resumed.stored())))
          expect(resumed.isRepeat(numbered(number))).toBe(straight.isRepeat(numbered(number)))
        })
      }),
    )
  })

  test('a hundred thousand connections have as many fingerprints', () => {
    const prints = new Set<number>()
    for (let number = 0; number < 50_000; number++) {
      prints.add(fingerprint(flow({ ...seen, flow: 1_900_000_000_000_000 + number * 37 })))
      prints.add(fingerprint(flow({ ...seen, flow: `C${number.toString(36)}` })))
    }
    expect(prints.size).toBe(100_000)
    expect([...prints].every((print) => Number.isSafeInteger(print) && print > 0)).toBe(true)
  })
})
