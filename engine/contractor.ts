/** A maintenance company sees what happens where it was let in, and nothing else. */

/** How many rows of evidence it gets. */
export const EVIDENCE_ROWS_MAX = 30

/**
 * `scope`: the sites it looks after, null for the whole firm. `seenAt`: where the matter was seen, with null for where
 * nobody knows: what may have been seen elsewhere, too, is not for it.
 */
export const covers = (scope: readonly string[] | null, seenAt: readonly (string | null)[]): boolean =>
  scope === null || (seenAt.length > 0 && seenAt.every((site) => site !== null && scope.includes(site)))
