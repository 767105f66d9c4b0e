import { expect, test } from 'vitest'
import { createDetector } from '#engine/detect/detector.ts'
import { portScan } from '#engine/detect/rules/port-scan.ts'
import { flow, KIOSK, MORNING, SECOND, SERVER } from '#test/support/events.ts'

const scan = Array.from({ length: 40 }, (_, door) =>
  flow({
    at: MORNING + door * SECOND,
    source: KIOSK,
    target: SERVER,
    targetPort: 20 + door,
    flow: door,
    outcome: 'refused',
  }),
)

const seenBy = (...names: string[]) =>
  createDetector({
    isInside: (address) => address.startsWith('192.168.'),
    rules: names.map((name) => ({ ...portScan, name })),
  }).detect(scan)

test('two versions of a rule side by side raise an alert each, and neither changes the other’s', () => {
  const both = seenBy('port-scan', 'port-scan-2')
  expect(both.map(({ rule }) => rule)).toEqual(['port-scan', 'port-scan-2'])
  expect(new Set(both.map(({ id }) => id)).size).toBe(2)
  expect(both.slice(0, 1)).toEqual(seenBy('port-scan'))
  expect(both.slice(1)).toEqual(seenBy('port-scan-2'))
})
