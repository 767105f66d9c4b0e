/**
 * Changes of an open form come quickly, one for each rest of the fingers, and each redraws the whole form. They take turns,
 * and only the newest is drawn: were an older one to have the last word, the form would stay wrong until the next letter.
 */
export type FormTurns = (viewId: string, work: (isNewest: () => boolean) => Promise<void>) => Promise<void>

interface Line {
  newest: number
  last: Promise<void>
}

export function createFormTurns(): FormTurns {
  const lines = new Map<string, Line>()
  return async (viewId, work) => {
    const line = lines.get(viewId) ?? { newest: 0, last: Promise.resolve() }
    lines.set(viewId, line)
    const turn = ++line.newest
    const isNewest = (): boolean => line.newest === turn
    const done = line.last.then(() => (isNewest() ? work(isNewest) : undefined))
    line.last = done.catch(() => {})
    try {
      await done
    } finally {
      if (isNewest()) lines.delete(viewId)
    }
  }
}
