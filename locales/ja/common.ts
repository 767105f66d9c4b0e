/** Words that every occasion shares. */
export const common = {
  yes: 'はい',
  no: 'いいえ',
} as const
