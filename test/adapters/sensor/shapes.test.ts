import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLineReader } from '#adapters/sensor/lines.ts'
import { createShapes, NO_SHAPES, type Shapes } from '#adapters/sensor/shapes.ts'
import { officeLines } from '#test/bench/lines.ts'
import { brokenLines, chance, goodLines } from '#test/support/broken-lines.ts'
import { isProof, proofRuns } from '#test/support/proof.ts'
import { type Read, read } from '#test/support/read-lines.ts'
import { absentNote, hasRecordings, recorded, recordedLogs } from '#test/support/recorded.ts'

const OFFICE = officeLines(400, { seed: 3, startsAt: Date.UTC(2026, 10, 24) })
const officeLine = (type: string): string => OFFICE.find((line) => line.includes(`"event_type":"${type}"`)) ?? ''
const TYPES = ['flow', 'dns', 'tls', 'http', 'fileinfo']

/** How many of the lines had a shape that was known. */
function counted(shapes: Shapes) {
  const seen = { known: 0 }
  const at: Shapes['at'] = (begin) => {
    const shape = shapes.at(begin)
    if (shape) seen.known++
    return shape
  }
  return { shapes: { ...shapes, at }, seen }
}

/** Read line by line by shapes, and parsed line by line. */
function bothWays(lines: readonly string[], shapes = createShapes()): { byShape: Read; parsed: Read } {
  const log = lines.join('\n')
  return { byShape: read(log, { shapes }), parsed: read(log, { shapes: NO_SHAPES }) }
}

