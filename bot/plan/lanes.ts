const PREFIX = 'plan:'

/** What one firm takes happens in one order. */
export const planLane = (firmId: string): string => `${PREFIX}${firmId}`
export const isOfPlan = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
