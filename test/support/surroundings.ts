import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** All that a program started by a test inherits, so that nothing else changes what is proven. What one start compiled, the next ones load. */
export const SURROUNDINGS: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '',
  NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
}
