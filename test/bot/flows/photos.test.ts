import { describe, expect, it } from 'vitest'
import { outcomeOf } from '#bot/flows/photos.ts'
import { createLog } from '#bot/log.ts'
import { JPEG } from '../../support/photos.ts'

/** As bytes are that something in us stumbles over. */
class Stumbling extends Uint8Array {
  override subarray(): never {
    throw new RangeError('Maximum call stack size exceeded')
  }
}

describe('a photo that was fetched', () => {
  it('is broken when cleaning it fails, rather than fetched again and again, and it is written down', () => {
    const lines: string[] = []
    const log = createLog({ level: 'error', write: (line) => lines.push(line) })
    const fetched = { kind: 'fetched', bytes: new Stumbling(JPEG) } as const
    expect(outcomeOf(fetched, log)).toEqual({ kind: 'refused', reason: 'broken' })
    expect(lines.join()).toMatch(/could not be cleaned[\s\S]*RangeError|RangeError[\s\S]*could not be cleaned/)
  })
})
