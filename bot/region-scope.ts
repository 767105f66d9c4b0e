import { enter, type Tx } from '#db/door.ts'

/** Looks at, or writes, what is the whole region's, in the midst of one firm's transaction (or of nobody's, which stays in the region). What throws ends both. */
export async function inRegion<T>(
  tx: Tx,
  { regionId, firmId }: { regionId: string; firmId: string | null },
  work: () => Promise<T>,
): Promise<T> {
  await enter(tx, { kind: 'region', regionId })
  const done = await work()
  await enter(tx, firmId === null ? { kind: 'region', regionId } : { kind: 'firm', regionId, firmId })
  return done
}
