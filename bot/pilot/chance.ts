/** Numbers from 0 to 1 that are always the same, so that the made-up part of the pilot is the same wherever it is loaded. */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Exactly `count` of `of` are so, spread over them; `stride` has no divisor in common with `of`. */
export const isAmong = (place: number, { count, of, stride }: { count: number; of: number; stride: number }): boolean =>
  (place * stride) % of < count
