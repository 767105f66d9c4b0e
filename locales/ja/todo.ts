/** What a diagnosis proposed to do, as a list that is worked off. */
export const todo = {
  list: {
    heading: 'やることリスト',
    none: 'やることは、まだありません。「診断」と送ると、することが分かります。',
    'nothing-open': 'いま、残っているものはありません。もう一度「診断」と送ると、変わったところを見られます。',
    'by-number': '番号を送ると、その1つを開きます。',
  },
  progress: {
    none: '{{all}}つあります。まだこれからです。\n{{bar}}',
    some: '{{all}}つのうち{{done}}つできました。\n{{bar}}',
    all: '{{all}}つ全部できました。\n{{bar}}',
  },
  line: { plain: '{{what}}', dated: '{{what}}（{{state}}。{{at}}に聞きます）' },
  state: { offered: 'これから', started: '着手', later: 'あとで', done: 'できた', declined: '見送り' },
  card: { cost: '{{cost}}・{{minutes}}分' },
  standing: {
    offered: '{{at}}の診断で出た、これからのことです。',
    started: '着手しています。{{at}}に、ようすを聞きます。',
    asked: '会社からのお願いです。{{at}}に、ようすを聞きます。',
    later: 'あとでにしています。{{at}}に、もう一度聞きます。',
    done: '{{at}}に、できました。',
    declined: '{{at}}に、見送りました。',
  },
  button: {
    list: 'やることリスト',
    start: '着手',
    done: 'できた',
    later: 'あとで',
    decline: '見送り',
    undo: '取り消す',
  },
  reply: {
    noted: '「{{what}}」\n{{standing}}',
    undone: '取り消しました。\n「{{what}}」\n{{standing}}',
  },
  refused: {
    'old-card': 'このボタンは、前の診断のものです。いまはこうなっています。',
    already: 'もう、そうなっています。',
    done: 'これは、もうできています。ちがうときは「取り消す」か「相談」と送ってください。',
    'nothing-to-undo': 'あとから変わったので、取り消せませんでした。いまはこうなっています。',
  },
  reminder: {
    heading: 'やることの、その後はどうですか',
    text: '聞く約束の日になりました。ボタンか言葉で教えてください。',
  },
  /** What a firm asks of those who work at home, and the little that it learns of it. */
  home: {
    heading: '家で仕事をする人へのお願い',
    what: '家で仕事をする人に、家の守りのやることリストを送れます。お金のかかるものはありません。',
    nobody: 'この会社には、まだほかの人がいません。招待コードで来てもらうと、送れます。',
    line: '{{name}}さん：{{standing}}',
    standing: { 'not-asked': 'まだ頼んでいません', 'not-done': 'まだ', done: 'ぜんぶできた' },
    privacy: '見えるのは、ぜんぶできたかどうかだけです。どれがまだか、何と答えたかは、会社には見えません。',
    weekly: 'まだの人には、週に1度だけ、こちらから聞きます。',
    ask_other: '{{count}}人に頼む',
    asked_other: '{{count}}人に送りました。',
    'asked-nobody': 'いま頼める人はいません。同じ人に送るのは、週に1度までです。',
    worker: {
      heading: '家で仕事をするときのお願い',
      from: '{{name}}さんからのお願いです。家で仕事をするときの守りを、1つずつ見てください。',
      privacy: '会社に見えるのは、ぜんぶできたかどうかだけです。どれがまだか、何と答えたかは、見えません。',
      how: '「やることリスト」で、1つずつ「できた」と答えられます。家にないものがあるときは、「在宅の診断」に答えると、そのやることが消えます。',
      diagnosis: '在宅の診断',
    },
  },
} as const
