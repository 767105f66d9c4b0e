import type { Readable } from 'node:stream'

/** Where a command reads and writes; the process's own streams, or a test's. */
export interface Io {
  stdin: Readable
  stdout: { write(text: string): unknown }
  stderr: { write(text: string): unknown; isTTY?: boolean }
}
