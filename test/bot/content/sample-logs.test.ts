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

  test('are those that write-sample-logs.ts would write', () => {
    const made = sampleLogs()
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ndjson'))
    expect(files.sort()).toEqual(Object.keys(made).sort())
    for (const file of files) expect(readFileSync(`${FOLDER}/${file}`, 'utf8') === made[file]).toBe(true)
  })
})
