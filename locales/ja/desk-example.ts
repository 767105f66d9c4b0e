/** A firm's example as the desk sees it. */
export const deskExample = {
  heading: '事例：{{firm}}',
  opened: '{{firm}} さんの事例を、相談の部屋に出しました。',
  withheld:
    '「{{wanted}}」と書くと、どの会社か分かってしまいます（同じような会社が5社より少ないため）。「{{told}}」として出します。',
  correction: '事例を直してほしいそうです：{{firm}}（{{who}}）。電話をして、どこを直すか聞いてください。',
  state: {
    none: 'まだ書いていません。',
    unreachable: '書きました。LINEで届く代表の人がいないので、まだ聞けません。',
    proposed: '書きました（{{at}}）。まだ聞いていません。',
    asked: '企業の返事を待っています（{{at}}）。',
    'to-correct': '企業が「直してほしい」と答えました（{{at}}）。',
    agreed: '{{who}} さんが「出してよい」と答えました（{{at}}）。もう一度読んで、公開してください。',
    refused: '企業が「出さない」と答えました（{{at}}）。もう聞きません。',
    published: '公開しています（{{at}} から）。',
    withdrawn: '取り下げました（{{at}}）。文は残っていません。',
  },
  button: {
    'open-write': '書く',
    rewrite: '直す',
    ask: '企業に聞く',
    publish: '公開する',
    withdraw: '取り下げる',
  },
  form: {
    title: '事例を書く',
    submit: '企業に見せて聞く',
    explain:
      'どの会社か分からないように、やさしい言葉で書いてください。企業がこの文に「出してよい」と答えるまで、どこにも出ません。',
    industry: '業種',
    size: '人数',
    'no-size': '書かない',
    happened: '起きたこと',
    helped: '役に立ったこと',
    cost: 'かかったお金（円）',
    'cost-hint': 'かからなかったら0と書いてください。',
  },
  fault: { cost: '金額を数字で書いてください（例：0、30000、3万）。' },
  refused: {
    'old-text': 'これは、前の文のものです。',
    already: 'もう、そうなっています。',
    over: 'この事例は、もう終わっています。',
    'not-now': 'いまは、それはできません。企業の「出してよい」が要ります。',
  },
} as const
