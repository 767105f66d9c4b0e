const PREFIX = 'installation:'

/** One firm's sensors are plugged in one after the other; the desk's card of it has the same name. */
export const installationLane = (firmId: string): string => `${PREFIX}${firmId}`
export const isOfInstallation = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
