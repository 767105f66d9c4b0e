/** What stands on a month's health check, as a page, a picture or paper. Every text is in the reader's language already. */
export interface HealthSheet {
  kind: 'health'
  locale: string
  title: string
  heading: string
  firm: string
  date: string
  /** 「A」, or ？ where it could not be told. */
  sign: string
  tone: 'ok' | 'wait' | 'warn'
  letter: string
  reason: string
  compared: string
  middle: string
  comment: { heading: string; text: string } | null
  first: { heading: string; text: string }
  /** The word for what opens an explanation. */
  what: string
  explained: string
  findings: HealthBlock
  figures: HealthBlock
  meaning: { heading: string; lines: readonly string[] }
  unseen: { heading: string; lines: readonly string[] }
  trend: { heading: string; legend: string; months: readonly { month: string; sign: string }[] }
}

interface HealthBlock {
  heading: string
  rows: readonly HealthRow[]
}

export interface HealthRow {
  label: string
  value: string
  /** The same where there is little room. */
  short: string
  isFound: boolean
  explained: string
  /** What can be done about it; '' where nothing can. */
  task: string
}
