/** How far the programme is: 「いまどの段階？」, and what is said where a service is switched off. */
export const stage = {
  heading: '{{region}}の事業のいまの段階',
  now: 'いまは「{{phase}}」です（5つのうち{{place}}番目）。',
  next: '次の予定は {{day}} です。',
  'no-day': '次の予定の日は、まだ決まっていません。',
  phase: { preparing: '準備', recruiting: '募集', running: '実施', reporting: '報告', continuing: '継続' },
  meaning: {
    preparing: '始めるための用意をしています。',
    recruiting: '参加する会社をさがしています。',
    running: '会社の守りを、いっしょに見ています。',
    reporting: '分かったことを、まとめて伝えています。',
    continuing: 'これからの続け方を決めています。',
  },
  service: { diagnosis: '診断', consultation: '相談', sensor: '見守り', incident: '困ったときの手助け' },
  off: {
    diagnosis: 'いま、この地域では「診断」をお休みしています。始まると、メニューに戻ります。',
    consultation: 'いま、この地域では「相談」をお休みしています。始まると、メニューに戻ります。',
    sensor: 'いま、この地域では「見守り」をお休みしています。始まると、メニューに戻ります。',
    incident: 'いま、この地域では「リモート支援」と「駆け付け」をお休みしています。',
    ask: '困ったときは「相談」と送ってください。急ぐときは「緊急」です。',
    others: '急ぐときは「緊急」と送ってください。',
  },
} as const
