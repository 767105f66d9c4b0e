import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createLineReader } from '#adapters/sensor/lines.ts'
import { sampleLogs } from '#bot/content/sample-logs.ts'
import { loadIntel } from '#bot/ingest/intel.ts'
import { createDetector } from '#engine/detect/detector.ts'
import { FILE_LIMITS } from '#engine/detect/limits.ts'
import { insideOfNamed, PRIVATE_NETWORKS } from '#engine/network.ts'

const FOLDER = 'bot/content/samples'

/** Kind and count of what the detector finds. */
function alertsIn(file: string): string[] {
  const intelligence = loadIntel(`${FOLDER}/intel`)
  const detector = createDetector({
    isInside: insideOfNamed(PRIVATE_NETWORKS),
    intelligence,
    limits: FILE_LIMITS,
  })
  const reader = createLineReader()
  const events = [...reader.push(readFileSync(`${FOLDER}/${file}`)), ...reader.end()]
  expect(reader.tally().rejected).toBe(0)
  const found = new Map(detector.detect(events).map((alert) => [alert.id, alert]))
  return [...found.values()].map(({ kind, count }) => `${kind} ${count}`).sort()
}

describe('the bundled logs', () => {
  test.each([
    ['port-scan.eve.ndjson', ['port-scan 120']],
    ['brute-force.eve.ndjson', ['brute-force-failure 1399']],
    ['brute-force-success.zeek.ndjson', ['brute-force-failure 42', 'brute-force-success 1']],
    ['phishing-visit.eve.ndjson', ['phishing-site 4']],
    ['quiet-office.eve.ndjson', []],
  ])('%s holds what its name says', (file, alerts) => {
    expect(alertsIn(file)).toEqual(alerts)
  })

  test('name the devices that they are about, so that somebody who plays can say whose each is', () => {
    const reader = createLineReader()
    const events = [...reader.push(readFileSync(`${FOLDER}/port-scan.eve.ndjson`)), ...reader.end()]
    const told = events.filter((event) => event.type === 'address')
    const devices = Map.groupBy(told, ({ mac }) => mac).values()
    // The name stands in one row, the address in the other.
    expect([...devices].map((rows) => rows.map(({ name, source }) => name || source).join(' '))).toEqual([
      'KEIRI-PC 192.168.10.23',
      'UKETSUKE-PC 192.168.10.31',
      'PRINTER-1F 192.168.10.9',
    ])
  })

  test('are those that write-sample-logs.ts would write', () => {
    const made = sampleLogs()
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ndjson'))
    expect(files.sort()).toEqual(Object.keys(made).sort())
    for (const file of files) expect(readFileSync(`${FOLDER}/${file}`, 'utf8') === made[file]).toBe(true)
  })
})
