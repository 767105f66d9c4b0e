const PREFIX = 'sensor-config:'

/** All that happens to the settings of one box happens in one order. */
export const configLane = (sensorId: string): string => `${PREFIX}${sensorId}`
export const isOfConfig = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const sensorOfLane = (lane: string): string => lane.slice(PREFIX.length)
