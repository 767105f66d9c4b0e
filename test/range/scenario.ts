import type { AlertKind } from '#engine/alert.ts'
import type { Network } from './network.ts'

/**
 * One thing that happens in the range, done by real programs, and what must be said of it. The labels are here and nowhere
 * else: `npm run range` records by them, `range.test.ts` judges by them.
 */
export interface Scenario {
  /** Of the recording: `port-scan-nmap-syn`. Starts with what it is about, or `benign-`. */
  name: string
  /** Who does what with which program; a sentence for whoever reads the labels. */
  story: string
  /** Debian's packages that it needs beside those of the range itself. */
  packages: readonly string[]
  /** Every alert that must be raised, and no other: `kind source → target`. None for honest traffic. */
  expects: readonly `${AlertKind} ${string}`[]
  /** Feeds in the folder `intel` are read. */
  usesFeeds?: boolean
  /**
   * What takes hours cannot be waited for: each pause on the wire of more than `overMs` was made so many times longer in the
   * recording, before the sensor saw it.
   */
  pauses?: Pauses
  run(network: Network): Promise<void>
}

export interface Pauses {
  overMs: number
  times: number
}
