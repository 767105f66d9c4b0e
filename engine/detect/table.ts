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

export const createTable = <Value>(subjectsMax: number, stored?: StoredTable<Value>): Table<Value> =>
  new TwoGenerations(subjectsMax, stored)

/** A class, since a firm has forty of these and a region thousands of firms: functions of their own would be most of it. */
class TwoGenerations<Value> implements Table<Value> {
  readonly #generationMax: number
  #young: Map<string, Value>
  #old: Map<string, Value>
  #evicted: number

  constructor(subjectsMax: number, stored?: StoredTable<Value>) {
    this.#generationMax = Math.max(1, Math.ceil(subjectsMax / 2))
    this.#young = new Map(stored?.young)
    this.#old = new Map(stored?.old)
    this.#evicted = stored?.evicted ?? 0
  }

  get(key: string): Value | undefined {
    const fresh = this.#young.get(key)
    // Most are asked for once and are not there, and most firms have no old ones.
    if (fresh !== undefined || this.#old.size === 0) return fresh
    const kept = this.#old.get(key)
    if (kept !== undefined) this.set(key, kept)
    return kept
  }

  set(key: string, value: Value): void {
    if (this.#young.size >= this.#generationMax && !this.#young.has(key)) {
      this.#evicted += this.#old.size
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#old.delete(key)
    this.#young.set(key, value)
  }

  delete(key: string): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }

  *entries(): IterableIterator<[string, Value]> {
    yield* this.#old
    yield* this.#young
  }

  size(): number {
    return this.#young.size + this.#old.size
  }

  evicted(): number {
    return this.#evicted
  }

  stored(): StoredTable<Value> {
    return { young: [...this.#young], old: [...this.#old], evicted: this.#evicted }
  }
}
