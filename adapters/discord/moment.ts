/** Discord has no date picker, so moments are typed, in Japan's time: the only one that staff of a region keep. */
const JAPAN_MS = 9 * 3_600_000
const MOMENT = /^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?[\sT]*(\d{1,2})[:時](\d{2})?分?$/
/** The last that four digits of a year can say. */
const LAST_MS = 253_402_268_400_000

export const momentText = (at: number): string =>
  at >= 0 && at < LAST_MS ? new Date(at + JAPAN_MS).toISOString().slice(0, 16).replace('T', ' ') : ''

/** Epoch ms as a decimal string; '' for what is no moment. */
export function momentTyped(text: string): string {
  const [, ...digits] = MOMENT.exec(text.normalize('NFKC').trim()) ?? []
  if (digits.length === 0) return ''
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = digits.map((part) => Number(part ?? 0))
  const at = Date.UTC(year, month - 1, day, hour, minute) - JAPAN_MS
  const isReal = momentText(at) === `${[year, two(month), two(day)].join('-')} ${two(hour)}:${two(minute)}`
  return isReal ? String(at) : ''
}

const two = (number: number): string => String(number).padStart(2, '0')
