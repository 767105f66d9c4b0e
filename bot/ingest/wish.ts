import type { Detected, DetectInput, Loaded, LoadInput, Received, ReceiveInput, Remembered } from './desk.ts'

/** What the main thread may ask of the detector's thread. */
export type Wish =
  | { kind: 'receive'; input: ReceiveInput }
  | { kind: 'keep'; token: number; firmId: string; number: number }
  | { kind: 'drop'; token: number }
  | { kind: 'load'; input: LoadInput }
  | { kind: 'detect'; input: DetectInput }
  | { kind: 'remember'; firmId: string }
  | { kind: 'forget'; firmId: string }
  | { kind: 'refresh' }

/** What each wish is answered with. */
export interface Grants {
  receive: Received
  keep: undefined
  drop: undefined
  load: Loaded
  detect: Detected
  remember: Remembered | undefined
  forget: undefined
  refresh: boolean
}

export type Answer = { id: number } & ({ kind: 'granted'; value: unknown } | { kind: 'failed'; reason: string })

export interface ThreadData {
  /** The folder of intelligence lists. */
  intel: string | undefined
}

/** Memory that a view has to itself can go to another thread without a copy. */
export const ownedBy = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
