import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { apart, greyPng, readGrey, shrunk } from '../support/grey.ts'

/** Whoever has looked at what was drawn, and found it good, has it kept so. */
export const isWriting = process.env.GOLDEN === 'write'
/** In full size. */
export const seen = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'otasuke-golden-'))

/** The shortest line, moved by two pixels, changes three times as much. */
const APART_MAX = 0.002

/** Compares a picture with the good one of this folder, shrunk as that is. */
export function looksIn(folder: string) {
  const good = fileURLToPath(new URL(`${folder}/`, import.meta.url))
  for (const one of [seen, ...(isWriting ? [good] : [])]) mkdirSync(one, { recursive: true })
  return (name: string, png: Uint8Array, shrunkBy: number): void => {
    const now = shrunk(png, shrunkBy)
    const file = join(good, `${name}.png`)
    if (isWriting) writeFileSync(file, greyPng(now))
    writeFileSync(join(seen, `${name}.png`), png)
    expect(existsSync(file), `${file} is missing: GOLDEN=write draws it`).toBe(true)
    const share = apart(readGrey(readFileSync(file)), now)
    expect(share, `${join(seen, `${name}.png`)} is not what ${file} shows`).toBeLessThan(APART_MAX)
  }
}
