import { availableParallelism } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { paint, type Wish } from './paint.ts'
import type { Painted } from './painter.ts'

/** What draws does most of it beside JavaScript: two at a time keep two cores busy, and take no second thread's memory. */
const AT_ONCE = Math.min(2, availableParallelism())
const turns = Array.from({ length: AT_ONCE }, () => Promise.resolve())
let wishes = 0

/** In turn; whatever goes wrong with one is its answer. */
parentPort?.on('message', ({ id, wish }: { id: number; wish: Wish }) => {
  const place = wishes++ % AT_ONCE
  const before = turns[place]
  turns[place] = (async () => {
    await before
    parentPort?.postMessage(await painted(id, wish))
  })()
})

async function painted(id: number, wish: Wish): Promise<Painted> {
  try {
    return { id, bytes: await paint(wish) }
  } catch (error) {
    return { id, reason: String(error) }
  }
}
