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
  health: {
    progress:
      '{{month}}の健康診断：{{firms}}社のうち {{approved}}社を承認しました。LINEで送ったのは {{sent}}社、送るのを待つのは {{waiting}}社、窓口が渡すのは {{desk}}社です。',
  },
  quota: {
    exhausted: '今月のLINEの送信数を使い切りました。これからは通報だけを、予備から送ります。',
    dropped: '今月のLINEの送信数が足りなくなりそうです。事例と毎月の確かめを、今月はもう送りません。',
    'ask-to-see': '今月のLINEの送信数が残り少ないので、健康診断は送らず、企業が「レポート」と言ったときに見せます。',
    forecast:
      '今月のLINEは、{{limit}}通のうち {{used}}通を使いました。月末の見込みは {{end}}通です（予備 {{reserve}}通は通報だけに使います）。',
    enough: '足りる見込みです。',
    short: '足りない見込みです。先に送らなくなるもの：{{what}}。',
    plan: '月 {{plan}}通のプランなら足ります。',
    kinds: { campaign: '事例と毎月の確かめ', report: '健康診断', conversation: '通報のほかのすべて' },
  },
  batch: {
    fallback: '読めないデータのかたまりがあります：{{firm}}',
    parked: '{{firm}} の {{number}}番のかたまりを{{count}}回試しましたが、読めませんでした。',
  },
  trial: {
    today_other: '試行中の検知「{{rule}}」：{{day}}は{{count}}件',
    firm_other: '{{count}}件',
    more_other: 'ほかに{{count}}社あります。',
    meaning: '試行中なので、案件にはしていません。よければ active に、多すぎれば off にしてください。',
  },
  sla: {
    fallback: '約束の時間を過ぎました：{{firm}}',
    breach: '{{firm}} さんの「{{kind}}」（危険度 {{severity}}）が、約束の時間（{{limit}}）のうちに決まっていません。',
    desk: '{{firm}} の {{who}} さんの相談に、約束の時間（営業時間で{{limit}}）のうちに返事をしていません。',
  },
  sensor: {
    silent: '{{firm}}（{{site}}）の見守りの箱から、{{since}} を最後に何も届いていません。',
    check: 'まず、箱の電源とLANのケーブルを確かめてください。電源を切って帰る会社なら、次に入れたときにまた届きます。',
    heard:
      'また届きはじめました。{{firm}}（{{site}}）の見守りの箱は、{{since}} から {{until}} まで（{{span}}）届いていませんでした。',
    stopped: '{{firm}}（{{site}}）の見守りの箱は、使うのをやめました。{{since}} から届いていませんでした。',
    box: '箱',
    type: '種類',
    types: { office: '事務所用', 'small-office': '小さな事務所用', home: '在宅用' },
    status: { working: '稼働', silent: '不通', stopped: '停止中' },
  },
  visit: {
    due: '訪問した会社へ、次にすることがあります（{{region}}、{{count}}件）。',
    line: '{{company}}（{{place}}）：{{step}}。{{day}}まで、{{name}}',
  },
  target: {
    behind:
      '{{region}}の申し込みが、計画より遅れています：いま{{applied}}社、計画では{{expected}}社（{{until}}までに{{firms}}社）。',
    suggest: '追加開催を考えてください。会は /otasuke 説明会 で開けます。',
  },
  application: { new: '新しい申し込み：{{company}}。企業を登録し、招待コードを送ってください。' },
  plan: {
    wished: '{{region}}：{{firm}}の{{who}}さんが、「{{plan}}」（{{price}}）を申し込みました。',
    dropped: '{{region}}：{{firm}}が、申し込みを取り消しました。',
    start: '今日から始める',
    started: '{{firm}}の「{{plan}}」を、今日から始めました。企業にも伝えました。',
    over: 'この申し込みは、もうありません。',
  },
  money: {
    closed: '{{region}}の{{month}}分を締めました。帳簿に{{entered}}件を書きました。',
    'to-bill': 'まだ請求していないもの：{{yen}}円。画面の「請求書」で、請求書を出せます。',
    'to-pay': '払うもの（運営と駆け付けの会社へ）：{{yen}}円。',
    unpriced:
      '{{firm}}：パソコンの台数が分からず、料金を書けませんでした。台数を入れて、画面の「請求書」でもう一度締めてください。',
    more: 'ほか{{count}}社',
    late: '{{who}}さんにお願いします（{{region}}）。払う日を過ぎた請求書が{{count}}通、合わせて{{yen}}円あります。',
    'late-nobody':
      '{{region}}：払う日を過ぎた請求書が{{count}}通、合わせて{{yen}}円あります。頼める人が、まだいません。',
    'late-call': '企業には、LINEで知らせました。2週間たっても払われないときは、電話してください。',
    'left-billed': '退会した企業（{{id}}）に、最後の請求書 No.{{number}}（{{yen}}円）を出しました。',
    'left-unbilled':
      '退会した企業（{{id}}）に、請求していない料金が{{yen}}円あります。請求書を出す人が決まっていないので、出していません。',
    'left-unpriced': '退会した企業（{{id}}）の最後の料金は、パソコンの台数が分からず、書けませんでした。',
  },
  milestone: {
    late_other: '予定の日を過ぎたものが{{count}}件あります（{{region}}）。',
    line: '{{says}}（{{day}}）',
    'line-of': '{{firm}}：{{says}}（{{day}}）',
    more: 'ほか{{count}}件',
    how: '終わったら「otasuke milestone done ID」で済にしてください。',
  },
  report: {
    finished: '{{region}}の事業が終わりました。報告書の第{{version}}版を確定しました。',
    how: '見るには「otasuke programme show {{id}}」、直すには「otasuke programme finish {{id}}」を使います。',
  },
  invites: {
    fallback: '招待コードのまちがいが続いています',
    text: '{{platform}} の1人が、1時間に{{count}}回まちがえました。しばらく受け付けません。',
  },
} as const
