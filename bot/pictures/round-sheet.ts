/** What is printed of a round of the survey, in words of its region's language. */
export interface RoundSheet {
  kind: 'round'
  locale: string
  title: string
  label: string
  name: string
  /** What it is, in three lines. */
  lines: readonly string[]
  /** What its QR stands for. */
  link: string
  /** How it is used, a line each. */
  scan: readonly string[]
  /** For whoever cannot scan: what to look for, and what to send. */
  typed: { how: readonly string[]; text: string }
  /** '' where no last day was named. */
  until: string
}
