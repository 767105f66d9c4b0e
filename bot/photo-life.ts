import type { Tx } from '#db/door.ts'
import { dropPhotos } from '#db/photos.ts'
import { arm } from '#db/timers.ts'
import type { FlowContext, InboxRow } from './flow.ts'

const DAY_MS = 86_400_000
/** As long as what is written in a chat: a photo is looked at when it is new, and when somebody asks again. */
const KEPT_MS = 365 * DAY_MS

interface Kept {
  photoId: string
  lane: string
  regionId: string
  firmId: string | null
  /** Until it is used, a picture may have a shorter life. */
  keptMs?: number
}

/** From now on it is kept for its time, and gone after that. */
export const keepForItsTime = (
  tx: Tx,
  { now }: FlowContext,
  { photoId, keptMs = KEPT_MS, ...place }: Kept,
): Promise<void> =>
  arm(tx, {
    ...{ key: `photo:${photoId}`, dueAt: now + keptMs, kind: 'photo-expired', payload: { photoId } },
    ...place,
  })

export async function photoExpired(tx: Tx, job: InboxRow): Promise<void> {
  await dropPhotos(tx, [(job.payload as { photoId: string }).photoId])
}
