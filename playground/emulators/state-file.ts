import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DiscordState } from './discord/state.ts'
import type { LineState } from './line/state.ts'
import type { SlackState } from './slack/state.ts'

/** What the playground remembers between two starts: the same people, chats and ids. */
export interface SavedState {
  version: 1
  random: number
  offsetMs: number
  line: LineState
  slack: SlackState
  /** Not there in what was written before Discord was played. */
  discord?: DiscordState
}

/** A file that cannot be read is put aside and the world begins anew: it is a playground. */
export function readState(path: string): SavedState | undefined {
  if (!existsSync(path)) return undefined
  try {
    const state = JSON.parse(readFileSync(path, 'utf8')) as SavedState
    if (state.version === 1) return state
  } catch {
    // Falls through to setting it aside.
  }
  renameSync(path, `${path}.unreadable`)
  return undefined
}

/** Written beside and renamed over, so that a kill leaves the old file or the new one. */
export function writeState(path: string, state: SavedState): void {
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.next`
  writeFileSync(beside, JSON.stringify(state), { mode: 0o600 })
  renameSync(beside, path)
}
