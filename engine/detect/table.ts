/**
 * What is known about each subject, bounded. Two generations: what is used moves to the young one; when that is full, the
 * old one is let go and counted. Nearly “least recently used”, without keeping a list on every touch.
 */
export interface Table<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
  entries(): IterableIterator<[string, Value]>
  size(): number
  evicted(): number
  stored(): StoredTable<Value>
}

export interface StoredTable<Value> {
  young: [string, Value][]
  old: [string, Value][]
  evicted: number
}

export function createTable<Value>(subjectsMax: number, stored?: StoredTable<Value>): Table<Value> {
  const generationMax = Math.max(1, Math.ceil(subjectsMax / 2))
  let young = new Map(stored?.young)
  let old = new Map(stored?.old)
  let evicted = stored?.evicted ?? 0

  const set = (key: string, value: Value): void => {
    if (young.size >= generationMax && !young.has(key)) {
      evicted += old.size
      old = young
      young = new Map()
    }
    old.delete(key)
    young.set(key, value)
  }

  return {
    set,
    get(key) {
      const fresh = young.get(key)
      if (fresh !== undefined) return fresh
      const kept = old.get(key)
      if (kept !== undefined) set(key, kept)
      return kept
    },
    delete(key) {
      young.delete(key)
      old.delete(key)
    },
    *entries() {
      yield* old
      yield* young
    },
    size: () => young.size + old.size,
    evicted: () => evicted,
    stored: () => ({ young: [...young], old: [...old], evicted }),
  }
}
