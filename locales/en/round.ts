/** A round of the survey at an event, and the guests who answer it without being members. */
export const round = {
  scan: 'survey {{code}}',
} as const
