/** Who answers for security at a firm. */
export const responsible = {
  who: 'お知らせを受け取って決める人（責任者）は、どなたですか。くわしい人でなくて大丈夫です。',
  still: '責任者は、いまも {{who}} さんですか。年に1回、確かめています。',
  thanks: '責任者は {{who}} さんですね。書きとめました。変わったときは「相談」で教えてください。',
  gone: 'その人は、いまこの会社の登録にいません。もう一度「状況」と送ってください。',
  button: { me: 'わたしが責任者です', keep: 'このままでよい' },
} as const
