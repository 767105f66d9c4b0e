import type { Identity } from '#db/people.ts'
import type { PersonRef } from '#engine/case.ts'

/** Somebody in a chat: whoever wrote or pressed, and where an answer reaches them. */
export type Speaking = PersonRef & Identity
