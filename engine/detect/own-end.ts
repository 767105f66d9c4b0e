import { isAddress } from '#engine/network.ts'

type IsInside = (address: string) => boolean

/** Of two ends the one that somebody of the firm has to look at: who did it if it is the firm's, else whom it was done to; '' for neither. */
export const deviceOf = (source: string, target: string, isInside: IsInside): string =>
  isInside(source) ? source : isOwn(target, isInside) ? target : ''

/** A computer that tells of itself in its own log is known by its name. */
const isOwn = (end: string, isInside: IsInside): boolean => isInside(end) || (end !== '' && !isAddress(end))
