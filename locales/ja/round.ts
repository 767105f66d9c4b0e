/** A round of the survey at an event, and the guests who answer it without being members. */
export const round = {
  /** What the QR has written already: the word that begins the survey, and the round's code. */
  scan: 'アンケート {{code}}',
  greeting: 'アンケートの紙を読み取った方は、出てきた文字をそのまま送ってください。',
  'need-code': '紙に書かれた「アンケート」とコードを、いっしょに送ってください。',
  ask: {
    heading: '「{{name}}」のアンケートです',
    who: '{{region}}の会社を手伝う「おたすけ」から、いまの守りをうかがいます。次の手伝いを決めるのに使います。',
    names: 'お名前や会社の名前は聞きません。答えは、だれのものか分からない数にして、まとめます。',
    place: 'やり取りはLINEを通り、答えはわたしたちが自分たちの場所であずかります。',
    free: '答えるかどうかは自由です。途中でも「やめる」と送れば、そこでやめられます。',
    go: '始めてもいいですか。',
  },
  answer: { begin: 'はじめる', 'not-now': 'やめておく' },
  declined: '分かりました。答えは何も残していません。気が変わったら、もう一度コードを送ってください。',
  draft: '「{{name}}」のアンケートは、まだ始まっていません。始まったら、もう一度送ってください。',
  closed: '「{{name}}」のアンケートは、もう終わりました。来てくださって、ありがとうございます。',
  'closed-partway':
    '「{{name}}」のアンケートは、もう終わりました。ここまでの答えは、そのままとってあります。ありがとうございました。',
  done: '答えは、名前のない数として使います。',
  /** Printed and put up where people meet. */
  paper: {
    title: '「{{name}}」のアンケート',
    label: 'アンケートのおねがい',
    what: 'あなたの会社の、いまの守りを教えてください。',
    long: '6分ほどで終わります。途中でやめて、あとで続けられます。',
    names: 'お名前や会社の名前は聞きません。',
    scan: 'スマホのカメラで読み取ってください。',
    send: '出てきた文字を、そのままLINEで送ってください。',
    look: '読み取れないときは、LINEで「{{account}}」をさがして、',
    type: '次の文字を送ってください。',
    until: '{{at}}まで',
    png: '絵にする（PNG）',
    svg: '大きくしてもきれいな絵にする（SVG）',
  },
  guest: {
    heading: 'いま、できること',
    resume: 'アンケートの続きは、「つづき」と送ると答えられます。',
    members: '診断・状況・機器・レポートは、会員の会社が使えます。',
    consult: 'ここでの「相談」は、会員の会社のためのものです。いそぐときは、商工会議所などに電話をかけてください。',
    join: '会員になりたいときは、商工会議所などの受付に申しこんでください。受け取った招待コードをここに送ると、使えます。',
    back: 'お帰りなさい。',
  },
} as const
