import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ADVISORY_KINDS, ALERT_KINDS, HEALTH_CHECK_KINDS } from '#engine/alert.ts'
import { detectRun } from '#test/support/run-detect.ts'
import { ROOT } from '#test/support/sources.ts'
import { SCENARIOS } from './scenarios/index.ts'

const FOLDER = join(ROOT, 'test', 'range', 'recordings')
const fileOf = (name: string): string => join(FOLDER, `${name}.eve.json.gz`)
const INTEL = join(ROOT, 'test', 'range', 'intel')

describe('what the range recorded', () => {
  test.each(SCENARIOS)('$name: $story', async ({ name, expects, usesFeeds }) => {
    const { code, alerts, summary } = await detectRun([...(usesFeeds ? ['--intel', INTEL] : []), fileOf(name)])
    expect(code).toBe(0)
    expect(summary).toContain(' 0 rejected')
    expect(alerts.map(({ kind, source, target }) => `${kind} ${source} → ${target}`).sort()).toEqual(
      [...expects].sort(),
    )
  })

  test.each([...ALERT_KINDS, ...ADVISORY_KINDS, ...HEALTH_CHECK_KINDS])('holds %s in three ways', (kind) => {
    const ways = SCENARIOS.filter(({ expects }) => expects.some((label) => label.startsWith(`${kind} `)))
    expect(ways.length).toBeGreaterThanOrEqual(3)
  })

  test('holds honest traffic of many sorts', () => {
    expect(SCENARIOS.filter(({ expects }) => expects.length === 0).length).toBeGreaterThanOrEqual(6)
  })

  test('is as many files as there are labels, small, and tells nothing of the machine it was made on', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.gz'))
    expect(files.sort()).toEqual(SCENARIOS.map(({ name }) => `${name}.eve.json.gz`).sort())
    for (const file of files) {
      expect(statSync(join(FOLDER, file)).size, file).toBeLessThan(150_000)
      const text = gunzipSync(readFileSync(join(FOLDER, file))).toString()
      for (const path of [ROOT, join(tmpdir(), 'range-')])
        expect(text.includes(path), `${file} names ${path}`).toBe(false)
    }
  })
})
