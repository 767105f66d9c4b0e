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
  /** What some of the tables tell, drawn. */
  charts: readonly Chart[]
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

/** Of each a bar with its figure, or a dot for each pair of figures. */
export type Chart =
  | { kind: 'bars'; title: string; rows: readonly { label: string; value: number; shown: string }[] }
  | { kind: 'points'; title: string; axes: { x: string; y: string }; points: readonly (readonly [number, number])[] }

export interface Table {
  heading: string
  columns: readonly string[]
  rows: readonly Row[]
  /** Below it. */
  note?: string
}

export interface Row {
  cells: readonly string[]
  /** 0 to 1; null: no bar. */
  share: number | null
  /** 分からない and no answer are no answers like the others. */
  isApart: boolean
}
