import { expect, it } from 'vitest'
import { between } from './funnel.ts'

it.each([
  [57, 71, '70–88'],
  [0, 10, '0–28'],
  [10, 10, '72–100'],
])('%d of %d lies between %s', (count, of, expected) => expect(between(count, of)).toBe(expected))
