import { wordsShowing } from '#db/consultations.ts'
import { dropPhotos, ownerOfPhoto } from '#db/photos.ts'
import type { FlowContext } from '../flow.ts'
import { keepForItsTime } from '../photo-life.ts'
import { line, personOf, type Work } from './happening.ts'
import { consultationLane, pictureKey } from './lanes.ts'
import { pictureInThread } from './thread.ts'

const DAY_MS = 86_400_000
/** A picture that nobody sends is gone after a while. */
const OFFERED_MS = 14 * DAY_MS

/** A picture that somebody of the desk posted in the thread can be sent from now on; it goes nowhere by itself. */
export async function pictureCame(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const { photo: photoId = '' } = said
  if (!(await ownerOfPhoto(tx, photoId))) return
  work.says.push(pictureInThread(app, file, { id: photoId, name: personOf(said).name, at: app.now }, 'ready'))
  await keep(work, photoId, OFFERED_MS)
}

export const pictureRefused = (work: Work): void =>
  line(work, work.said.reason === 'gone' || work.said.reason === 'not-fetched' ? 'no-picture' : 'picture-unfit')

/** Taken away in the thread before it was sent, it is not sent any more; afterwards nothing calls it back. */
export async function pictureTakenAway(work: Work): Promise<void> {
  const { tx, app, said, file } = work
  const { photo: id = '' } = said
  const wasSent = await wordsShowing(tx, file.stored.id, id)
  const isThere = (await ownerOfPhoto(tx, id)) !== undefined
  if (!wasSent) await dropPhotos(tx, [id])
  if (!isThere) return
  const how = wasSent ? 'stays' : 'taken-away'
  work.says.push(pictureInThread(app, file, { id, name: personOf(said).name, at: app.now }, how))
  if (!wasSent) work.erased.push(pictureKey(id))
}

/** What has crossed is kept for its time, whoever has sent it. */
export function keep({ tx, app, file }: Work, photoId: string, keptMs?: number): Promise<void> {
  const { id, regionId, firmId } = file.stored
  return keepForItsTime(tx, app, { photoId, lane: consultationLane(id), regionId, firmId, ...(keptMs && { keptMs }) })
}

const SENT_LINK_MS = 365 * DAY_MS

/** What the firm's phone fetches; the preview must be small. */
export const sentPicture = ({ link, now }: Pick<FlowContext, 'link' | 'now'>, id: string) => ({
  ...{ url: link(id, 'page', now + SENT_LINK_MS), preview: link(id, 'png', now + SENT_LINK_MS) },
})
