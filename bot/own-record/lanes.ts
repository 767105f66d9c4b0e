const ownPart = (id: string): string => id.slice(id.indexOf('_') + 1)

/** What a link to somebody's own record speaks of. */
export const recordSubject = (personId: string): string => `record_${ownPart(personId)}`
export const personOfSubject = (subject: string): string => `person_${ownPart(subject)}`

export const ownLane = (personId: string): string => `own:${personId}`
