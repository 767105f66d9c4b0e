/** 法人番号: its first digit proves the others, which count once and twice by turns from the right. */
export function isCorporateNumber(digits: string): boolean {
  const [check = 0, ...body] = [...digits].map(Number)
  const sum = body.toReversed().reduce((total, digit, place) => total + digit * ((place % 2) + 1), 0)
  return /^\d{13}$/.test(digits) && check === 9 - (sum % 9)
}
