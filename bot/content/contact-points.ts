/** Where a firm finds help outside us, day and night. Public figures: look them up again before each release. */
export const CONTACT_POINTS = [
  { who: 'ipa', how: 'cs-support@ipa.go.jp' },
  { who: 'police', how: '#9110 / 110' },
  { who: 'jpcert', how: 'https://www.jpcert.or.jp/form/' },
] as const
