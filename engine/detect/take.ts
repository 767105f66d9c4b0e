interface Changed<One> extends Iterable<One> {
  readonly size: number
  clear(): void
}

/** What has changed since this was last asked. Nearly always nothing has, and then nothing is made. */
export function take<One>(changed: Changed<One>): readonly One[] {
  if (changed.size === 0) return NOTHING
  const taken = [...changed]
  changed.clear()
  return taken
}

const NOTHING: readonly never[] = []
