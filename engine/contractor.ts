/** A maintenance company sees what happens where it was let in, and nothing else. */

/** How many rows of evidence it gets. */
export const EVIDENCE_ROWS_MAX = 30

/** The sites that it looks after; null for the whole firm, with what is added to it later. */
export type Scope = readonly string[] | null

/**
 * `seenAt`: where the matter was seen, with null for where
 * nobody knows: what may have been seen elsewhere, too, is not for it.
 */
export const covers = (scope: Scope, seenAt: readonly (string | null)[]): boolean =>
  scope === null || (seenAt.length > 0 && seenAt.every((site) => site !== null && scope.includes(site)))

export const widened = (scope: Scope, site: string): Scope =>
  scope === null || scope.includes(site) ? scope : [...scope, site]

/** Of the whole firm what is left is what there is now: what is added later is not for it. */
export const withoutSite = (scope: Scope, site: string, all: readonly string[]): Scope =>
  (scope ?? all).filter((one) => one !== site)
