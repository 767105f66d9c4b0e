import type { Tx } from '#db/door.ts'
import { teach } from '#db/triage.ts'
import type { Learned } from '#engine/case.ts'
import { lessonOf } from '#engine/triage/score.ts'
import type { InboxRow } from '../flow.ts'

/** A verdict reaches what its region has learned: once, and in the region's own lane; what it replaces is untaught. */
export async function learn(tx: Tx, { regionId, payload }: InboxRow): Promise<void> {
  if (!regionId) throw new Error('a verdict came without its region')
  const { before, after } = payload as { before: Learned | null; after: Learned | null }
  await teach(tx, regionId, [
    ...(before ? lessonOf(before.features, before.verdict, -1) : []),
    ...(after ? lessonOf(after.features, after.verdict, 1) : []),
  ])
}
