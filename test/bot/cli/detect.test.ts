import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { each, SECOND, SERVER, STRANGER } from '#test/support/events.ts'
import { detectRun } from '#test/support/run-detect.ts'
import { eve, eveFlow, zeekFlow } from '#test/support/sensor-lines.ts'

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
