const PREFIX = 'order:'

/** All that happens to one order happens in one order; its card in #desk has the same name. */
export const orderLane = (id: string): string => `${PREFIX}${id}`
export const isOfOrder = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const orderOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** A firm's orders begin one after the other. */
export const beginLane = (firmId: string): string => `${PREFIX}of:${firmId}`
