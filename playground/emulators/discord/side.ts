import type { World } from '../world.ts'
import type { DiscordState } from './state.ts'

/** The Discord emulator's insides, handed to each of its parts. */
export interface DiscordSide {
  world: World
  state: DiscordState
  /** Where this server is reached; known once it listens. */
  origin: string
  hasRateLimits: boolean
  /** Tells every session of the app; replaced once the gateway is wired. */
  dispatch: (name: string, data: object) => void
  /** Told when an interaction was answered; replaced for each that somebody waits for. */
  onAnswered: Map<string, () => void>
}

const EPOCH_MS = 1_420_070_400_000
const IDS_IN_MS = 4_096

/** Snowflakes: the time, and a number within its millisecond; unique and always growing. */
export function newId({ world, state }: DiscordSide): string {
  const now = Math.max(world.clock.now(), EPOCH_MS)
  const isSame = now <= state.lastIdMs && state.idsInMs + 1 < IDS_IN_MS
  state.idsInMs = isSame ? state.idsInMs + 1 : 0
  state.lastIdMs = isSame ? state.lastIdMs : Math.max(now, state.lastIdMs + 1)
  return String((BigInt(state.lastIdMs - EPOCH_MS) << 22n) | BigInt(state.idsInMs))
}
