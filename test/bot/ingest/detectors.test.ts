import { expect, test } from 'vitest'
import { createDetectors } from '#bot/ingest/detectors.ts'
import { detector } from '#test/support/detect.ts'
import { each, flow, SECOND, SERVER } from '#test/support/events.ts'

/** One that remembers this many hosts, more or less. */
function grown(hosts: number) {
  const running = detector()
  running.detect(each(hosts, SECOND, (at, of) => flow({ at, source: `203.0.113.${of}`, flow: of, target: SERVER })))
  return running
}

test('a firm’s detector stands where it has worked to', () => {
  const detectors = createDetectors()
  const one = grown(0)
  detectors.keep('one', one, 7)
  expect(detectors.get('one')).toMatchObject({ detector: one, position: 7 })
  detectors.keep('one', one, 8)
  expect(detectors.get('one')?.position).toBe(8)
  detectors.forget('one')
  expect(detectors.get('one')).toBeUndefined()
})

test('of too many the firms longest unheard of are let go', () => {
  const detectors = createDetectors(500)
  for (const firm of ['one', 'two', 'three']) detectors.keep(firm, grown(0), 1)
  detectors.keep('one', grown(0), 2)
  detectors.keep('four', grown(0), 1)
  expect(['one', 'two', 'three', 'four'].filter((firm) => detectors.get(firm))).toEqual(['one', 'three', 'four'])
})

test('a firm under attack pushes others out and never itself', () => {
  const detectors = createDetectors(500)
  const flooded = grown(0)
  for (const firm of ['one', 'flooded', 'two']) detectors.keep(firm, firm === 'flooded' ? flooded : grown(0), 1)
  flooded.detect(each(250, SECOND, (at, of) => flow({ at, source: `203.0.113.${of}`, flow: of, target: SERVER })))
  flooded.detect(each(250, SECOND, (at, of) => flow({ at, source: `198.51.100.${of}`, flow: of, target: SERVER })))
  detectors.keep('flooded', flooded, 2)
  expect(['one', 'two', 'flooded'].filter((firm) => detectors.get(firm))).toEqual(['flooded'])
  detectors.keep('one', grown(0), 2)
  expect(['one', 'two', 'flooded'].filter((firm) => detectors.get(firm))).toEqual(['one'])
})
