import { statSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Io } from './io.ts'

/** How far a long reading has come: drawn for people only, and seldom enough to cost nothing. */
export interface DetectProgress {
  /** The same bytes, counted as they go by. */
  counted(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
  show(events: number, alerts: number): void
  end(): void
}

const REDRAWN_AFTER_MS = 200
const CLEARED = '\r\u001b[K'

export function createDetectProgress({ stderr }: Io, files: readonly string[]): DetectProgress {
  if (!stderr.isTTY) return { counted: (source) => source, show: () => {}, end: () => {} }
  const totalBytes = files.includes('-') ? undefined : files.reduce((sum, file) => sum + sizeOf(file), 0)
  const began = performance.now()
  let drawnAt = Number.NEGATIVE_INFINITY
  let readBytes = 0
  return {
    async *counted(source) {
      for await (const piece of source) {
        readBytes += piece.length
        yield piece
      }
    },
    show(events, alerts) {
      const now = performance.now()
      if (now - drawnAt < REDRAWN_AFTER_MS) return
      drawnAt = now
      const share = totalBytes ? ` ${Math.min(100, Math.floor((100 * readBytes) / totalBytes))}%` : ''
      const pace = Math.round((1_000 * events) / Math.max(1, now - began))
      stderr.write(`${CLEARED}${(readBytes / 1e6).toFixed(1)} MB${share}, ${pace} events/s, ${alerts} alerts`)
    },
    end: () => void stderr.write(CLEARED),
  }
}

/** As it lies on the disk, packed or not: that is what is known beforehand. */
function sizeOf(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() ? stat.size : 0
}
