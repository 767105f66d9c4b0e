import type { FlowEvent } from '#engine/event.ts'

/** From here on systems number their own ends of connections; what listens for strangers lies below. */
const EPHEMERAL_PORT_MIN = 32_768

/** A server's last word to a client that has gone points the other way. */
export const isTowardsService = ({ sourcePort, targetPort }: Pick<FlowEvent, 'sourcePort' | 'targetPort'>): boolean =>
  sourcePort >= EPHEMERAL_PORT_MIN && targetPort < EPHEMERAL_PORT_MIN
