import { enter, type Tx } from '#db/door.ts'

/** Looks at, or writes, what is the whole region's, in the midst of one firm's transaction. What throws ends both. */
export async function inRegion<T>(
  tx: Tx,
  { regionId, firmId }: { regionId: string; firmId: string },
  work: () => Promise<T>,
): Promise<T> {
  await enter(tx, { kind: 'region', regionId })
  const done = await work()
  await enter(tx, { kind: 'firm', regionId, firmId })
  return done
}
