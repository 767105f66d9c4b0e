import type { RateLimit } from '../rate.ts'
import type { World } from '../world.ts'
import type { SlackState } from './state.ts'

/** The Slack emulator's insides, handed to each of its parts. */
export interface SlackSide {
  world: World
  state: SlackState
  /** Where this server is reached, for upload, response and socket URLs; known once it listens. */
  origin: string
  postRate: RateLimit
  /** Tells the app about an event; replaced once delivery is wired. */
  emit: (event: SlackEvent) => void
}

export type SlackEvent = { type: string; [property: string]: unknown }

/** Timestamps are ids: unique in the workspace and always growing. */
export function newTs({ world, state }: SlackSide): string {
  const micros = Math.max(world.clock.now() * 1000, state.lastTsMicros + 1)
  state.lastTsMicros = micros
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`
}
