import { parentPort } from 'node:worker_threads'
import { paint, type Wish } from './paint.ts'
import type { Painted } from './painter.ts'

/** One wish after the other; whatever goes wrong with one is its answer. */
let turn = Promise.resolve()

parentPort?.on('message', ({ id, wish }: { id: number; wish: Wish }) => {
  turn = turn.then(async () => parentPort?.postMessage(await painted(id, wish)))
})

async function painted(id: number, wish: Wish): Promise<Painted> {
  try {
    return { id, bytes: await paint(wish) }
  } catch (error) {
    return { id, reason: String(error) }
  }
}
