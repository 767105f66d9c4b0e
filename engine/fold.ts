import type { AlertKind } from './alert.ts'

const DAY_MS = 86_400_000
/** How long a case takes alerts of its kind and device, from its first one. */
export const FOLD_WINDOW_MS = DAY_MS

interface Foldable {
  id: string
  kind: AlertKind
  device: string
  firstSeenAt: number
}

interface Taking {
  id: string
  kind: AlertKind
  device: string
  windowStart: number
}

/** Alerts that go into one case, which may be new. */
export interface Fold {
  caseId: string
  kind: AlertKind
  device: string
  windowStart: number
  alertIds: string[]
}

/**
 * Alerts become one case per kind, device and window: 1,399 failed log-ins are one card that counts. An alert joins the
 * youngest open case that still takes it, or begins one.
 */
export function fold(
  alerts: readonly Foldable[],
  open: readonly Taking[],
  idFor: (kind: AlertKind, device: string, windowStart: number) => string,
): Fold[] {
  const taking = open.map(
    ({ id, kind, device, windowStart }): Fold => ({ caseId: id, kind, device, windowStart, alertIds: [] }),
  )
  for (const { id, kind, device, firstSeenAt } of [...alerts].sort(
    (one, other) => one.firstSeenAt - other.firstSeenAt,
  )) {
    const home = taking.findLast(
      (one) => one.kind === kind && one.device === device && firstSeenAt < one.windowStart + FOLD_WINDOW_MS,
    )
    if (home) home.alertIds.push(id)
    else
      taking.push({ caseId: idFor(kind, device, firstSeenAt), kind, device, windowStart: firstSeenAt, alertIds: [id] })
  }
  return taking.filter(({ alertIds }) => alertIds.length > 0)
}
