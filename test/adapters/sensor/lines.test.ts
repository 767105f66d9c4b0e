import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLineReader, LINE_BYTES_MAX } from '#adapters/sensor/lines.ts'
import { FUTURE_MS } from '#engine/detect/limits.ts'
import { MORNING, SERVER, STRANGER } from '#test/support/events.ts'
import { proofRuns } from '#test/support/proof.ts'
import { read } from '#test/support/read-lines.ts'
import { eve, eveFlow, eveTime, zeek, zeekFlow } from '#test/support/sensor-lines.ts'

const seen = { at: MORNING, source: STRANGER, sourcePort: 40_000, target: SERVER, targetPort: 22, id: 1 }
const good = (id: number): string => eveFlow({ ...seen, id }, 'silent')
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

/** One line between two good ones: whatever it is, its neighbours are read. */
const between = (line: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${good(1)}\n`), Buffer.from(line as string), Buffer.from(`\n${good(2)}\n`)])

describe('a line that cannot be read is counted with its reason, and never costs its neighbours', () => {
  test.each<[string, string | Buffer, string]>([
    ['no JSON', 'hello', 'not-json'],
    ['JSON cut short', good(9).slice(0, 150), 'not-json'],
    ['JSON with something behind it', `${good(9)} x`, 'not-json'],
    ['a number', '42', 'not-an-object'],
    ['a text', '"text"', 'not-an-object'],
    ['null', 'null', 'not-an-object'],
    ['a list', '[{"event_type":"flow"}]', 'not-an-object'],
    ['a hundred thousand levels of nothing', deep(100_000), 'not-an-object'],
    ['an object of another program', '{"hello":"world"}', 'unknown-format'],
    ['an empty object', '{}', 'unknown-format'],
    ['no time', eve('dns', seen, { timestamp: undefined }), 'no-time'],
    ['a time that is none', eve('dns', seen, { timestamp: 'yesterday' }), 'no-time'],
    ['a time before 1970', eve('dns', seen, { timestamp: '1969-12-31T23:59:59.000000+0000' }), 'no-time'],
    ['a time in another unit', zeek('dns', seen, { ts: MORNING }), 'no-time'],
    ['a Zeek time that is none', zeek('conn', seen, { ts: 'now' }), 'no-time'],
    ['no address', eve('dns', seen, { src_ip: undefined }), 'no-address'],
    ['an address that is none', eve('dns', seen, { src_ip: 'kiosk-7' }), 'no-address'],
    ['an address as long as a novel', eve('dns', seen, { src_ip: ':'.repeat(10_000) }), 'no-address'],
    ['an address that is a number', eve('dns', seen, { src_ip: 3_405_803_781 }), 'no-address'],
    ['a Zeek row without addresses', zeek('conn', seen, { 'id.resp_h': undefined }), 'no-address'],
    ['NUL bytes', Buffer.from([0, 0, 0, 0]), 'not-json'],
    ['a NUL byte inside', good(9).replace('flow', 'fl\0w'), 'not-json'],
    [
      'Shift_JIS',
      Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x22, 0x7d]),
      'not-utf8',
    ],
    ['half a letter', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xe3, 0x81]), Buffer.from('"}')]), 'not-utf8'],
    ['nothing but byte order marks', '\uFEFF'.repeat(300_000).concat('x'), 'not-json'],
    ['too long a line', `{"event_type":"flow","x":"${'x'.repeat(LINE_BYTES_MAX)}"}`, 'too-long'],
  ])('%s', (_name, line, reason) => {
    for (const pieceBytes of [undefined, 100_000]) {
      const { events, tally } = read(between(line), { ...(pieceBytes && { pieceBytes }) })
      expect(events.map(({ flow }) => flow)).toEqual([1_900_000_000_000_001, 1_900_000_000_000_002])
      expect(tally).toMatchObject({
        accepted: 2,
        rejected: 1,
        refused: { [reason]: 1 },
        firstRejected: [{ line: 2, reason }],
      })
    }
  })

  test('only the first few are named, all are counted', () => {
    const { tally } = read(`${'x\n'.repeat(1_000)}${good(1)}\n`)
    expect(tally).toMatchObject({ accepted: 1, rejected: 1_000, refused: { 'not-json': 1_000 } })
    expect(tally.firstRejected.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5])
  })
})

describe('a line that is odd and well is read', () => {
  const deepField = good(9).replace('{"timestamp"', `{"x":${deep(100_000)},"timestamp"`)
  test.each<[string, string]>([
    ['deep JSON in a field nobody looks at', deepField],
    [
      'prototype keys',
      good(9).replace('{"timestamp"', '{"__proto__":{"isMidway":true},"constructor":1,"toString":2,"timestamp"'),
    ],
    ['a byte order mark', `\uFEFF${good(9)}`],
    ['spaces around it', `  ${good(9)}  `],
    ['a carriage return', `${good(9)}\r`],
    ['letters of every script', good(9).replace('"failed"', '"さくら🌸"')],
    ['numbers out of range', good(9).replace('"pkts_toserver":1', '"pkts_toserver":1e999').replace('40000', '999999')],
    ['a type of tomorrow', eve('quantum', seen)],
    ['a type that is no text', eve('flow', seen, { event_type: 7 })],
    ['a type like a part of an object', eve('__proto__', seen)],
    ['a row of the log “constructor”', zeek('constructor', seen)],
    ['a row of the log “__proto__”', zeek('__proto__', seen)],
    ['a row of the log “toString”', zeek('toString', seen)],
    ['fields of other types than ours', eve('http', seen, { http: { hostname: 7, url: {}, status: '200' } })],
    ['no fields at all', eve('http', seen)],
    ['a list for an object', eve('dns', seen, { dns: [] })],
    ['null for an object', eve('ftp', seen, { ftp: null })],
    ['answers that are none', eve('dns', seen, { dns: { type: 'answer', answers: [null, 7, 'x', []] } })],
  ])('%s', (_name, line) => {
    const { tally } = read(between(line))
    expect(tally).toMatchObject({ accepted: 3, rejected: 0 })
  })

  test('blank lines are nothing, and count as lines', () => {
    const { tally } = read(`\n\n  \n\r\nx\n`)
    expect(tally).toMatchObject({ accepted: 0, rejected: 1, firstRejected: [{ line: 5 }] })
  })

  test('nothing at all is nothing', () => {
    expect(read('').tally).toMatchObject({ accepted: 0, rejected: 0 })
  })

  test('the last line may lack its newline', () => {
    expect(read(`${good(1)}\n${good(2)}`).tally.accepted).toBe(2)
  })
})

describe('whole files in another encoding', () => {
  const text = `${good(1)}\n${good(2)}\n`
  test.each<[string, Buffer]>([
    ['UTF-16, little end first', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['UTF-16 without its mark', Buffer.from(text, 'utf16le')],
    ['UTF-16, big end first', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])],
  ])('%s: every line is refused, none is misread', (_name, bytes) => {
    const { events, tally } = read(bytes)
    expect(events).toEqual([])
    expect(tally.accepted).toBe(0)
    expect(tally.rejected).toBeGreaterThanOrEqual(2)
  })
})

describe('how a log is cut into pieces does not show', () => {
  const kinds = fc.constantFrom(
    good(1),
    `x${good(2)}`,
    '',
    'さくら',
    '{}',
    eve('stats', seen),
    zeekFlow(seen, 'refused'),
    '\uFEFF{}',
    '[',
  )
  test('in any pieces, the same is read', () => {
    fc.assert(
      fc.property(
        fc.array(kinds, { maxLength: 20 }),
        fc.integer({ min: 1, max: 200 }),
        fc.boolean(),
        (lines, pieceBytes, isEnded) => {
          const log = lines.join('\n') + (isEnded ? '\n' : '')
          expect(read(log, { pieceBytes })).toEqual(read(log))
        },
      ),
      { numRuns: proofRuns(200, 10_000) },
    )
  })

  test('any bytes are survived, and every line is accepted or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 64 }), (bytes, pieceBytes) => {
        const { tally } = read(Buffer.from(bytes), { pieceBytes })
        expect(tally.rejected).toBe(Object.values(tally.refused).reduce((sum, count) => sum + count, 0))
      }),
      { numRuns: proofRuns(300, 50_000) },
    )
  })
})

describe('a line of fifty megabytes', () => {
  const MB = 1 << 20

  test('is refused while it streams by, without being held', () => {
    const reader = createLineReader()
    const piece = Buffer.alloc(64 * 1_024, 0x78)
    const before = process.memoryUsage()
    for (let count = 0; count < 800; count++) reader.push(piece)
    const grown = process.memoryUsage()
    expect(grown.arrayBuffers - before.arrayBuffers).toBeLessThan(8 * MB)
    reader.push(Buffer.from(`\n${good(1)}\n`))
    expect(reader.tally()).toMatchObject({
      accepted: 1,
      rejected: 1,
      refused: { 'too-long': 1 },
      firstRejected: [{ line: 1 }],
    })
  })

  test('in one piece is refused too', () => {
    const log = Buffer.concat([Buffer.alloc(50 * MB, 0x78), Buffer.from(`\n${good(1)}\n`)])
    expect(read(log).tally).toMatchObject({ accepted: 1, refused: { 'too-long': 1 } })
  })

  test('just within the limit is read, one byte more is not', () => {
    const line = (bytes: number): string => {
      const frame = '{"event_type":"ssh","x":""}'
      return frame.replace('""}', `"${'x'.repeat(bytes - frame.length)}"}`)
    }
    expect(read(`${line(LINE_BYTES_MAX - 1)}\n`).tally).toMatchObject({ accepted: 1, rejected: 0 })
    expect(read(`${line(LINE_BYTES_MAX + 1)}\n`).tally).toMatchObject({ accepted: 0, refused: { 'too-long': 1 } })
  })

  test('that comes byte by byte takes no longer for its length', () => {
    const reader = createLineReader()
    const started = performance.now()
    for (let count = 0; count < 200_000; count++) reader.push(Buffer.from('x'))
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('times against the clock of who receives', () => {
  const at = (moment: number): string =>
    eve('http', { ...seen, at: moment }, { http: { hostname: 'a.example', url: '/', status: 200 } })
  test.each([
    ['now', MORNING, 1],
    ['long ago', Date.UTC(1999, 0, 1), 1],
    ['at the beginning of time', 0, 1],
    ['as far ahead as a clock may be', MORNING + FUTURE_MS, 1],
    ['further ahead', MORNING + FUTURE_MS + 1_000, 0],
    ['in the next century', Date.UTC(2126, 0, 1), 0],
  ])('%s', (_name, moment, accepted) => {
    const { tally } = read(`${at(moment)}\n`, { receivedAt: MORNING })
    expect(tally.accepted).toBe(accepted)
    expect(tally.refused['from-the-future'] ?? 0).toBe(1 - accepted)
  })

  test('a file has no clock, so nothing in it is from the future', () => {
    expect(read(`${at(Date.UTC(2126, 0, 1))}\n`).tally.accepted).toBe(1)
  })
})

describe('which sensor wrote it', () => {
  const [suricata, zeekRow] = [`${good(1)}\n`, `${zeekFlow(seen, 'silent')}\n`]
  test.each([
    ['auto', 2, 0],
    ['eve', 1, 1],
    ['zeek', 1, 1],
  ] as const)('asked for %s', (format, accepted, rejected) => {
    expect(read(suricata + zeekRow, { format }).tally).toMatchObject({ accepted, rejected })
  })

  test('lines of types nobody looks at are counted without being parsed', () => {
    const { tally } = read(`${eve('stats', seen)}\n${eve('netflow', seen)}\n${eve('stats', seen)}\n`)
    expect(tally).toMatchObject({ accepted: 3, ignored: { stats: 2, netflow: 1 } })
  })

  test('and a line that speaks of two types is of the one that JSON says, whatever line came before it', () => {
    const [anomaly, flow] = [eve('anomaly', seen), good(1)]
    const padded = (before: string): string => flow.replace('"event_type":"flow"', `${before}"event_type":"flow"`)
    const nested = padded('"labels":{"event_type":"anomaly"},')
    const twice = padded('"event_type":"anomaly",')
    const later = flow.replace('"event_type":"flow"', `"event_type":"flow","labels":{"event_type":"anomaly"}`)
    const far = anomaly.replace(
      '"event_type"',
      `"pad":"${' '.repeat(later.lastIndexOf('"event_type"') - anomaly.indexOf('"event_type"') - 9)}","event_type"`,
    )
    expect(far.indexOf('"event_type"')).toBe(later.lastIndexOf('"event_type"'))
    for (const line of [nested, twice, later])
      for (const before of [anomaly, far, flow])
        expect(read(`${before}\n${line}\n`).events.at(-1)).toMatchObject({ type: 'flow', at: MORNING })
  })

  test('and one of them cut short is no line', () => {
    expect(read(`${eve('stats', seen).slice(0, -5)}\n`).tally).toMatchObject({
      accepted: 0,
      refused: { 'not-json': 1 },
    })
  })
})

test('times keep their microseconds', () => {
  const { events } = read(`${eve('http', seen, { timestamp: eveTime(MORNING).replace('000000+', '123456+') })}\n`)
  expect(events[0]?.at).toBeCloseTo(MORNING + 123.456, 3)
})
