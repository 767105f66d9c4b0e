/** How often a property is tried: a sample in `npm test`, everything in `npm run prove`. */
export const isProof = process.env.PROVE === '1'

export const proofRuns = (sample: number, full: number): number => (isProof ? full : sample)
