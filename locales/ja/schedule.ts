/** What happens by itself, as the staff reads it. */
export const schedule = {
  does: {
    'health-run': '先月の健康診断を下書きし、アナリストに見せます。',
    'advisory-digest': '1週間のお知らせを、まとめて企業に送ります。',
    'monthly-check': '守りを続けているかを、企業に3つ聞きます。',
    'example-read': '身近な事例を、企業に1つ送ります。',
    responsible: '企業の責任者が変わっていないかを聞きます。',
    retention: '保存の期限が過ぎたものを消します。',
    once: '始まっている用件の、知らせや期限です。',
  },
  heading: '{{from}} からの予定',
  none: '予定はありません。',
  line: '{{at}}　{{does}}（{{count}}件）',
  more: 'ほか{{count}}件',
  how: '/otasuke 予定 12/1 で、その日に送るものを試せます。送りません。',
  unread: '日付が読めませんでした。例：/otasuke 予定 12/1',
  rehearsed: '{{day}} に送るもの（いまのままなら）',
  'rehearsed-none': '{{day}} に送るものは、いまはありません。',
  'rehearsed-line': '{{at}}　{{does}}（{{count}}件のうち、{{tried}}件を試しました）',
  left: 'ほかの{{count}}件の続きは、数えただけです。',
  message: '{{to}} へ {{count}}通',
} as const
