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
 * youngest open case that still takes it, or begins one. Neither the order of the alerts nor that of the cases shows.
 */
export function fold(
  alerts: readonly Foldable[],
  open: readonly Taking[],
  idFor: (kind: AlertKind, device: string, windowStart: number) => string,
): Fold[] {
  const folds = open.map(
    ({ id, kind, device, windowStart }): Fold => ({ caseId: id, kind, device, windowStart, alertIds: [] }),
  )
  for (const alert of alerts.toSorted(byTime)) {
    const home = folds.filter((one) => takes(one, alert)).reduce<Fold | undefined>(younger, undefined)
    if (home) home.alertIds.push(alert.id)
    else folds.push(begun(alert, idFor))
  }
  return folds.filter(({ alertIds }) => alertIds.length > 0)
}

/** What comes days late tells of another time, and is another case. */
const takes = ({ kind, device, windowStart }: Fold, alert: Foldable): boolean =>
  kind === alert.kind && device === alert.device && Math.abs(alert.firstSeenAt - windowStart) < FOLD_WINDOW_MS

const younger = (left: Fold | undefined, right: Fold): Fold =>
  left && (left.windowStart - right.windowStart || compareTexts(left.caseId, right.caseId)) > 0 ? left : right

const begun = (
  { id, kind, device, firstSeenAt }: Foldable,
  idFor: (kind: AlertKind, device: string, windowStart: number) => string,
): Fold => ({ caseId: idFor(kind, device, firstSeenAt), kind, device, windowStart: firstSeenAt, alertIds: [id] })

const byTime = (left: Foldable, right: Foldable): number =>
  left.firstSeenAt - right.firstSeenAt || compareTexts(left.id, right.id)

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
