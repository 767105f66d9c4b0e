/** So many in so long for each caller, of whom no more are remembered than there is room for; beyond that they wait. */
export function createLimit({
  max,
  windowMs,
  callersMax = 10_000,
}: {
  max: number
  windowMs: number
  callersMax?: number
}) {
  const counted = new Map<string, { since: number; count: number }>()
  return (caller: string, now: number): boolean => {
    const known = counted.get(caller)
    const current = known && now - known.since < windowMs ? known : { since: now, count: 0 }
    current.count += 1
    counted.delete(caller)
    counted.set(caller, current)
    const oldest = counted.keys().next().value
    if (counted.size > callersMax && oldest !== undefined) counted.delete(oldest)
    return current.count <= max
  }
}
