/** Work that may go on beside other work, and work that must be alone: whoever waits to be alone goes first. */
export interface Gate {
  together<T>(work: () => Promise<T>): Promise<T>
  alone<T>(work: () => Promise<T>): Promise<T>
}

export function createGate(): Gate {
  let running = new Set<Promise<unknown>>()
  /** Settles when nobody is, or waits to be, alone. */
  let solo: Promise<unknown> = Promise.resolve()

  function enter<T>(after: Promise<unknown>, work: () => Promise<T>): Promise<T> {
    const entered = after.then(work, work)
    const over = entered.then(
      () => undefined,
      () => undefined,
    )
    running.add(over)
    void over.then(() => running.delete(over))
    return entered
  }

  return {
    together: (work) => enter(solo, work),
    alone(work) {
      const before = [...running]
      running = new Set()
      const entered = enter(Promise.all([solo, ...before]), work)
      solo = entered.then(
        () => undefined,
        () => undefined,
      )
      return entered
    },
  }
}
