/** Cards in `#operations`: for those who keep the service running. */
export const operations = {
  poison: {
    fallback: '処理できない出来事があります：{{kind}}',
    text: '{{kind}}（{{lane}}）を{{count}}回試しましたが、終わりませんでした。止めて次へ進みました。',
  },
  'dead-letter': {
    fallback: '送れなかったメッセージがあります：{{reason}}',
    text: '{{platform}} の {{to}} に送れませんでした。理由：{{reason}}',
  },
  quota: {
    fallback: 'LINEの送信数が残り{{left}}通です',
    low: '今月のLINEの送信数は{{used}}通、上限は{{limit}}通です。残り{{left}}通です。',
    forecast: 'このままだと {{at}} ごろに足りなくなります。',
    exhausted: '今月のLINEの送信数を使い切りました。これからは通報だけを、予備から送ります。',
  },
  platform: {
    fallback: '{{platform}} に送れない状態が続いています',
    down: '{{platform}} に {{at}} から送れていません。待っている数：{{count}}件。',
    back: '{{platform}} にまた送れるようになりました。',
  },
  sensor: {
    fallback: 'センサーが止まっています：{{firm}}',
    silent: '{{firm}} の {{sensor}} から {{at}} を最後に届いていません。',
    rejected: '{{firm}} の {{sensor}} の行を{{count}}件、読めませんでした。',
  },
  batch: {
    fallback: '読めないデータのかたまりがあります：{{firm}}',
    parked: '{{firm}} の {{number}}番のかたまりを{{count}}回試しましたが、読めませんでした。',
  },
  sla: {
    fallback: '約束の時間を過ぎました：{{firm}}',
    breach: '{{firm}} さんの「{{kind}}」（危険度 {{severity}}）が、約束の時間（{{limit}}）のうちに決まっていません。',
  },
  intrusion: {
    fallback: 'ほかの企業の人がボタンを押しました',
    text: '{{subject}} のボタンを、関係のない人が押しました。中身は見せていません。',
  },
  invites: {
    fallback: '招待コードのまちがいが続いています',
    text: '{{platform}} の1人が、1時間に{{count}}回まちがえました。しばらく受け付けません。',
  },
} as const
