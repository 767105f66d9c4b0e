import type { PhishingFeed } from '#engine/detect/feed.ts'
import { createPlaceIndex } from './places.ts'
import { rowsOf } from './rows.ts'

/** A list as it came: JPCERT/CC phishurl-list, PhishTank, OpenPhish, or any plain list of addresses or hosts. */
export interface FeedFile {
  /** How evidence names it. */
  name: string
  text: string
}

export interface IndexedFeed extends PhishingFeed {
  rows: number
  /** Rows that name no host. */
  unreadable: number
  /** Rows that can never match: the front page of a host that everybody uses. */
  unusable: number
}

/** Lists as the detector asks for them. A host that serves nothing but the fake matches by name alone. */
export function indexPhishing(files: readonly FeedFile[]): IndexedFeed {
  const { add, byHost, byUrl } = createPlaceIndex(() => true)
  const counts = { rows: 0, kept: 0, unreadable: 0, unusable: 0 }
  for (const { name: feed, text } of files)
    for (const { line, entry, note, saidAt } of rowsOf(text)) {
      counts.rows++
      counts[add(entry, { feed, row: line, entry, note, saidAt })]++
    }
  const { rows, unreadable, unusable } = counts
  return { rows, unreadable, unusable, byHost, byUrl }
}
