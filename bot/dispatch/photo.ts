import type { Speaking } from '../speaking.ts'

/** What the visit is told with a photo: by whom it was sent, and whose job they say it is. */
export interface VisitPhoto {
  visitLane: string
  vendor: string
  by: Speaking
}

export const isOfVisit = (said: unknown): said is VisitPhoto =>
  typeof said === 'object' && said !== null && 'visitLane' in said

/** What the visit's lane is handed once the photo is here, or cannot be had. */
export const photoCommand = ({ vendor, by }: VisitPhoto, photoId: string | null): object => ({
  command: photoId === null ? 'no-photo' : 'photo',
  ...{ params: { vendor, ...(photoId !== null && { photo: photoId }) }, by },
})
