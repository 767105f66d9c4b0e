/** Whose device it is, asked of one person in their own chat. No word says that anybody did wrong. */
export const inquiry = {
  ask: {
    site: '{{when}}、{{site}} を開きましたか。',
    named: '{{when}}、「{{name}}」という名前のパソコンを使っていましたか。',
    used: '{{when}}、会社でパソコンを使っていましたか。',
  },
  when: {
    morning: '今朝{{hour}}時ごろ',
    today: '今日の{{hour}}時ごろ',
    yesterday: '昨日の{{hour}}時ごろ',
    earlier: '{{date}}の{{hour}}時ごろ',
  },
  why: '見守りのために、みなさんに同じことを聞いています。どの答えでも大丈夫です。ボタンを1つ押してください。',
  again: 'お返事がまだなので、もう一度だけ聞きます。どの答えでも大丈夫です。ボタンを1つ押してください。',
  button: { yes: 'はい', no: 'いいえ', unsure: 'わからない' },
  thanks: {
    yes: 'ありがとうございます。お願いがあれば、また知らせます。',
    no: 'ありがとうございます。あなたがすることは、もうありません。',
    unsure: 'ありがとうございます。分からなくても大丈夫です。',
  },
  over: 'ありがとうございます。この質問は、もう答えなくて大丈夫です。',
  'not-found': {
    heading: 'どのパソコンか、まだ分かりません',
    nobody: 'みなさんに聞きましたが、使っている人が見つかりませんでした。知っていたら、選んでください。',
    several: '「はい」と答えた人が{{count}}人います。だれのパソコンか、選んでください。',
  },
} as const
