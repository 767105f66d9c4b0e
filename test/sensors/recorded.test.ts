import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { indexPhishing } from '#adapters/feeds/phishing.ts'
import { hasRecordings, recorded, recordedLogs } from '#test/support/recorded.ts'
import { RECORDED_LABELS } from '#test/support/recorded-labels.ts'
import { detectRun } from '#test/support/run-detect.ts'

/** Files of which not every line is a sensor's event, and why. */
const REFUSES: Record<string, string> = {
  'suricata/frankhassanabad/samples/first-org-conf-2015/alerts-only.json': 'not-json', // one list over many lines
  'suricata/frankhassanabad/samples/honeypot-2018/alerts-only.json': 'not-json',
  'suricata/frankhassanabad/samples/wrccdc-2017/alerts-only.json': 'not-json',
  'suricata/frankhassanabad/samples/wrccdc-2018/alerts-only.json': 'not-json',
  'zeek/zat/data/json/loaded_scripts.log': 'unknown-format', // Zeek's list of its own files: no time, no address
}

describe.runIf(hasRecordings)('recorded logs, where they lie beside the project', () => {
  test.each([...recordedLogs('suricata'), ...recordedLogs('zeek')])('%s', async (path) => {
    const { code, alerts, summary } = await detectRun([recorded(path)])
    const isCut = path.endsWith('http.log.corrupt.gz')
    expect(code).toBe(isCut ? 1 : 0)
    if (isCut) expect(summary).toContain('broken compression')
    expect(alerts.map(({ kind, source, target }) => `${kind} ${source} → ${target}`).sort()).toEqual(
      RECORDED_LABELS[path] ?? [],
    )
    const reason = REFUSES[path]
    if (reason) expect(summary).toMatch(new RegExp(`lines rejected \\(.*\\d+ ${reason}.*the first is line 1`))
    else expect(summary).toContain(' 0 rejected')
  })

  test('all of one sensor in one run say what they say alone', async () => {
    const { alerts } = await detectRun(recordedLogs('suricata/zeek-btest').map(recorded))
    const alone = Object.entries(RECORDED_LABELS).flatMap(([path, held]) =>
      path.startsWith('suricata/zeek-btest') ? held : [],
    )
    expect(alerts.map(({ kind, source, target }) => `${kind} ${source} → ${target}`).sort()).toEqual(alone.sort())
  })

  test('one bad format asked for is told line by line, not guessed', async () => {
    const path = recorded('suricata/zeek-btest/ftp_bruteforce.eve.json')
    expect((await detectRun(['--format', 'eve', path])).alerts).toHaveLength(2)
    const asZeek = await detectRun(['--format', 'zeek', path])
    expect(asZeek.alerts).toEqual([])
    expect(asZeek.summary).toMatch(/\d+ lines rejected \(\d+ unknown-format\)/)
  })
})

describe.runIf(hasRecordings)('a month of reported phishing addresses', () => {
  const text = hasRecordings ? readFileSync(recorded('feeds/jpcert-phishurl-202510.csv'), 'utf8') : ''
  const feed = indexPhishing([{ name: 'jpcert', text }])
  const namesOf = (file: string): string[] =>
    readFileSync(recorded(`dga/${file}`), 'utf8')
      .split('\n')
      .map((name) => name.trim())
      .filter((name) => name !== '')

  test('is read to the last row', () => {
    expect(feed.rows).toBe(text.trimEnd().split('\n').length - 1)
    expect(feed.unreadable).toBe(0)
    expect(feed.unusable).toBeLessThan(feed.rows / 100)
  })

  test('every address in it is found when it is opened, save front pages of hosts that everybody uses', () => {
    const addresses = [...text.matchAll(/^[^,]*,([^,]+),/gm)]
      .map(([, address]) => URL.parse(address ?? ''))
      .filter((address) => address !== null)
    const missed = addresses.filter(({ hostname, pathname, search }) => !feed.byUrl(hostname, pathname + search))
    expect(missed.length).toBeLessThanOrEqual(feed.unusable)
    expect(missed.map(({ pathname, search }) => pathname + search).filter((path) => path !== '/')).toEqual([])
  })

  test.each(['legit_npm_top-sites500.txt', 'legit_opendns_top10k.txt', 'legit_opendns_random10k.txt'])(
    'no name of %s is accused',
    (file) => {
      const names = namesOf(file)
      expect(names.length).toBeGreaterThan(400)
      expect(names.flatMap((name) => [name, `www.${name}`]).filter((name) => feed.byHost(name))).toEqual([])
    },
  )

  test('no made-up name of malware is taken for a phishing site', () => {
    const names = namesOf('dga_domains.tsv').map((line) => line.split('\t').find((cell) => cell.includes('.')) ?? '')
    expect(names.filter((name) => feed.byHost(name))).toEqual([])
  })
})

test.skipIf(hasRecordings)('recorded logs do not lie beside the project, so they are not read', () => {})
