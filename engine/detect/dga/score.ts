import type { Name } from '../name.ts'
import { createTable } from '../table.ts'
import { eachFeature } from './features.ts'
import { BIAS, SCALE, WEIGHTS } from './weights.ts'

/** How much a registered name looks made up, as the logarithm of its odds. The card beside this file tells how well. */
export function logitOf(label: string, suffix: string): number {
  let [sum, count] = [0, 0]
  eachFeature(label, suffix, (feature) => {
    sum += weights[feature] ?? 0
    count++
  })
  return BIAS + (SCALE * sum) / Math.sqrt(count)
}

/** The same names are asked for all day; what is remembered depends on the name alone, so that all firms share it. */
export function knownLogit({ zone, label, suffix }: Name): number {
  const known = logits.get(zone)
  if (known !== undefined) return known
  const logit = logitOf(label, suffix)
  logits.set(zone, logit)
  return logit
}
const logits = createTable<number>(8_192)

const weights = new Int8Array(Uint8Array.fromBase64(WEIGHTS).buffer)

/** Most honest names stay below: they say nothing, however many there are. */
const SILENT_BELOW = -1.5
const POINTS_PER_UNIT = 3
export const SUSPICION_MAX = 10

/** The same in points that may be summed up over a device's names, 0 to 10. */
export const suspicionOf = (logit: number): number =>
  Math.min(SUSPICION_MAX, Math.max(0, Math.floor((logit - SILENT_BELOW) * POINTS_PER_UNIT)))