describe('a line of a known shape comes to what it would come to if it were parsed', () => {
  test.each(TYPES)('%s, of which all but the first lines are not parsed', (type) => {
    const lines = OFFICE.filter((line) => line.includes(`"event_type":"${type}"`))
    const { shapes, seen } = counted(createShapes())
    const { byShape, parsed } = bothWays(lines, shapes)
    expect(byShape).toStrictEqual(parsed)
    expect(seen.known).toBe(lines.length - 1)
  })

  const ODD = [
    ...[
      '1',
      '0',
      '-0',
      '-1',
      '01',
      '1.5',
      '1.',
      '1e5',
      '1e999',
      '9007199254740991',
      '9007199254740993',
      '99999999999999999999',
    ],
    ...[
      '""',
      '"\\u0041"',
      '"\\ud800"',
      '"\\q"',
      '"\\"',
      '"a',
      '"\t"',
      '"\0"',
      '"\x7f"',
      '"é"',
      '"\u2028"',
      '"22:22"',
      '"0"',
    ],
    ...[
      'true',
      'null',
      'nul',
      '',
      ' 5',
      '5 ',
      ' "a"',
      '[]',
      '{}',
      '[1]',
      '["a"]',
      '{"a":"b"}',
      '{"__proto__":{"a":1}}',
    ],
    ...[
      '5,"src_ip":"10.0.0.1"',
      '5,"event_type":"dns"',
      '5,"__proto__":{"src_ip":1}',
      '5,"flow":{}',
      '5}',
      '5}}}',
      '5 //',
    ],
    ...['"1970-01-01T00:00:00.000000+0000"', '"9999-12-31T23:59:99.999999+0000"', '"2026-11-24T00:00:00.000001+0900"'],
    ...[
      `"${'a'.repeat(127)}"`,
      `"${'a'.repeat(128)}"`,
      `"${'a'.repeat(70_000)}"`,
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    ],
  ]

  test.each(TYPES)('%s, with any odd thing in the place of any value', (type) => {
    const line = officeLine(type)
    const values = [...line.matchAll(/(?<=[:[,])(?:"(?:[^"\\]|\\.)*"(?!:)|-?\d+|true|false)/g)]
    for (const { index, 0: value } of values)
      for (const odd of ODD) {
        const lines = [line, line.slice(0, index) + odd + line.slice(index + value.length), line]
        // The second time, it is known if it ever will be.
        const { byShape, parsed } = bothWays([...lines, ...lines])
        if (!isDeepStrictEqual(byShape, parsed))
          expect({ odd, value, ...byShape }).toStrictEqual({ odd, value, ...parsed })
      }
    expect(values.length).toBeGreaterThan(15)
  })

  test.each([
    ['cut short', (line: string) => line.slice(0, -1)],
    ['with something behind it', (line: string) => `${line} x`],
    ['with a space behind it', (line: string) => `${line} `],
    ['from Windows', (line: string) => `${line}\r`],
    ['behind a byte order mark', (line: string) => `\ufeff${line}`],
    ['with nothing in it', () => '{}'],
    ['with spaces', (line: string) => JSON.stringify(JSON.parse(line), null, 1).replaceAll('\n', ' ')],
    ['backwards', (line: string) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()))],
    ['of two types', (line: string) => line.replace('{', '{"event_type":"alert",')],
    ['written twice', (line: string) => `${line.slice(0, -1)},${line.slice(1)}`],
  ])('%s', (_, changed) => {
    for (const type of TYPES) {
      const line = officeLine(type)
      const { byShape, parsed } = bothWays([line, changed(line), changed(line), line])
      expect(byShape).toStrictEqual(parsed)
    }
  })

  test('at the edges: the last second there is, a long list, a type that was told before the one that counts', () => {
    const [flow, dns] = [officeLine('flow'), officeLine('dns')]
    const last = ['10', '59', '99'].map((second) => dns.replace(/2026[^"]+/, `9999-12-31T23:59:${second}.999999+0000`))
    const answered = [1, 30, 31, 32, 33, 60].map((answers) => {
      const { dns: row, ...line } = JSON.parse(dns)
      return JSON.stringify({ ...line, dns: { ...row, answers: Array(answers).fill({ rdata: '203.0.113.7' }) } })
    })
    // Whether a line is of a type that nobody looks at is asked of its first bytes only.
    const typed = [400, 4].map((length) => flow.replace('"eth0"', `"${'e'.repeat(length)}","event_type":"alert"`))
    for (const lines of [last, answered, typed]) {
      const { byShape, parsed } = bothWays([...lines, ...lines])
      expect(byShape).toStrictEqual(parsed)
    }
  })

  test('whatever stamps there are', () => {
    const digits = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'))
    const stamp = fc
      .record({ day: digits, hour: digits, minute: digits, second: digits, micros: fc.nat(999_999), zone: digits })
      .map(({ day, hour, minute, second, micros, zone }) =>
        [`2026-11-${day}T${hour}:${minute}:${second}`, `${String(micros).padStart(6, '0')}+${zone}00`].join('.'),
      )
    const line = officeLine('http')
    fc.assert(
      fc.property(fc.array(stamp, { minLength: 2, maxLength: 9 }), (stamps) => {
        const lines = stamps.map((at) => line.replace(/(?<="timestamp":")[^"]+/, at))
        const { byShape, parsed } = bothWays([line, ...lines, ...stamps.map((at) => line.replace(/2026[^"]+/, at))])
        expect(byShape).toStrictEqual(parsed)
      }),
      { numRuns: proofRuns(200, 20_000) },
    )
  })

  test(`${isProof ? 'a million' : '10,000'} broken lines`, () => {
    const pick = chance(71)
    const good = goodLines()
    const { shapes, seen } = counted(createShapes())
    const [byShape, parsing] = [createLineReader({ shapes }), createLineReader({ shapes: NO_SHAPES })]
    for (let sent = 0; sent < proofRuns(10_000, 1_000_000); sent += 500) {
      const bytes = Buffer.from(`${[...good.slice(0, 500), ...brokenLines(500, pick, good)].join('\n')}\n`)
      const [known, parsed] = [byShape.push(bytes), parsing.push(bytes)]
      if (!isDeepStrictEqual(known, parsed)) expect(known).toStrictEqual(parsed)
    }
    expect(byShape.tally()).toStrictEqual(parsing.tally())
    expect(seen.known).toBeGreaterThan(1_000)
  }, 900_000)
})

test('shapes of strangers’ making neither fill the memory nor shut out the sensor’s own', () => {
  const { shapes, seen } = counted(createShapes({ stepsMax: 200, waysMax: 4 }))
  const line = officeLine('flow')
  const strange = Array.from({ length: 100 }, (_, place) => line.replace('"in_iface"', `"strange_${place}"`))
  const { byShape, parsed } = bothWays([...strange, line, line, line, line], shapes)
  expect(byShape).toStrictEqual(parsed)
  expect(seen.known).toBeGreaterThan(1)
})

describe.runIf(hasRecordings)(`recorded logs${absentNote}`, () => {
  test.each([...recordedLogs('suricata'), ...recordedLogs('zeek')].filter((path) => !path.includes('corrupt')))(
    '%s',
    (path) => {
      const bytes = readFileSync(recorded(path))
      const log = path.endsWith('.gz') ? gunzipSync(bytes) : bytes
      const [byShape, parsed] = [read(log, { shapes: createShapes() }), read(log, { shapes: NO_SHAPES })]
      if (!isDeepStrictEqual(byShape, parsed)) expect(byShape).toStrictEqual(parsed)
    },
  )
})
