/** A region's figures in words of its language; what is hidden is a sentence here, and its number is nowhere. */
export interface RegionSheet {
  kind: 'region'
  locale: string
  title: string
  region: string
  date: string
  /** '' unless the figures are invented. */
  madeUp: string
  notes: readonly string[]
  means: Bars | null
  tables: readonly Table[]
}

export interface Bars {
  title: string
  madeUp: string
  /** Each names its base and N. */
  legend: { own: string; whole: string }
  /** Percent. */
  whole: number
  axes: readonly { label: string; percent: number; isWeak: boolean }[]
}

export interface Table {
  heading: string
  columns: readonly string[]
  rows: readonly Row[]
}

export interface Row {
  cells: readonly string[]
  /** 0 to 1; null: no bar. */
  share: number | null
  /** 分からない and no answer are no answers like the others. */
  isApart: boolean
}
