import { describe, expect, it } from 'vitest'
import { createGate } from '#bot/gate.ts'

/** Work that lasts until it is told to end, and notes when it began. */
function work(name: string, begun: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const run = (): Promise<void> => {
    begun.push(name)
    return promise
  }
  return { run, end: resolve }
}

describe('at the gate', () => {
  it('many go together, and one that must be alone waits for them', async () => {
    const gate = createGate()
    const begun: string[] = []
    const [one, two, suspect] = [work('one', begun), work('two', begun), work('suspect', begun)]
    const all = [gate.together(one.run), gate.together(two.run), gate.alone(suspect.run)]
    one.end()
    await all[0]
    expect(begun).toEqual(['one', 'two'])
    two.end()
    await all[1]
    suspect.end()
    await all[2]
    expect(begun).toEqual(['one', 'two', 'suspect'])
  })

  it('nobody enters beside one that is alone, nor two of those together', async () => {
    const gate = createGate()
    const begun: string[] = []
    const [first, second, later] = [work('first', begun), work('second', begun), work('later', begun)]
    const all = [gate.alone(first.run), gate.alone(second.run), gate.together(later.run)]
    await Promise.resolve()
    first.end()
    await all[0]
    expect(begun).not.toContain('later')
    second.end()
    await all[1]
    later.end()
    await all[2]
    expect(begun).toEqual(['first', 'second', 'later'])
  })

  it('work that fails lets the next one in', async () => {
    const gate = createGate()
    await expect(gate.alone(() => Promise.reject(new Error('poison')))).rejects.toThrow('poison')
    await expect(gate.together(async () => 'worked')).resolves.toBe('worked')
  })
})
