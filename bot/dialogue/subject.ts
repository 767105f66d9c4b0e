import type { StoredSession } from '#db/dialogues.ts'

/** By this the outbox tells that a result has reached somebody. */
export const sheetSubject = ({ id }: Pick<StoredSession, 'id'>): string => `sheet:${id}`
export const sheetIn = (subject: string | null): string | undefined =>
  subject?.startsWith('sheet:') ? subject.slice('sheet:'.length) : undefined
