import type { Radar } from './radar.ts'

/** What stands on a result sheet, whether it is printed or read as a page. Every text is in the reader's language already. */
export interface Sheet {
  kind: 'result'
  locale: string
  title: string
  firm: string
  date: string
  /** 「68点」 and 「100点のうち」. */
  score: { points: string; of: string }
  band: string
  /** Since the diagnosis before; empty for the first one. */
  progress: readonly string[]
  radar: Radar
  /** Above the same as a table. */
  figures: string
  /** The country's figures, where there are any. */
  national: { heading: string; rows: readonly { what: string; share: string }[] }
  /** なにを・どこまで・大丈夫？ */
  answers: readonly { heading: string; lines: readonly string[] }[]
  measures: { heading: string; columns: { cost: string; time: string }; rows: readonly SheetMeasure[] }
  /** Whose means these are and of how many; what is not known. */
  notes: readonly string[]
}

export interface SheetMeasure {
  what: string
  cost: string
  time: string
}
