const PREFIX = 'health-check:'
const RUN = 'health-run:'

/** All that happens to one month's health check of a firm happens in one order. */
export const healthLane = (id: string): string => `${PREFIX}${id}`
export const isOfHealthCheck = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const healthCheckOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** A region's drafts of a month. */
export const runLane = (regionId: string): string => `${RUN}${regionId}`
export const isOfHealthRun = ({ subject }: { subject: string }): boolean => subject.startsWith(RUN)
