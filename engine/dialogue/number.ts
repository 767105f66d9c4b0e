const DIGITS: Readonly<Record<string, number>> = Object.fromEntries([...'〇一二三四五六七八九'].map((c, n) => [c, n]))
const SMALL: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }
const LARGE: Readonly<Record<string, number>> = { 万: 10_000, 億: 100_000_000 }

/**
 * A number as people type it: 「8」「８人」「二十五」「1,200」「5万円」「約10台」. Undefined when it holds no number, or several
 * (「10から20」): then the person has to say which.
 */
export function numberIn(typed: string): number | undefined {
  const text = typed.normalize('NFKC').replace(/(\d)[,、](?=\d{3})/gu, '$1')
  const found = text.match(/[0-9〇一二三四五六七八九十百千万億][0-9.〇一二三四五六七八九十百千万億]*/gu) ?? []
  const [only, ...others] = found
  if (only === undefined || others.length > 0) return undefined
  return amountOf(only)
}

/** Digits and kanji mixed: 「5万」「1億2千万」「二十五」「2.5万」. */
function amountOf(text: string): number | undefined {
  let total = 0
  let section = 0
  let figure: number | undefined
  for (const part of text.match(/[0-9.]+|./gu) ?? []) {
    const digit = DIGITS[part]
    const small = SMALL[part]
    const large = LARGE[part]
    if (digit !== undefined) figure = (figure ?? 0) * 10 + digit
    else if (small !== undefined) {
      section += (figure ?? 1) * small
      figure = undefined
    } else if (large !== undefined) {
      total += (section + (figure ?? (section === 0 ? 1 : 0))) * large
      section = 0
      figure = undefined
    } else if (Number.isFinite(Number(part))) figure = Number(part)
    else return undefined
  }
  return total + section + (figure ?? 0)
}
