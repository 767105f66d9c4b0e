/** The firm lets in the people who look after its machines, and what they and the firm read from each other. */
/** Who belongs to the firm, and the way out of it. */
export const member = {
  who: 'だれを外しますか。外すと、その時から何も届かず、何も見えません。',
  'only-self': '外れると、その時から会社のことは何も届きません。',
  'leaders-only': '人を外すことは、代表の方か担当の方ができます。',
  last: '代表か担当の人が、ひとりはいります。ほかの人をまねくか、「相談」と送ってください。',
  ended: '{{firm}} さんから外れました。これからは何も届きません。ありがとうございました。',
  button: { leave: '自分が外れる' },
  'taking-back': '{{who}} さんのSlackやDiscordに送った文も、いま消しています。',
  'stays-on-line': 'LINEに送った文は、こちらからは消せません。{{who}} さんに、消すように頼んでください。',
  stays: '{{who}} さんに送った文が、まだ{{count}}件、相手に残っています。消すように、ご本人に頼んでください。',
  why: {
    forbidden: 'わけ：相手の会社の決まりで、送った文を消せません。',
    unclear: 'わけ：相手のサービスが答えず、消えたか分かりません。',
  },
} as const

export const contractor = {
  show: {
    none: 'まだ、だれも入っていません。呼ぶと、くわしい記録を受け取り、直したことを書けます。',
    one: '{{who}} さん（{{scope}}）',
    invited: '招待中です（{{scope}}）。{{until}} まで使えます。',
    'leaders-only': '保守の会社を呼ぶことは、代表の方か担当の方ができます。',
  },
  scope: {
    all: '会社のすべて',
    some: '{{sites}}',
    now: '{{who}} さんが見るところ：{{scope}}',
    changed: '{{firm}} さんで見てもらうところが変わりました：{{scope}}',
  },
  button: {
    invite: '保守の会社を呼ぶ',
    'invite-site': '{{site}} だけ',
    'invite-all': '会社のすべて',
    remove: '{{who}} さんを外す',
    revoke: '招待を取り消す',
    scope: '{{who}} さんが見るところ',
    cover: '{{site}} も見る',
    'cover-all': '会社のすべてを見る',
    uncover: '{{site}} は見ない',
  },
  'which-site': 'どこを見てもらいますか。',
  code: {
    text: '次の文字を、保守の会社の人だけに送ってください。',
    once: '使えるのは1回だけ、{{until}} までです。LINEでもSlackでも使えます。',
    scope: '見てもらうところ：{{scope}}',
  },
  revoked: '招待を取り消しました。その文字は、もう使えません。',
  came: {
    text: '{{who}} さんが、保守の会社の人として入りました（{{scope}}）。',
    check: '知らない人のときは、下のボタンですぐに外せます。',
  },
  named: '「{{before}}」さんの名前は、{{name}} さんです。',
  removed: '{{who}} さんを外しました。これからは、何も見えません。',
  'removed-before': 'その人は、もう外れています。',
  told: {
    done: '直りました。{{who}} さん（保守の会社）から知らせがありました。「{{title}}」のことです。',
    cannot: '{{who}} さん（保守の会社）では直せませんでした。窓口の人が電話します。「{{title}}」のことです。',
    words: '{{who}} さん（保守の会社）がしたこと：',
  },
  /** Read by the contractor. */
  confirm: '{{firm}} さんの保守の人として登録します。見るのは「{{scope}}」です。まちがいないですか。',
  'own-firm': 'このコードは、保守の会社の人のためのものです。その人に送ってください。',
  consent: {
    purpose: 'あやしい動きがあったとき、直すための記録を送ります。',
    care: '受け取ったことは、直すためだけに使い、ほかの人に見せないでください。',
    place: 'お知らせは、LINEとSlackを通して送ります。Slackはアメリカの会社です。送ったことは書きとめます。',
    ends: '会社の人が外すと、その時から何も届かず、ボタンも使えません。',
  },
  joined: {
    text: '{{firm}} さんの保守の人として登録しました。お知らせが届いたら、ボタンで答えてください。',
  },
  hello: '{{name}} さんは、保守の人です。お知らせが届いたら、ボタンか言葉で答えてください。',
  ended: '{{firm}} さんの保守の係が終わりました。これからは何も届きません。ありがとうございました。',
  gone: 'この会社の係ではないので、受け取れませんでした。',
  notice: {
    fallback: '【おたすけ】{{firm}} さん：保守の方へ',
    heading: '{{firm}} さん：{{kind}}',
    handed: '{{firm}} の {{who}} さんが、この件の対応をお願いしています。',
    asked: '会社の人には、こう伝えました：「{{title}}」',
  },
  answer: { done: '直した', cannot: '直せない', write: '返事を書く' },
  write: 'したことを、1通で書いてください。会社の人と、見守る人に届きます。',
  written: '伝えました。ありがとうございます。',
} as const
