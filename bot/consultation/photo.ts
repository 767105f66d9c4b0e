import type { PhotoRefusal } from '#engine/dialogue/exchange.ts'
import type { Speaking } from '../speaking.ts'

/** What a consultation is told with a photo: who sent it or posted it in the thread, and in which message. */
export interface ConsultationPhoto {
  consultationLane: string
  side: 'firm' | 'desk'
  by: Speaking
  /** The platform's name of the message it came in. */
  messageId: string
  /** LINE's, with which an answer can quote it. */
  quoteToken?: string
}

export const isOfConsultation = (said: unknown): said is ConsultationPhoto =>
  typeof said === 'object' && said !== null && 'consultationLane' in said

/** What its lane is handed once the photo is here, or cannot be had. A picture of the desk's is only kept ready. */
export const photoCommand = (
  { side, by, messageId, quoteToken }: ConsultationPhoto,
  outcome: { photo: string } | { reason: PhotoRefusal },
): object => ({
  command: `${'photo' in outcome ? '' : 'no-'}${side === 'desk' ? 'picture' : 'photo'}`,
  ...{ by, messageId, ...(quoteToken !== undefined && { quoteToken }), ...outcome },
})

/** LINE takes no other kinds, and none that are larger. */
export const isForLine = (type: string): boolean => type === 'image/jpeg' || type === 'image/png'
export const PICTURE_BYTES_MAX = 10_000_000
