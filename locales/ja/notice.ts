/** What the firm sees around an analyst's words, the answers, and the reply to each. */
export const notice = {
  fallback: '【おたすけ】{{title}}',
  urgency: {
    high: 'いますぐ、下のことをしてください。',
    medium: '早めに、下のことをしてください。',
    low: '急ぎません。時間のあるときに、下のことをしてください。',
  },
  opening: {
    reminder: 'まだ返事をもらっていません。ボタンを1つ押してください。',
    'go-on': 'まだ途中です。つづきをして、ボタンを1つ押してください。',
    'second-contact': 'ほかの方から返事がないので、あなたに送ります。ボタンを1つ押してください。',
    'ask-again': 'もう一度お願いします。まだ、おさまっていないようです。',
    'as-asked': '約束の時間になりました。いまできるか、ボタンを1つ押してください。',
  },
  whose: 'だれのパソコンか、まだ分かりません。知っていたら、ここを押してください。',
  'whose-last': 'ほかの人のものではないようです。{{who}}さんのパソコンですか。そうなら、名前を押してください。',
  'whose-last-own': 'あなたのパソコンのようです。そうなら「わたしの」を押してください。',
  fact: {
    whose: 'だれの機器',
    clue: 'どのパソコンか',
    due: 'いつまでに',
    'due-value': '{{at}} まで',
    contact: '困ったときは',
  },
  answer: {
    done: 'できた',
    cannot: 'できない',
    busy: '忙しい',
    what: 'これは？',
    search: '代わりに探す',
    maintenance: '保守へ渡す',
    vendor: '保守へ渡す',
    later: 'あとで',
    human: '人に相談',
    visit: '来てもらう',
    all: 'ぜんぶ済んだ',
  },
  /** One thing to do at a time. */
  step: {
    numbered: '{{number}}/{{total}} {{step}}',
    only: '終わったら、「できた」を押してください。',
    'in-hand':
      'いまは{{number}}/{{total}}です。できたら「できた」を押すと、次に進みます。もう全部終わっていたら「ぜんぶ済んだ」です。',
    done: 'ありがとうございます。{{number}}番は終わりです。次をお願いします。',
    again:
      '大丈夫です。あせらずに、もう一度やってみてください。それでもだめなら、もう一度「できない」を押してください。人が電話します。',
    'done-by': '{{number}}番は、もう {{who}} さんが済ませています。いまは、こちらをお願いします。',
    'not-yet': 'これは前のボタンです。いまは、こちらをお願いします。',
  },
  clue: {
    device: 'ネット上の番号が {{device}} の機器',
    'device-named': '{{name}}（番号は {{device}}）',
    'device-made': 'ネット上の番号が {{device}} の、{{maker}}の機器（本体の番号は {{name}}）',
    'device-numbered': 'ネット上の番号が {{device}} の機器（本体の番号は {{name}}）',
    'device-likely': 'たぶん {{name}}（番号は {{device}}）',
    'device-among': 'ネット上の番号が {{device}} の機器（{{first}} か {{second}}）',
    unknown: 'まだ分かっていません',
  },
  'owner-told': 'してほしいことは、本人にも伝えました。',
  'after-call': 'お電話でお話しした件です。できたら、ボタンで教えてください。',
  found: {
    own: 'ありがとうございます。助かりました。だれにでも起こることです。これを1つだけ、お願いします。',
    named: 'あなたのパソコンのことで、お願いがあります。だれにでも起こることです。これを1つだけ、お願いします。',
    leader: 'だれの機器か分かりました。「{{owner}}」です。してほしいことは、本人に伝えました。',
  },
  reply: {
    done: 'ありがとうございます。本当におさまったか、こちらで確かめます。終わったらお知らせします。',
    busy: '分かりました。こちらで代わりに探すか、あとでもう一度お知らせします。人に相談もできます。どれがよいですか。',
    maintenance: '分かりました。保守の {{who}} さんに頼みました。返事がないときは、もう一度お知らせします。',
    'no-maintenance': '保守の会社は登録されていません。窓口の人が、駆け付けの会社に頼みます。',
    later: 'いつ、もう一度お知らせしましょうか。「1時間後」か「今日の夕方」か「明日の朝」を選んでください。',
    postponed: '分かりました。{{at}} にもう一度お知らせします。',
    'desk-now': '大丈夫です。担当の人が、まもなく電話します。それまで、そのままにしておいてください。',
    'desk-later': '大丈夫です。{{at}} を過ぎたら、担当の人が電話します。それまで、そのままにしておいてください。',
    'visit-desk': '分かりました。窓口の人が電話で、行く場所と日を聞きます。',
    'desk-night':
      '大丈夫です。夜も当番の人がいるので、いま知らせました。電話があるまで、その機器は使わないでください。',
  },
  busy: {
    search: '代わりに探す',
    maintenance: '保守へ渡す',
    nine: '朝9時に',
    later: 'あとで',
    human: '人に相談',
  },
  /** Asked of whoever has the device, once that is known. Nobody is blamed. */
  entered: {
    ask: {
      'malware-download': 'もう1つ教えてください。そのとき届いたファイルを開くか、ソフトを入れるかしましたか。',
      'unwanted-software': 'もう1つ教えてください。このソフトを、自分で入れましたか。',
    },
    button: { yes: '入れた', no: '入れていない', unsure: 'わからない' },
    reply: {
      'yes-malware-download':
        '教えてくださって、助かりました。そのパソコンは、こちらから知らせるまで使わないでください。パスワードは、別の機器で変えてください。',
      'yes-unwanted-software':
        '教えてくださって、助かりました。仕事に要るものなら、そのままで「できない」を押してください。要らないものなら、消してください。',
      no: 'ありがとうございます。見守る人に伝えました。',
      unsure: 'ありがとうございます。分からなくても大丈夫です。見守る人が調べます。',
    },
  },
  later: { hour: '1時間後', evening: '今日の夕方', morning: '明日の朝' },
  /** A tap or answer that no longer changes anything: the present state, never an error. */
  refused: {
    'not-sent': 'このお知らせは、まだ準備中です。少し待ってください。',
    'already-done': 'このお知らせは、もう終わっています。ありがとうございました。',
    'already-handled': 'このお知らせには、もう返事をもらっています。ありがとうございます。',
    'already-answered': '{{who}} さんが、もう「{{answer}}」と答えています。ありがとうございます。',
  },
  closed: '「{{title}}」の件は、もう心配ありません。手伝ってくださって、ありがとうございました。',
  advisory: {
    heading: '安全のためのお知らせ',
    intro: '先週、気になったことが{{count}}つあります。手のあいたときに見てください。',
    item: '{{number}}. {{about}}',
    'no-hurry': '急ぎではありません。聞きたいことがあれば「相談」と送ってください。',
    button: { done: '対応した', start: 'これからやる', decline: '見送る', what: 'これは？' },
    reply: {
      done: 'ありがとうございます。「{{about}}」は、対応したと書いておきます。',
      start: '分かりました。「{{about}}」が終わったら「対応した」を押してください。',
      decline: '分かりました。「{{about}}」は、今回は見送ります。あとで「対応した」を押すこともできます。',
    },
    refused: {
      'not-sent': 'このお知らせは、まだ準備中です。少し待ってください。',
      'already-done': '「{{about}}」は、もう {{who}} さんが対応しています。ありがとうございます。',
    },
  },
} as const
