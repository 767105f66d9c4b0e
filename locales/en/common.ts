/** Words that every occasion shares. */
export const common = {
  'app-name': 'Otasuke',
  yes: 'Yes',
  no: 'No',
  send: 'Send',
  cancel: 'Cancel',
  close: 'Close',
  none: 'none',
  unknown: 'unknown',
  severity: { high: 'high', medium: 'medium', low: 'low' },
  count_one: '{{count}} item',
  count_other: '{{count}} items',
  'person-name': '{{name}}',
  'firm-name': '{{firm}}',
  'as-typed': '{{text}}',
  pair: '{{left}}: {{right}}',
  numbered: '{{number}}. {{text}}',
} as const
