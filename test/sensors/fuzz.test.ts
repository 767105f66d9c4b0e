import { expect, test } from 'vitest'
import { createLineReader } from '#adapters/sensor/lines.ts'
import { LIMITS } from '#engine/detect/limits.ts'
import { RULES } from '#engine/detect/rules/index.ts'
import { brokenLines, chance, goodLines } from '#test/support/broken-lines.ts'
import { detector } from '#test/support/detect.ts'
import { isProof } from '#test/support/proof.ts'

/** A broken disk, a full one, a shipper that cuts lines, a sensor of next year, and whoever may write into a log. */
const LINES = isProof ? 1_000_000 : 20_000

test(`${LINES.toLocaleString('en')} broken lines: each is counted, none stops the rest, and nothing grows`, () => {
  const pick = chance(20_261_124)
  const good = goodLines()
  const reader = createLineReader()
  const running = detector()
  for (let sent = 0; sent < LINES; sent += 1_000) {
    const bytes = Buffer.from(`${brokenLines(1_000, pick, good).join('\n')}\n`)
    const edge = pick(bytes.length)
    running.detect(reader.push(bytes.subarray(0, edge)))
    running.detect(reader.push(bytes.subarray(edge)))
  }
  running.detect(reader.end())
  running.finish()
  const { accepted, rejected, refused } = reader.tally()
  expect(accepted + rejected).toBe(LINES)
  expect(Object.values(refused).reduce((sum, count) => sum + count, 0)).toBe(rejected)
  expect(Math.min(accepted, rejected)).toBeGreaterThan(LINES / 10)
  expect(running.counts().subjects).toBeLessThan(2 * RULES.length * LIMITS.subjectsMax)
  expect(JSON.stringify(running.snapshot()).length).toBeLessThan(60 * 2 ** 20)
}, 900_000)
