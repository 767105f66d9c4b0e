const PREFIX = 'example:'

/** All that happens to one example happens in one order; a blank form has the id of the example that it may become. */
export const exampleLane = (id: string): string => `${PREFIX}${id}`
export const isOfExample = ({ subject }: { subject: string }): boolean => subject.startsWith(PREFIX)
export const exampleOfLane = (lane: string): string => lane.slice(PREFIX.length)

/** The example that a case may become. */
export const exampleOfCase = (caseId: string): string => caseId.replace(/^case_/u, 'example_')
export const caseOfExample = (id: string): string => id.replace(/^example_/u, 'case_')

/** What others are shown of it: taken back with it where it has not yet left. */
export const shownSubject = (id: string): string => `example-shown:${id}`

const READER = 'example-reader:'

/** What a firm is shown of others. */
export const readerLane = (firmId: string): string => `${READER}${firmId}`
export const isOfReader = ({ subject }: { subject: string }): boolean => subject.startsWith(READER)
