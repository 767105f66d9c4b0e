import type { Message } from '#engine/message.ts'

/** So many at most, about 10 MB. */
const KEPT_MAX = 100
/** LINE fetches a picture as soon as the message is shown; later it is drawn anew. */
const KEPT_MS = 60_000

export interface DrawnAhead {
  /** Draws what the message shows, if it is a picture of ours. Never fails: what could not be drawn is tried again when it is fetched. */
  draw(message: Message): Promise<void>
  taken(signed: string): Uint8Array | undefined
}

/**
 * What goes to thousands of people at once would be fetched faster than it can be drawn, and phones would show holes. So
 * each picture is drawn before its message leaves, which thereby leaves no faster than pictures are drawn.
 */
export function createDrawnAhead(drawn: (signed: string) => Promise<Uint8Array | undefined>): DrawnAhead {
  const kept = new Map<string, Uint8Array>()
  const keep = (signed: string, picture: Uint8Array): void => {
    for (const [oldest] of kept) if (kept.size >= KEPT_MAX) kept.delete(oldest)
    kept.set(signed, picture)
    setTimeout(() => kept.delete(signed), KEPT_MS).unref()
  }
  return {
    async draw({ parts }) {
      for (const part of parts) {
        if (part.kind !== 'image') continue
        const signed = part.url.slice(part.url.lastIndexOf('/') + 1)
        const picture = await drawn(signed).catch(() => undefined)
        if (picture) keep(signed, picture)
      }
    },
    taken: (signed) => kept.get(signed),
  }
}
