const PREFIX = 'leaving:'

/** All that happens to a firm that leaves happens in one order. */
export const leavingLane = (firmId: string): string => `${PREFIX}${firmId}`
export const isOfLeaving = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)

const ownPart = (id: string): string => id.slice(id.indexOf('_') + 1)

/** What links to the data of a firm, and to the note that its boxes are sent back with, speak of. */
export const exportSubject = (firmId: string): string => `export_${ownPart(firmId)}`
export const returnSubject = (firmId: string): string => `return_${ownPart(firmId)}`
export const firmOfSubject = (subject: string): string => `firm_${ownPart(subject)}`
