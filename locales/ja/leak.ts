/** Whether a leak of personal data has to be reported, until when, and with what words. */
export const leak = {
  heading: '個人の情報が、もれたかもしれないとき',
  about: '4つの質問に答えると、国への報告の目安が分かります。ここから報告が出ることはありません。',
  question: {
    malice: '（{{number}}/{{total}}）だれかが悪い目的でしたことですか。ウイルス、のぞき見、ぬすみなどです。',
    delicate: '（{{number}}/{{total}}）とくに気をつける情報がありますか。病気や犯罪のことなどです。',
    money: '（{{number}}/{{total}}）お金を取られそうな情報がありますか。カードや銀行の番号などです。',
    many: '（{{number}}/{{total}}）1,000人より多くの人の情報ですか。',
  },
  answer: { yes: 'はい', no: 'いいえ', unknown: '分からない' },
  state: {
    'not-likely': '国への報告は、たぶん要りません',
    within: '国への報告が要りそうです',
    near: '報告の日が近いです',
    submitted: '報告は、どちらも出したと聞きました',
  },
  'not-likely': '4つとも「いいえ」でした。あとで「はい」だと分かったら、上のボタンで答えを直せます。',
  row: { known: '知った日（1日目）', prompt: '速報の目安（3〜5日）', final: '確報' },
  day: '{{day}}',
  until: '{{day}} まで',
  'said-submitted': '提出済（{{at}}、あなたの話）',
  soon: '早く出すほどよいです。もれた人にも知らせてください。出す先は、国のページ（ppc.go.jp）です。',
  'who-decides': '最終判断は、会社と専門家がします。',
  draft: {
    title: '下の文を、まねして使えます。',
    text: '{{firm}} です。{{day}} に、個人の情報がもれたおそれがあると分かりました。いま調べています。',
    'text-malice':
      '{{firm}} です。{{day}} に、外からの悪い動きで、個人の情報がもれたおそれがあると分かりました。いま調べています。',
    item: {
      what: '情報の中身：（　　）',
      people: '人数：（　　）人',
      cause: '原因：（　　）',
      harm: 'ほかの被害：（　　）',
      told: '本人への知らせ：（　　）',
      public: '公表：（　　）',
      measures: 'これからの対策：（　　）',
    },
  },
  button: { prompt: '速報を出しました', final: '確報を出しました', knew: '知ったのは {{day}}' },
  remind: {
    prompt: '速報の目安は {{day}} です。もう出しましたか。',
    final: '確報は {{day}} までです。もう出しましたか。',
  },
  'for-leaders':
    'これは、会社の代表の人か担当の人が使えます。まず、その人に知らせてください。こまったら「相談」と送ってください。',
} as const
