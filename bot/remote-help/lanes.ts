const PREFIX = 'remote-help:'
const MARK = 'remote_'

/** All that happens to one help happens in one order; its card in #desk has the same name. */
export const remoteHelpLane = (id: string): string => `${PREFIX}${id}`
export const isOfRemoteHelp = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const remoteHelpOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** One consultation or case is helped from afar once at a time, so the help is named after it. */
export const remoteHelpFor = (about: string): string => `${MARK}${about}`
export const aboutOf = (id: string): string => id.slice(MARK.length)
