/** The embedded database runs one transaction at a time; this decides whose turn is next. */
export interface Turns {
  /** Urgent: a platform waits for its answer. It goes before everything that only works through a queue. */
  take<T>(isUrgent: boolean, run: () => Promise<T>): Promise<T>
}

export function createTurns(): Turns {
  const urgent: (() => void)[] = []
  const patient: (() => void)[] = []
  let isTaken = false

  const next = (): void => {
    const go = urgent.shift() ?? patient.shift()
    isTaken = go !== undefined
    go?.()
  }

  const turn = (isUrgent: boolean): Promise<void> => {
    if (isTaken) return new Promise((go) => void (isUrgent ? urgent : patient).push(go))
    isTaken = true
    return Promise.resolve()
  }

  return {
    async take(isUrgent, run) {
      await turn(isUrgent)
      try {
        return await run()
      } finally {
        next()
      }
    },
  }
}
