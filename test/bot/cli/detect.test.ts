import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text as textFrom } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runDetect } from '#bot/cli/detect.ts'
import { each, HOUR, MORNING, SECOND, SERVER, STRANGER } from '#test/support/events.ts'
import { proofRuns } from '#test/support/proof.ts'
import { detectRun } from '#test/support/run-detect.ts'
import { eve, eveFlow, eveStats, zeekFlow } from '#test/support/sensor-lines.ts'
import { ROOT } from '#test/support/sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'otasuke detect '))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const seen = (at: number, place: number) => ({
  at,
  id: place,
  source: STRANGER,
  sourcePort: 40_000,
  target: SERVER,
  targetPort: place + 20,
})
const scan = `${each(12, SECOND, (at, place) => eveFlow(seen(at, place), 'refused')).join('\n')}\n`
const otherScan = each(12, SECOND, (at, place) =>
  eveFlow({ ...seen(at, place), id: place + 100, source: '203.0.113.6' }, 'refused'),
).join('\n')
const zeekScan = `${each(12, SECOND, (at, place) => zeekFlow(seen(at, place), 'refused')).join('\n')}\n`

describe('traffic unlike the days before', () => {
  const visit = (day: number, changes: object = {}): string =>
    eveFlow(
      {
        ...{ at: MORNING + day * 86_400_000, id: day, source: SERVER, sourcePort: 40_000, target: STRANGER },
        ...{ targetPort: 443, ...changes },
      },
      'answered',
    )
  const days = file(
    'week.json',
    `${[0, 1, 2, 3, 4].map((day) => visit(day)).join('\n')}\n${visit(5, { targetPort: 4444 })}\n`,
  )

  test('is a section of its own below the table, and no line of JSON', async () => {
    const { out } = await detectRun(['--table', days])
    expect(out).toMatch(/no alerts\n\nday .*unlike the days before/)
    expect(out).toMatch(/2026-11-29 {2}192\.168\.1\.10 {2}new-service .* 1 {6}tcp\/4444/)
    expect(await detectRun([days])).toMatchObject({
      out: '',
      summary: expect.stringContaining('1 times traffic unlike'),
    })
  })

  test('is left out where it is older than was asked for', async () => {
    expect((await detectRun(['--table', '--since', '2026-12-01', days])).out).toBe('no alerts\n')
  })
})

describe('otasuke detect prints one alert a line', () => {
  test.each<[string, string, string | Buffer]>([
    ['Suricata', 'scan.json', scan],
    ['Zeek JSON', 'conn.log', zeekScan],
    ['gzip', 'scan.json.gz', gzipSync(scan)],
    ['zstd', 'scan.json.zst', zstdCompressSync(scan)],
    ['gzip under any name', 'scan.txt', gzipSync(scan)],
    ['a name with a space', 'a scan.json', scan],
  ])('of %s', async (_name, name, content) => {
    const { code, alerts, summary } = await detectRun([file(name, content)])
    expect(code).toBe(0)
    expect(alerts).toHaveLength(1)
    expect(Object.keys(alerts[0] ?? {})).toEqual([
      'kind',
      'stage',
      'severity',
      'firstSeenAt',
      'lastSeenAt',
      'source',
      'target',
      'count',
      'evidence',
      'reason',
    ])
    expect(alerts[0]).toMatchObject({
      kind: 'port-scan',
      stage: 'reconnaissance',
      source: STRANGER,
      target: SERVER,
      count: 12,
      firstSeenAt: '2026-11-24T01:00:00.000Z',
    })
    expect(summary).toContain('12 lines read, 0 rejected, 12 events, 0 repeats')
    expect(summary).toContain('1 alerts, 1 port-scan')
  })

  test('of standard input', async () => {
    expect((await detectRun(['-'], scan)).alerts).toHaveLength(1)
  })

  test('of two sensors’ files together', async () => {
    const { alerts } = await detectRun([file('one.json', scan), file('two.json', otherScan)])
    expect(alerts.map(({ source }) => source).sort()).toEqual([STRANGER, '203.0.113.6'])
  })

  test('of a file named twice once', async () => {
    const path = file('scan.json', scan)
    const { alerts, summary } = await detectRun([path, path])
    expect(alerts.map(({ count }) => count)).toEqual([12])
    expect(summary).toContain('12 repeats')
  })

  test('as a table for people', async () => {
    const { out } = await detectRun(['--table', file('scan.json', scan)])
    expect(out).toContain('port-scan')
    expect(out).toContain(STRANGER)
    expect(out.startsWith('{')).toBe(false)
  })

  test('with the firm’s own networks named', async () => {
    const outwards = scan.replaceAll(STRANGER, '198.51.100.4')
    const path = file('scan.json', outwards)
    expect((await detectRun([path])).alerts[0]).toMatchObject({ severity: 'low' })
    const { alerts } = await detectRun(['--home', '198.51.100.0/24', '--home=192.168.1.0/24', path])
    expect(alerts[0]).toMatchObject({ severity: 'medium' })
  })

  test('with lists of phishing sites', async () => {
    const intel = mkdtempSync(join(folder, 'intel'))
    writeFileSync(join(intel, 'list.txt'), 'login-bank.example\n')
    const visit = eve(
      'tls',
      { ...seen(Date.UTC(2026, 10, 24, 1), 1), source: SERVER, target: STRANGER },
      { tls: { sni: 'login-bank.example' } },
    )
    const { alerts, summary } = await detectRun(['--intel', intel, file('tls.json', `${visit}\n`)])
    expect(alerts[0]).toMatchObject({ kind: 'phishing-site', target: 'login-bank.example' })
    expect(summary).toContain('1 rows of intelligence')
  })
})

