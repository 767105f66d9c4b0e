const FIRST_MS = 500
const LAST_MS = 300_000

/** Doubles from half a second up to five minutes, give or take a half, so that many waiters do not come back at once. */
export function backoffMs(attempt: number, chance: () => number = Math.random): number {
  return Math.min(LAST_MS, FIRST_MS * 2 ** Math.max(0, attempt - 1)) * (0.5 + chance())
}
