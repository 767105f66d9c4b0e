import { setTimeout as delay } from 'node:timers/promises'

const LOOK_EVERY_MS = 50
/** Long enough for a busy machine; a proof that fails says what it waited for. */
const PATIENCE_MS = Number(process.env.CRASH_PATIENCE_MS ?? 120_000)

/** Looks again and again until there is something to see. */
export async function seen<T>(
  what: string | (() => string),
  look: () => Promise<T | undefined | false> | T | undefined | false,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await delay(LOOK_EVERY_MS)
  }
  throw new Error(`waited in vain for ${typeof what === 'string' ? what : what()}`)
}

/** The same, for what may as well not happen. */
export async function seenWithin<T>(
  patienceMs: number,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T | undefined> {
  try {
    return await seen('', look, patienceMs)
  } catch {
    return undefined
  }
}