describe('what is wrong is said, and the rest is done', () => {
  test.each<[string, string | Buffer, RegExp]>([
    ['an empty file', '', /^0 lines read, 0 rejected/],
    ['a file of blank lines', '\n\n\n', /^0 lines read, 0 rejected/],
    ['a file of other lines', 'hello\nworld\n', /2 lines rejected \(2 not-json\), the first is line 1/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /lines rejected/],
    ['an empty gzip', gzipSync(''), /^0 lines read, 0 rejected/],
  ])('%s holds no alert', async (_name, content, summary) => {
    const run = await detectRun([file('odd', content)])
    expect(run).toMatchObject({ code: 0, out: '' })
    expect(run.summary).toMatch(summary)
  })

  test.each<[string, () => string, RegExp]>([
    ['a file that is not there', () => join(folder, 'nowhere.json'), /error: .*nowhere\.json: no such file/],
    ['a folder', () => folder, /error: .*: is a folder/],
    ['a gzip cut short', () => file('cut.gz', gzipSync(scan).subarray(0, 200)), /error: .*cut\.gz: broken compression/],
    [
      'a zstd of rubbish',
      () => file('bad.zst', Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(50, 7)])),
      /error: .*bad\.zst: broken compression/,
    ],
  ])('%s fails, and the next file is read', async (_name, bad, summary) => {
    const run = await detectRun([bad(), file('scan.json', scan)])
    expect(run.code).toBe(1)
    expect(run.summary).toMatch(summary)
    expect(run.out).toContain('"kind":"port-scan"')
  })

  test.each([
    [[], 'no file named'],
    [['--format', 'xml', 'x'], '--format must be one of auto, eve, zeek'],
    [['--format'], '--format needs a value'],
    [['--intel', '/nowhere-at-all', 'x'], '--intel: no such folder: /nowhere-at-all'],
    [['--home', '999.1.1.1', 'x'], '--home: not a network: 999.1.1.1'],
    [['--colour', 'x'], 'unknown option --colour'],
  ])('%j is misuse', async (argv, because) => {
    const run = await detectRun(argv)
    expect(run).toMatchObject({ code: 64, out: '' })
    expect(run.summary).toContain(because)
    expect(run.summary).toContain('Usage: otasuke detect')
  })

  test('--help helps', async () => {
    const run = await detectRun(['--help'])
    expect(run.code).toBe(0)
    expect(run.out).toContain('Exit status')
  })
})

describe('a log larger than a piece', () => {
  let path = ''
  beforeAll(() => {
    const quiet = Array.from({ length: 20_000 }, (_, place) =>
      eveFlow({ ...seen(Date.UTC(2026, 10, 24, 1) + place, place + 100), targetPort: 443 }, 'answered'),
    )
    path = file('large.json.gz', gzipSync(`${quiet.join('\n')}\n${scan}${quiet.join('\n')}`))
  })

  test('is read to its end, without its last newline too', async () => {
    const { alerts, summary } = await detectRun([path])
    expect(alerts).toHaveLength(1)
    expect(summary).toContain('40012 lines read, 0 rejected')
  })
})

