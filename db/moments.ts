/** The domain counts epoch ms; the database keeps `timestamptz`. Drivers hand moments back as Date or as text. */
export const toDate = (ms: number): string => new Date(ms).toISOString()
export const orNull = (ms: number | null | undefined): string | null =>
  ms === null || ms === undefined ? null : toDate(ms)
export const toMs = (value: Date | string): number => (value instanceof Date ? value.getTime() : Date.parse(value))
export const msOrNull = (value: Date | string | null): number | null => (value === null ? null : toMs(value))
