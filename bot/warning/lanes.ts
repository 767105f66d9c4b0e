const PREFIX = 'warning:'
const WARNED = 'warned:'

/** All that happens to one warning happens in one order. */
export const warningLane = (id: string): string => `${PREFIX}${id}`
export const isOfWarning = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const warningOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** What one firm is warned of, and whether its people want it. */
export const warnedLane = (firmId: string): string => `${WARNED}${firmId}`
export const isOfWarned = ({ subject }: { subject: string }): boolean => subject.startsWith(WARNED)
