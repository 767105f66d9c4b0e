import type { Readable } from 'node:stream'

/** Where a command reads and writes; the process's own streams, or a test's. */
export interface Io {
  stdin: Readable
  /** Bytes where it is a file that was asked for. */
  stdout: { write(text: string | Uint8Array): unknown }
  stderr: { write(text: string): unknown; isTTY?: boolean }
}
