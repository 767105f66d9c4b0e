const PREFIX = 'claim:'

/** All that happens to one trigger record happens in one order; its card in #desk has the same name. */
export const claimLane = (caseId: string): string => `${PREFIX}${caseId}`
export const isOfClaim = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const caseOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** A case has one record; its links are named after it, so it has no other underscore. */
export const claimFor = (caseId: string): string => `claim_${caseId.slice(caseId.indexOf('_') + 1).toLowerCase()}`
