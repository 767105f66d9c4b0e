/** Help from afar, as analysts and the desk see it. */
export const deskRemoteHelp = {
  heading: '遠隔の支援：{{firm}}',
  row: { phone: '電話', consent: '同意', minutes: 'かかった時間' },
  'by-at': '{{who}} さん（{{at}}）',
  minutes_other: '{{count}}分',
  state: {
    asked: '依頼（{{at}}）。企業の同意を待っています。',
    agreed: '同意（{{at}}）。電話をして、始めてください。',
    declined: '企業がことわりました（{{at}}）。',
    'in-hand': '対応中（{{who}}、{{at}}）',
    solved: '解決（{{who}}、{{at}}）',
    difficult: '困難（{{who}}、{{at}}）。駆け付けが要るかどうかを決めてください。',
  },
  button: { ask: '遠隔で助ける', begin: '始める', 'open-result': '結果を書く' },
  unanswered: '1時間たっても、企業の返事がありません。電話をしてください。',
  form: {
    title: '遠隔の支援の結果',
    submit: '保存',
    outcome: '結果',
    solved: '解決',
    difficult: '困難（遠隔では直せない）',
    steps: 'したこと',
    'steps-hint': '困難のときは、なぜ遠隔では直せないかも書いてください。',
    minutes: '分（数字）',
  },
  fault: {
    outcome: '結果を選んでください。',
    steps: 'したことを書いてください。',
    minutes: '1から600までの数字を書いてください。',
    unreachable: '{{firm}} さんに、LINEで届く人がいません。電話をしてください。',
  },
} as const
