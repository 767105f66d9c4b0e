const PREFIX = 'consultation:'

/** All that happens to one consultation happens in one order; its card in #desk has the same name. */
export const consultationLane = (id: string): string => `${PREFIX}${id}`
export const isOfConsultation = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const consultationOfLane = (lane: string): string => lane.slice(PREFIX.length)
/** One message in the thread, by which it is found again when its words are taken back. */
export const wordsKey = (wordsId: string): string => `${WORDS}${wordsId}`
const WORDS = 'consultation-words:'
export const wordsOfKey = (key: string | null): string | undefined =>
  key?.startsWith(WORDS) ? key.slice(WORDS.length) : undefined
/** The message about a picture that the desk has posted. */
export const pictureKey = (photoId: string): string => `consultation-picture:${photoId}`
