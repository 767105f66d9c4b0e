import { describe, expect, it } from 'vitest'
import type { Fetched } from '#adapters/adapter.ts'
import type { FaultKind } from '#playground/emulators/faults.ts'

export interface Asked {
  fault?: FaultKind
  token?: string
  bytesMax?: number
}

/** A platform on which somebody has just posted a picture of these bytes. */
export interface MediaStage {
  bytes: Buffer
  /** How `decode` calls what was posted. */
  posted(): Promise<string>
  /** The message is deleted, or the file taken out of it. */
  deletes(name: string): Promise<void> | void
  takesOut(name: string): Promise<void> | void
  /** With these faults where the file itself lies. */
  fetched(name: string, asked?: Asked): Promise<Fetched>
  /** How often the file itself was asked for. */
  downloads(): number
}

/** What every chat platform that gives out files must do, whatever the platform. */
export function provesMedia(name: string, stage: () => MediaStage): void {
  describe(`a file that somebody has posted in ${name}`, () => {
    it('is had, again and again', async () => {
      const { posted, fetched, bytes } = stage()
      const file = await posted()
      for (const _ of [1, 2]) expect(await fetched(file)).toEqual({ kind: 'fetched', bytes })
    })

    it('is gone once its message is deleted, or it was taken out of it', async () => {
      const { posted, fetched, deletes, takesOut } = stage()
      const [one, other] = [await posted(), await posted()]
      await deletes(one)
      await takesOut(other)
      expect(await fetched(one)).toEqual({ kind: 'gone' })
      expect(await fetched(other)).toEqual({ kind: 'gone' })
    })

    it('that is too large is not asked for', async () => {
      const { posted, fetched, bytes, downloads } = stage()
      const before = downloads()
      expect(await fetched(await posted(), { bytesMax: bytes.length - 1 })).toEqual({ kind: 'too-large' })
      expect(downloads()).toBe(before)
    })

    it.each([
      ['500', 'not-yet'],
      ['429', 'not-yet'],
      ['reset', 'not-yet'],
    ] as const)('and is answered %s is had a little later', async (fault, kind) => {
      const { posted, fetched } = stage()
      const file = await posted()
      expect(await fetched(file, { fault })).toMatchObject({ kind })
      expect(await fetched(file)).toMatchObject({ kind: 'fetched' })
    })

    it('is nothing for whoever has another token, nor is what was never posted', async () => {
      const { posted, fetched } = stage()
      expect(await fetched(await posted(), { token: 'stolen' })).toMatchObject({ kind: 'refused' })
      expect(['gone', 'refused']).toContain((await fetched('1.0/2@3')).kind)
    })
  })
}
