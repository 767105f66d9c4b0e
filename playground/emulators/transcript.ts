import type { Platform } from './platform.ts'

/** One line of the record: a call answered, a webhook sent, a fault, something a person did. */
export type Entry = {
  platform: Platform
  kind: 'call' | 'webhook' | 'act'
  route: string
  [detail: string]: unknown
}

export type NumberedEntry = Entry & { n: number; at: number }

/** A playground may run for days; tests stay far below. */
const ENTRIES_MAX = 20_000

/** Everything that crossed the border, in order. Tokens and signatures are never entered. */
export function createTranscript(now: () => number) {
  let entries: NumberedEntry[] = []
  let count = 0
  return {
    enter: (entry: Entry) => {
      count += 1
      entries.push({ n: count, at: now(), ...entry })
      if (entries.length > ENTRIES_MAX * 1.5) entries = entries.slice(-ENTRIES_MAX)
    },
    forget: (before: number) => {
      entries = entries.filter(({ at }) => at >= before)
    },
    entries: (): readonly NumberedEntry[] => entries,
    jsonl: () => entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  }
}

export type Transcript = ReturnType<typeof createTranscript>
