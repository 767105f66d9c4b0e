/** A firm's drawing in `#desk`. */
export const deskInstallation = {
  heading: 'つなぎ方：{{firm}}',
  row: { device: '送る箱', reason: '理由', state: '今' },
  state: {
    drawn: '図ができました。まだ始めていません。',
    guiding: '{{number}}/{{total}} を進めています',
    paused: '{{number}}/{{total}} で「あとで」',
    stuck: '{{at}}（「できない」{{cannots}}回）',
    checking: '全部つないだそうです。通信の確認を待っています。',
    connected: 'つながりました',
    visiting: '訪問を頼まれています',
  },
  missing: '決められません：出入口の箱が分かりません',
  page: 'つなぎ方の絵（動きます）',
  paper: '箱に入れる紙（A4）',
  about: 'つなぎ方の途中です：{{what}}',
  button: { choose: '箱を変える' },
  chosen: '{{firm}} さんの図を作り直しました。',
  form: {
    title: '送る箱を選ぶ',
    submit: '変える',
    box: '送る箱',
    why: '理由',
    'why-hint': '写真や電話で分かったことを、短く書いてください。',
  },
  fault: { box: '箱を選んでください。', why: '理由を書いてください。' },
} as const
