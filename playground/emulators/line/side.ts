import type { World } from '../world.ts'
import type { LineState } from './state.ts'

/** The LINE emulator's insides, handed to each of its parts. */
export interface LineSide {
  world: World
  state: LineState
  /** The made-up https origin of our pictures, and the loopback server it stands for. */
  pictures: { madeUp: string; loopback: string } | null
}
