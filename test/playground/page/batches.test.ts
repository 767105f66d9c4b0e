import { describe, expect, test } from 'vitest'
import { type Batch, batchesOf, repeatedLines } from '#playground/page/replay/batches.ts'

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

async function* inPieces(log: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(log)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function cut(log: string, limits: { linesMax: number; bytesMax: number }, size = 7): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of batchesOf(inPieces(log, size), limits)) batches.push(batch)
  return batches
}

describe('a log cut into batches', () => {
  const log = 'いち\nに\nさん\nし\nご'

  test.each([1, 2, 3, 100])('is the same log again, however its bytes arrive (%i at a time)', async (size) => {
    const batches = await cut(log, { linesMax: 2, bytesMax: 1_000 }, size)
    expect(batches.map(({ body }) => text(body))).toEqual(['いち\nに\n', 'さん\nし\n', 'ご'])
    expect(batches.map(({ firstLine, lines }) => [firstLine, lines])).toEqual([
      [1, 2],
      [3, 2],
      [5, 1],
    ])
  })

  test('ends a batch before it grows too large, and a line of any length goes alone', async () => {
    const long = 'x'.repeat(50)
    const batches = await cut(`a\n${long}\nb\nc\n`, { linesMax: 100, bytesMax: 10 })
    expect(batches.map(({ body }) => text(body))).toEqual(['a\n', `${long}\n`, 'b\nc\n'])
  })

  test('of a Zeek table, each batch names the columns, and line numbers stay those of the log', async () => {
    const batches = await cut('#path\tconn\n#fields\tts\n1\n2\n3\n#close\n', { linesMax: 3, bytesMax: 1_000 })
    expect(batches.map(({ body }) => text(body))).toEqual([
      '#path\tconn\n#fields\tts\n1\n',
      '#path\tconn\n#fields\tts\n2\n3\n#close\n',
    ])
    expect(batches.map((batch) => [batch.firstLine, batch.lines, repeatedLines(batch)])).toEqual([
      [1, 3, 0],
      [4, 3, 2],
    ])
  })

  test('that is empty has none', async () => {
    expect(await cut('', { linesMax: 2, bytesMax: 10 })).toEqual([])
  })
})
