import type { Sensor } from '#engine/installation/choice.ts'
import type { Network } from '#engine/installation/wiring.ts'

/** Every box that can be sent. */
export const SENSORS: readonly Sensor[] = [
  { device: 'office', needsSwitch: 'none' },
  { device: 'office', needsSwitch: 'switch-8' },
  { device: 'office', needsSwitch: 'switch-16' },
  { device: 'small-office', needsSwitch: 'none' },
  { device: 'home', needsSwitch: 'none' },
]

const either = [true, false] as const

/** Every shape of a small firm's network that is drawn differently. */
export const NETWORKS: readonly Network[] = either.flatMap((hasSwitch) =>
  either.flatMap((hasWired) =>
    either.flatMap((hasWifi) =>
      (['wired', 'wireless', 'other', 'none'] as const).map((printer) => ({
        ...{ maker: 'nec' as const, model: '', hasSwitch, hasWired, hasWifi, printer },
      })),
    ),
  ),
)
