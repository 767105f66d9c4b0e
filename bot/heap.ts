import { setFlagsFromString } from 'node:v8'

/**
 * Bytes of logs lie beside the heap, and V8 allows so many of them, however large the heap is: every few logs had it look
 * through everything that lives, a fifth of all CPU. Counted together with the heap they are first looked for among what is new.
 * To be called before any thread begins.
 */
export const countBytesWithHeap = (): void => setFlagsFromString('--external-memory-accounted-in-global-limit')
