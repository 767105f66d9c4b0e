import { describe, expect, it } from 'vitest'
import { createTurns } from '#db/turns.ts'

/** Work that ends when told to, and writes down when it began. */
function workshop() {
  const turns = createTurns()
  const began: string[] = []
  const ends = new Map<string, (failure?: Error) => void>()
  const ask = (name: string, isUrgent = false): Promise<unknown> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    ends.set(name, (failure) => (failure ? reject(failure) : resolve(name)))
    const work = turns.take(isUrgent, () => {
      began.push(name)
      return promise
    })
    return work
  }
  const end = async (name: string, failure?: Error): Promise<void> => {
    ends.get(name)?.(failure)
    await new Promise(setImmediate)
  }
  return { ask, end, began }
}

describe('turns', () => {
  it('are taken one at a time, whoever came first before whoever came later', async () => {
    const { ask, end, began } = workshop()
    for (const name of ['first', 'second', 'third']) void ask(name)
    await end('nothing')
    expect(began).toEqual(['first'])
    await end('first')
    expect(began).toEqual(['first', 'second'])
    await end('second')
    expect(began).toEqual(['first', 'second', 'third'])
  })

  it('go to whoever is waited for, before everybody that only works through a queue', async () => {
    const { ask, end, began } = workshop()
    for (const name of ['running', 'queued', 'queued too']) void ask(name)
    void ask('webhook', true)
    void ask('second webhook', true)
    for (const name of ['running', 'webhook', 'second webhook', 'queued']) await end(name)
    expect(began).toEqual(['running', 'webhook', 'second webhook', 'queued', 'queued too'])
  })

  it('pass on when the work failed, and its failure is its own', async () => {
    const { ask, end, began } = workshop()
    const failing = ask('failing')
    const next = ask('next')
    const failed = expect(failing).rejects.toThrow('broken')
    await end('failing', new Error('broken'))
    await failed
    await end('next')
    await expect(next).resolves.toBe('next')
    expect(began).toEqual(['failing', 'next'])
  })
})
