/** Words that every occasion shares. */
export const common = {
  'app-name': 'おたすけ',
  yes: 'はい',
  no: 'いいえ',
  send: '送る',
  cancel: 'やめる',
  close: '閉じる',
  none: 'なし',
  unknown: '不明',
  severity: { high: '高', medium: '中', low: '低' },
  count_other: '{{count}}件',
  'person-name': '{{name}} さん',
  'firm-name': '{{firm}} さん',
  /** For words somebody typed, where a key is wanted. */
  'as-typed': '{{text}}',
  pair: '{{left}}：{{right}}',
  numbered: '{{number}}. {{text}}',
} as const
