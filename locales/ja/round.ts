/** A round of the survey at an event, and the guests who answer it without being members. */
export const round = {
  /** What the QR has written already: the word that begins the survey, and the round's code. */
  scan: 'アンケート {{code}}',
} as const
