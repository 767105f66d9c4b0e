const PREFIX = 'dispatch:'
const MARK = 'dispatch_'
const ADDRESS = 'visit-address:'

/** All that happens to one visit happens in one order; its card has the same name. */
export const dispatchLane = (id: string): string => `${PREFIX}${id}`
export const isOfDispatch = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const dispatchOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** One consultation or case leads to one visit at a time, so the visit is named after it. */
export const dispatchFor = (about: string): string => `${MARK}${about}`
export const aboutOf = (id: string): string => id.slice(MARK.length)

/** Whatever tells where somebody lives: by this it is found again when it must be gone. */
export const addressKey = (id: string): string => `${ADDRESS}${id}`

/** What somebody was told as a vendor, or the firm of a vendor. */
export const isOfVisit = (subject: string | null): boolean =>
  subject !== null && (subject.startsWith(PREFIX) || subject.startsWith(ADDRESS))
