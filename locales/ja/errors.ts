/** What a person is told when something went wrong on our side, or a button is not theirs. */
export const errors = {
  apology: 'すみません。こちらの都合でうまくいきませんでした。担当の人に知らせました。もう一度送る必要はありません。',
  retry: 'すみません。いま混み合っています。少し待って、もう一度押してください。',
  'unknown-tap': 'このボタンは、いまは使えません。いちばん新しいメッセージのボタンを押してください。',
  'expired-tap': 'このボタンは古くなりました。いちばん新しいメッセージのボタンを押してください。',
  'not-yours': 'このボタンは、ほかの方のためのものです。困っていることがあれば「相談」と送ってください。',
  'staff-only': 'この操作は、係の人だけができます。',
  missing: '（この文は準備中です）',
  'form-expired': 'この画面は古くなりました。閉じて、もう一度開いてください。',
} as const
