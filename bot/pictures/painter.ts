import { Worker } from 'node:worker_threads'
import type { Wish } from './paint.ts'

/**
 * Pictures are drawn in a thread of their own: each takes a fifth of a second in which nobody's message would be answered,
 * and what draws them takes 200 MB. Nobody wants one for most of the day, so the thread begins with the first wish and ends
 * when none has come for a while.
 */
export interface Painter {
  paint(wish: Wish): Promise<Uint8Array>
  close(): Promise<void>
}

export type Painted = { id: number; bytes: Uint8Array } | { id: number; reason: string }

/** There is too much to draw already, or drawing failed. */
export class NotPainted extends Error {
  override name = 'NotPainted'
}

/** About ten seconds of work. */
const WAITING_MAX = 40
const IDLE_MS = 60_000

/** Without it, what was drawn is swept away only once there is a quarter of a gibibyte more of it. */
const HEAP = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 8 }

interface Waiting {
  resolve: (bytes: Uint8Array) => void
  reject: (error: Error) => void
}

export function createPainter({ idleMs = IDLE_MS } = {}): Painter {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let thread: Worker | undefined
  let resting: NodeJS.Timeout | undefined

  function begin(): Worker {
    const begun = new Worker(new URL('./paint-thread.ts', import.meta.url), { name: 'pictures', resourceLimits: HEAP })
    begun.on('message', settle)
    begun.on('error', (cause: Error) => end(begun, cause))
    begun.on('exit', () => end(begun))
    return begun
  }

  function settle(painted: Painted): void {
    const asked = waiting.get(painted.id)
    waiting.delete(painted.id)
    if ('bytes' in painted) asked?.resolve(painted.bytes)
    else asked?.reject(new NotPainted(painted.reason))
    if (waiting.size === 0) rest()
  }

  /** A program that has nothing else to do may end. */
  function rest(): void {
    thread?.unref()
    resting = setTimeout(() => void thread?.terminate(), idleMs).unref()
  }

  function end(ended: Worker, cause?: Error): void {
    if (thread !== ended) return
    thread = undefined
    const lost = [...waiting.values()]
    waiting.clear()
    for (const { reject } of lost) reject(new NotPainted('the thread that draws ended', { cause }))
  }

  return {
    async paint(wish) {
      if (waiting.size >= WAITING_MAX) throw new NotPainted('too much is waiting to be drawn')
      clearTimeout(resting)
      thread ??= begin()
      thread.ref()
      const id = ++lastId
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>()
      waiting.set(id, { resolve, reject })
      thread.postMessage({ id, wish })
      return promise
    },
    async close() {
      clearTimeout(resting)
      await thread?.terminate()
    },
  }
}
