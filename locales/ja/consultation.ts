/** What a firm reads while people answer it. */
export const consultation = {
  from: '{{name}}（相談の担当）より',
  'from-with-photo': '{{name}}（相談の担当）より、写真です。',
  photo: '相談の担当からの写真',
  template: {
    looking: '見ました。いま調べています。分かったら、ここに書きます。',
    asking: 'もう少し教えてください。画面に出ている言葉を、そのまま書いてください。',
    checking: 'その後、いかがですか。直っていたら「直りました」と書いてください。',
  },
  known: {
    'from-desk': '前に同じ質問がありました（相談窓口、{{month}}）。',
    'from-the-start': 'よくある質問です（相談窓口）。',
    ask: 'これで分かりましたか。',
    helped: 'これで分かった',
    another: 'ほかの答え',
    person: '人に聞く',
    thanks: 'よかったです。また困ったときは、ここに書いてください。',
    told: '担当の人に伝えてあります。返事を待ってください。',
  },
  amended: '{{name}}（相談の担当）より。先ほどの言葉を、こう直します。',
  withdrawn: '{{name}}（相談の担当）より。先ほどの次の言葉は、取り消します。',
  'taken-over': 'これからは、{{name}}（相談の担当）が答えます。',
  matter: { consult: 'この相談', remote: 'リモート支援の話', visit: '駆け付けの話', emergency: '緊急の相談' },
  solved: '{{matter}}は、これで終わりにします。また困ったときは、「相談」と送ってください。',
  released:
    'しばらく話がなかったので、{{matter}}は、自動の返事に戻ります。続きを話すときは、ここに書いてください。担当の人に届きます。',
} as const
