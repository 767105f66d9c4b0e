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
} as const
