/**
 * ★3準備ノート: for the numbers of SCS ★3 about which our records tell something, what was done and when. It proves no
 * conformity and claims none: whether a firm meets an item is for the firm and its expert to say.
 */
export const STAR3_ITEMS = [
  ...(['1-2-1', '1-2-3', '1-3-1', '2-1-1', '2-1-2', '2-1-4', '3-1-1', '3-1-2', '3-1-3', '3-1-4'] as const),
  ...(['4-1-1', '4-1-2', '4-1-3', '4-1-4', '4-1-5', '4-1-6', '4-1-7', '4-2-2', '4-3-4'] as const),
  ...(['4-4-1', '4-4-4', '4-4-5', '4-5-1', '5-1-1', '6-1-1', '7-1-1'] as const),
] as const
export type Star3Item = (typeof STAR3_ITEMS)[number]

/** What is kept of a firm that an item may rest on. */
export const KEPT_KINDS = [
  ...(['ledger', 'wiring', 'information', 'privileged', 'copies', 'updates'] as const),
  ...(['antivirus', 'watched', 'notices', 'visits'] as const),
] as const
export type KeptKind = (typeof KEPT_KINDS)[number]

const ITEM_OF: Readonly<Record<KeptKind, Star3Item>> = {
  ...{ ledger: '3-1-1', wiring: '3-1-2', information: '3-1-4', privileged: '4-1-2', copies: '4-3-4' },
  ...{ updates: '4-4-4', antivirus: '4-4-5', watched: '5-1-1', notices: '6-1-1', visits: '6-1-1' },
}

export interface Kept {
  kind: KeptKind
  /** Of so many. */
  count: number
  of: number
  /** The first and the last time, epoch ms. */
  since: number
  until: number
}

export interface Notebook {
  items: { item: Star3Item; kept: Kept[] }[]
  /** Of these nothing is kept here. */
  without: Star3Item[]
}

/** What there is none of is no evidence. */
export function notebookOf(all: readonly Kept[]): Notebook {
  const kept = all.filter(({ count }) => count > 0)
  const of = (item: Star3Item): Kept[] => kept.filter(({ kind }) => ITEM_OF[kind] === item)
  return {
    items: STAR3_ITEMS.filter((item) => of(item).length > 0).map((item) => ({ item, kept: of(item) })),
    without: STAR3_ITEMS.filter((item) => of(item).length === 0),
  }
}