describe('what is asked for is shown', () => {
  const late = each(12, SECOND, (at, place) =>
    eveFlow({ ...seen(at + 3 * 3_600_000, place), id: place + 500, source: '203.0.113.7' }, 'refused'),
  )
  const both = `${scan}${late.join('\n')}\n`

  test.each<[string, string[]]>([
    ['2h', ['203.0.113.7']],
    ['1d', [STRANGER, '203.0.113.7']],
    ['2026-11-24T04:00Z', ['203.0.113.7']],
    ['2026-11-24T13:00+09:00', ['203.0.113.7']],
    ['2026-11-24', [STRANGER, '203.0.113.7']],
    ['2026-11-25', []],
  ])('since %s', async (since, sources) => {
    const { code, alerts, summary } = await detectRun(['--since', since, file('both.json', both)])
    expect(code).toBe(0)
    expect(alerts.map(({ source }) => source)).toEqual(sources)
    expect(summary).toContain(`${sources.length} alerts`)
  })

  test.each(['yesterday', '24', '2026-13-01', '5w', '2026-11-24T25:00Z'])('%s is no time', async (since) => {
    const run = await detectRun(['--since', since, file('scan.json', scan)])
    expect(run).toMatchObject({ code: 64, out: '' })
    expect(run.summary).toContain(`--since: neither a time nor a length of time: ${since}`)
  })

  test('with the rule, its numbers and the events behind an alert', async () => {
    const { code, out } = await detectRun(['--explain', file('scan.json', scan)])
    expect(code).toBe(0)
    expect(out).toContain('port-scan (low, reconnaissance) 12 times, 2026-11-24T01:00:00.000Z to')
    expect(out).toMatch(/why {8}203\.0\.113\.5 tried 12 different host:port/)
    expect(out).toMatch(/rule {7}port-scan: doorsMin 10, slowDoorsMin 100, .* windowMs 15 min/)
    expect(out).toMatch(/threshold {2}10 in 15 min/)
    expect(out.match(/203\.0\.113\.5:40000 +192\.168\.1\.10:\d+ +refused/g)).toHaveLength(12)
  })

  test('how far it has come, to people only', async () => {
    const path = file('scan.json', scan)
    const drawn: string[] = []
    const stderr = { write: (text: string) => drawn.push(text), isTTY: true }
    const code = await runDetect([path], { stdin: Readable.from([]), stdout: { write: () => {} }, stderr })
    expect(code).toBe(0)
    expect(drawn[0]).toMatch(/0\.0 MB 100%, \d+ events\/s, 1 alerts$/)
    expect(drawn[0]?.startsWith('\r')).toBe(true)
    expect((await detectRun([path])).summary).not.toContain('\r')
  })
})

test('a log of any size is read in little memory', async () => {
  const program = join(ROOT, 'bot', 'cli', 'otasuke.ts')
  const child = spawn(process.execPath, ['--max-old-space-size=64', program, 'detect', '-'], { cwd: ROOT })
  const [out, err] = [textFrom(child.stdout), textFrom(child.stderr)]
  const ended = once(child, 'exit')
  await pipeline(Readable.from(inBlocks(manyLines(proofRuns(150_000, 5_000_000)))), createZstdCompress(), child.stdin)
  const [code] = await ended
  expect({ code, err: await err }).toMatchObject({ code: 0, err: expect.stringContaining(' 0 rejected') })
  expect(await out).toBe('')
})

/** Everybody visits ever new places; far more bytes than the memory allowed. */
function* manyLines(count: number): Generator<string> {
  for (let place = 0; place < count; place++) {
    const at = Date.UTC(2026, 10, 24, 1) + place * 10
    const target = `198.51.${(place >>> 8) & 255}.${place & 255}`
    yield `${eveFlow({ ...seen(at, place), source: SERVER, target, targetPort: 443 }, 'answered')}\n`
  }
}

/** Compressed line by line it would take most of the time. */
function* inBlocks(lines: Iterable<string>): Generator<string> {
  let block: string[] = []
  for (const line of lines)
    if (block.push(line) === 1_000) {
      yield block.join('')
      block = []
    }
  yield block.join('')
}

describe('a sensor that dropped packets', () => {
  const figures = (at: number, packets: number, drops: number): string =>
    `${eveStats({ at, startedAt: MORNING - 24 * HOUR, packets, drops })}\n`
  const losing = `${scan}${figures(MORNING, 1_000, 0)}${figures(MORNING + SECOND, 2_000, 30)}`

  test('is told in one line below the table', async () => {
    const { out: output } = await detectRun(['--table', file('losing.json', losing)])
    expect(output).toMatch(
      /port-scan[\s\S]*\nthe sensor dropped 3.0 % of the packets in the hour from 2026-11-24 01:00 \(UTC\): what it/,
    )
  })

  test('is told beside the alerts, which stay as they are', async () => {
    const { alerts, summary } = await detectRun([file('losing.json', losing)])
    expect(alerts).toEqual((await detectRun([file('whole.json', scan)])).alerts)
    expect(summary).toContain('the sensor dropped 3.0 %')
  })

  test('in more hours than one names the worst', async () => {
    const later = figures(MORNING + 2 * HOUR, 2_000, 30) + figures(MORNING + 2 * HOUR + SECOND, 3_000, 530)
    const { out: output } = await detectRun(['--table', file('losing.json', losing + later)])
    expect(output).toContain(
      'dropped 50.0 % of the packets in the hour from 2026-11-24 03:00 (UTC), and more than 1 % in 1 other hour',
    )
  })

  test('one in a hundred is not told', async () => {
    const { out: output } = await detectRun([
      '--table',
      file('whole.json', scan + figures(MORNING, 1_000, 0) + figures(MORNING + SECOND, 2_000, 10)),
    ])
    expect(output).not.toContain('dropped')
  })
})
