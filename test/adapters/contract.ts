import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Adapter, type Incoming, MalformedBody, type Outgoing, type RawRequest } from '#adapters/adapter.ts'
import type { SendResult } from '#adapters/send-result.ts'
import { largest, messages } from './messages.ts'

/** What every chat platform's adapter must be, whatever the platform. */
export interface Proof {
  adapter: Adapter
  /** Everything that must never stand in a result or an error. */
  secrets: readonly string[]
  /** Requests of the platform's own documents, signed as they say, at the time they say. */
  documented: { request: RawRequest; nowMs: number }
  /** Real bodies and what they mean. */
  bodies: readonly { name: string; request: RawRequest; means: readonly object[] }[]
  /** What the platform would refuse in a payload; empty when it is sound. */
  refusals(payload: unknown): unknown
}

export function provesAdapter(name: string, make: () => Proof): void {
  describe(`${name}, listening`, () => {
    test('knows the signature of the platform’s own documents', () => {
      const { adapter, documented } = make()
      expect(adapter.verify(documented.request, documented.nowMs)).toEqual({ kind: 'genuine' })
    })

    test('refuses it with any byte of the body changed, and any signature that is not one', () => {
      const { adapter, documented } = make()
      const { request, nowMs } = documented
      const changed = fc.nat(request.body.length - 1).map((place) => {
        const body = Buffer.from(request.body)
        body.writeUInt8((body.readUInt8(place) + 1) % 256, place)
        return body
      })
      fc.assert(
        fc.property(changed, (body) => {
          expect(adapter.verify({ ...request, body }, nowMs)).toEqual({ kind: 'refused', reason: 'bad-signature' })
        }),
      )
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (signature) => {
          const headers = Object.fromEntries(
            Object.entries(request.headers).map(([key, value]) => [key, /signature/i.test(key) ? signature : value]),
          )
          expect(adapter.verify({ ...request, headers }, nowMs).kind).toBe('refused')
        }),
      )
      expect(adapter.verify({ ...request, headers: {} }, nowMs)).toEqual({ kind: 'refused', reason: 'unsigned' })
    })

    test('reads what the platform really sends', () => {
      const { adapter, bodies } = make()
      for (const { name: body, request, means } of bodies) expect(adapter.decode(request), body).toMatchObject(means)
    })

    test('reads anything, or says that it is malformed, and never fails otherwise', () => {
      const { adapter, bodies } = make()
      const anything = fc.oneof(fc.json().map(Buffer.from), fc.uint8Array().map(Buffer.from), ...damagedBodies(bodies))
      fc.assert(
        fc.property(anything, (body) => {
          const decoded = decodedOr(adapter, { headers: { 'content-type': 'application/json' }, body })
          if (decoded instanceof MalformedBody) return
          for (const { userId, account, eventId, chat } of decoded)
            expect([typeof userId, typeof account, typeof eventId, typeof chat.id]).toEqual(Array(4).fill('string'))
        }),
        { numRuns: 300 },
      )
    })

    test('reads what cannot even be turned into text, wherever it stands, or says that it is malformed', () => {
      const { adapter, bodies } = make()
      const read = bodies
        .flatMap(({ request }) => jsonIn(request))
        .flatMap((body) => placesIn(body).map((place) => ({ copy: structuredClone(body), place })))
        .map(({ copy, place }) => {
          put(copy, place, { toString: '', valueOf: '' })
          const body = Buffer.from(JSON.stringify(copy))
          return decodedOr(adapter, { headers: { 'content-type': 'application/json' }, body })
        })
      expect(read.length).toBeGreaterThan(10)
    })
  })

  describe(`${name}, rendering`, () => {
    test('fits the platform’s limits whatever is said', () => {
      const { adapter, refusals } = make()
      fc.assert(
        fc.property(messages, (message) => {
          expect(refusals(adapter.render(message).payload)).toEqual([])
        }),
        { numRuns: 250 },
      )
    })

    test.each(largest)('fits the largest %s between the largest heading and buttons, and keeps both', (_, message) => {
      const { adapter, refusals } = make()
      const { payload, degraded } = adapter.render(message)
      expect(refusals(payload)).toEqual([])
      expect(degraded.length).toBeGreaterThan(0)
      expect(JSON.stringify(payload)).toMatch(/漢…[\s\S]*漢…[\s\S]*t{40}/)
    })

    test('is pure: the same message gives the same bytes, and is left as it was', () => {
      const { adapter } = make()
      fc.assert(
        fc.property(messages, (message) => {
          const before = JSON.stringify(message)
          const [first, second] = [adapter.render(message), adapter.render(message)]
          expect(JSON.stringify(first)).toBe(JSON.stringify(second))
          expect(JSON.stringify(message)).toBe(before)
        }),
        { numRuns: 50 },
      )
    })

    test('gives bytes that any database keeps', () => {
      const { adapter } = make()
      fc.assert(
        fc.property(messages, (message) => {
          const bytes = JSON.stringify(adapter.render(message).payload)
          expect(bytes).not.toMatch(/\\u0000|\\ud[89a-f]/i)
        }),
        { numRuns: 100 },
      )
    })
  })
}

function damagedBodies(bodies: Proof['bodies']): fc.Arbitrary<Buffer>[] {
  const json = bodies.flatMap(({ request }) => jsonIn(request))
  return json.map((body) =>
    fc.tuple(fc.array(fc.constantFrom(...placesIn(body)), { maxLength: 3 }), fc.jsonValue()).map(([places, value]) => {
      const copy = structuredClone(body)
      for (const place of places) put(copy, place, structuredClone(value))
      return Buffer.from(JSON.stringify(copy))
    }),
  )
}

function jsonIn({ body }: RawRequest): object[] {
  const text = body.toString('utf8')
  return text.startsWith('{') ? [JSON.parse(text) as object] : []
}

function placesIn(value: unknown, way: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [[...way, key], ...placesIn(inner, [...way, key])])
}

function put(target: object, [key, ...rest]: string[], value: unknown): void {
  const holder = target as Record<string, unknown>
  const inner = key === undefined ? undefined : holder[key]
  if (rest.length > 0 && typeof inner === 'object' && inner !== null) put(inner, rest, value)
  else if (key !== undefined) holder[key] = value
}

function decodedOr(adapter: Adapter, request: RawRequest): Incoming[] | MalformedBody {
  try {
    return adapter.decode(request)
  } catch (error) {
    if (error instanceof MalformedBody) return error
    throw error
  }
}

/** One sending under one fault: how it ended, and how often the platform was called. */
export interface Sending {
  result: SendResult
  calls: number
}

/** Nothing that was secret, and nobody's words, stand in what is kept and logged of a result. */
export function expectNoSecret(result: SendResult, secrets: readonly string[]): void {
  for (const secret of secrets) expect(JSON.stringify(result)).not.toContain(secret)
}

export const outgoing = (more: Partial<Outgoing>): Outgoing => ({
  outboxId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  route: 'post',
  to: '',
  retryKey: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  payload: undefined,
  isRetryOfAmbiguous: false,
  ...more,
})
