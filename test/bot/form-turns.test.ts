import { describe, expect, test } from 'vitest'
import { createFormTurns } from '#bot/form-turns.ts'

/** Work that ends when told to, and what was drawn by then. */
function drawing() {
  const turns = createFormTurns()
  const drawn: string[] = []
  const reading = new Map<string, () => void>()
  return {
    drawn,
    change: (viewId: string, words: string): Promise<void> =>
      turns(viewId, async (isNewest) => {
        await new Promise<void>((resolve) => reading.set(words, resolve))
        if (isNewest()) drawn.push(words)
      }),
    begun: (words: string): Promise<void> => expect.poll(() => reading.has(words)).toBe(true),
    /** The change has begun and is now read to its end. */
    async read(words: string): Promise<void> {
      await expect.poll(() => reading.has(words)).toBe(true)
      reading.get(words)?.()
    },
  }
}

describe('changes of one form', () => {
  test('that overlap: the newest has the last word, and what it overtook is never drawn', async () => {
    const { drawn, change, begun, read } = drawing()
    const first = change('form', 'first')
    await begun('first')
    const all = [first, change('form', 'second'), change('form', 'third')]
    await read('first')
    await read('third')
    await Promise.all(all)
    expect(drawn).toEqual(['third'])
  })

  test('that come one after the other are each drawn', async () => {
    const { drawn, change, read } = drawing()
    for (const words of ['first', 'second']) {
      const changing = change('form', words)
      await read(words)
      await changing
    }
    expect(drawn).toEqual(['first', 'second'])
  })

  test('do not wait for another form’s', async () => {
    const { drawn, change, read } = drawing()
    const slow = change('one', 'slow')
    const quick = change('other', 'quick')
    await read('quick')
    await quick
    expect(drawn).toEqual(['quick'])
    await read('slow')
    await slow
  })

  test('that fail do not hold up the next', async () => {
    const turns = createFormTurns()
    const drawn: string[] = []
    const failing = turns('form', () => Promise.reject(new Error('the database is away')))
    await expect(failing).rejects.toThrow('away')
    await turns('form', async () => void drawn.push('next'))
    expect(drawn).toEqual(['next'])
  })
})
