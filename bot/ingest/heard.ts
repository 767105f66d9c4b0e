/** Which slots of which sensors are stored already, as far as this process knows: a batch each second writes one row in five minutes. */
export interface Heard {
  /** Each once, in order. */
  unknownOf(sensorId: string, slots: readonly number[]): number[]
  /** They are stored, and committed. */
  remember(sensorId: string, slots: readonly number[]): void
}

const SENSORS_MAX = 10_000
/** Half a day; an old log that is sent again writes its slots anew, which changes nothing. */
const SLOTS_MAX = 144

export function createHeard(): Heard {
  const stored = new Map<string, Set<number>>()

  function knownOf(sensorId: string): Set<number> {
    const known = stored.get(sensorId) ?? new Set()
    stored.set(sensorId, known)
    for (const oldest of stored.keys()) if (stored.size > SENSORS_MAX) stored.delete(oldest)
    return known
  }

  return {
    unknownOf(sensorId, slots) {
      const known = stored.get(sensorId)
      return [...new Set(slots)].filter((slot) => !known?.has(slot)).sort((one, other) => one - other)
    },
    remember(sensorId, slots) {
      const known = knownOf(sensorId)
      for (const slot of slots) known.add(slot)
      for (const oldest of known) if (known.size > SLOTS_MAX) known.delete(oldest)
    },
  }
}
