const PREFIX = 'leak:'

/** One firm's leaks happen in one order. */
export const leakLane = (firmId: string): string => `${PREFIX}${firmId}`
export const isOfLeak = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
