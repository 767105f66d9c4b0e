import { readFileSync } from 'node:fs'
import { EXIT, Failure } from './client.ts'
import { reasonOf } from './unpacked.ts'

/** What a command is given in a file, or (`-`) on standard input. */
export function jsonFrom(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    const because = error instanceof SyntaxError ? `is not JSON (${error.message})` : reasonOf(error)
    throw new Failure(`${file}: ${because}`, EXIT.unreadable)
  }
}

export function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    throw new Failure(`${file}: ${reasonOf(error)}`, EXIT.unreadable)
  }
}
