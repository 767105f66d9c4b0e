import { Worker } from 'node:worker_threads'
import type { Detected, DetectInput, Loaded, LoadInput, Received, ReceiveInput, Remembered } from './desk.ts'
import { type Answer, type Grants, ownedBy, type ThreadData, type Wish } from './wish.ts'

/** The detector's thread, as the main thread sees it. The main thread keeps HTTP and SQL; everything heavy is over there. */
export interface IngestWorker {
  receive(input: ReceiveInput): Promise<Received>
  keep(token: number, firmId: string, number: number): void
  drop(token: number): void
  /** Whether the batch's events are over there already, so that its bytes need not be sent. */
  hasKept(firmId: string, number: number): boolean
  load(input: LoadInput): Promise<Loaded>
  detect(input: DetectInput): Promise<Detected>
  remember(firmId: string): Promise<Remembered | undefined>
  forget(firmId: string): void
  /** Looks whether the intelligence lists have changed; true when newer ones are in use now. */
  refresh(): Promise<boolean>
  /** Bodies handed over and not yet read: above a bound the door answers 429. */
  waiting(): number
  close(): Promise<void>
}

/** The thread ended, or its work on one wish failed: what it was to do is not done. */
export class IngestFailed extends Error {
  override name = 'IngestFailed'
}

interface Pending {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

/** A thread that outgrows this is ended and begun anew, rather than the whole program. */
const HEAP_MB_MAX = 2_048

export function createIngestWorker(options: { intel?: string | undefined } = {}): IngestWorker {
  const workerData: ThreadData = { intel: options.intel }
  const pending = new Map<number, Pending>()
  const kept = new Set<string>()
  let lastId = 0
  let receiving = 0
  let thread: Worker | undefined
  let isClosed = false

  function begin(): Worker {
    const begun = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData,
      name: 'ingest',
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    })
    begun.on('message', settle)
    begun.on('error', (error: Error) => end(begun, error))
    begun.on('exit', () => end(begun))
    // A program that has nothing else to do may end.
    begun.unref()
    return begun
  }

  function settle(answer: Answer): void {
    const asked = pending.get(answer.id)
    pending.delete(answer.id)
    if (pending.size === 0) thread?.unref()
    if (answer.kind === 'granted') asked?.resolve(answer.value)
    else asked?.reject(new IngestFailed(answer.reason))
  }

  /** Everything over there is gone: detectors are loaded again, events read again from the store. */
  function end(ended: Worker, error?: Error): void {
    if (thread !== ended) return
    thread = undefined
    kept.clear()
    const lost = [...pending.values()]
    pending.clear()
    for (const { reject } of lost) reject(new IngestFailed('the detector’s thread ended', { cause: error }))
  }

  function wish<K extends Wish['kind']>(asked: Wish & { kind: K }, given: ArrayBuffer[] = []): Promise<Grants[K]> {
    if (isClosed) return Promise.reject(new IngestFailed('closed'))
    thread ??= begin()
    thread.ref()
    const id = ++lastId
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    pending.set(id, { resolve, reject })
    thread.postMessage({ id, wish: asked }, given)
    // The thread answers each wish with its own grant.
    return promise as Promise<Grants[K]>
  }

  /** Nobody waits for these; were the thread to end, they would have no meaning. */
  const tell = (asked: Wish): void => void wish(asked).catch(() => {})
  const keyOf = (firmId: string, number: number | ''): string => `${firmId} ${number}`

  return {
    async receive(input) {
      receiving++
      try {
        return await wish({ kind: 'receive', input }, input.body.flatMap(ownedBy))
      } finally {
        receiving--
      }
    },
    keep(token, firmId, number) {
      if (thread) kept.add(keyOf(firmId, number))
      tell({ kind: 'keep', token, firmId, number })
    },
    drop: (token) => tell({ kind: 'drop', token }),
    hasKept: (firmId, number) => kept.has(keyOf(firmId, number)),
    load: (input) => wish({ kind: 'load', input }),
    detect(input) {
      for (const { number } of input.batches) kept.delete(keyOf(input.firmId, number))
      return wish({ kind: 'detect', input })
    },
    remember: (firmId) => wish({ kind: 'remember', firmId }),
    forget(firmId) {
      for (const key of kept) if (key.startsWith(keyOf(firmId, ''))) kept.delete(key)
      tell({ kind: 'forget', firmId })
    },
    refresh: () => wish({ kind: 'refresh' }),
    waiting: () => receiving,
    async close() {
      isClosed = true
      const closing = thread
      thread = undefined
      for (const { reject } of pending.values()) reject(new IngestFailed('closed'))
      pending.clear()
      await closing?.terminate()
    },
  }
}
