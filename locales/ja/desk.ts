import { deskBox } from './desk-box.ts'
import { deskClaim } from './desk-claim.ts'
import { deskConsultation } from './desk-consultation.ts'
import { deskDispatch } from './desk-dispatch.ts'
import { deskExample } from './desk-example.ts'
import { deskHealth } from './desk-health.ts'
import { deskHearing } from './desk-hearing.ts'
import { deskInstallation } from './desk-installation.ts'
import { deskOrder } from './desk-order.ts'
import { deskRemoteHelp } from './desk-remote-help.ts'
import { deskWarning } from './desk-warning.ts'

/** Tasks and copies in `#desk`. */
export const desk = {
  task: {
    fallback: '【電話】{{firm}} さん（{{phone}}）',
    heading: '電話をお願いします：{{firm}}',
    phone: '電話',
    'no-phone': '電話番号が登録されていません',
    why: '理由',
    about: '何のことか',
    failed: 'できなかったこと',
    news: 'そのあと',
    'news-done': '{{who}} さんが「できた」と答えました。',
    open: 'まだだれも引き受けていません。',
    taken: '{{who}} さんが引き受けました。',
    done: '{{who}} さんが終えました（{{at}}）。',
    needless: 'もう電話はいりません（{{at}}）。',
    missed_other: '{{at}} にかけましたが、出ませんでした（{{count}}回目）。時間をおいて、もう一度かけてください。',
  },
  reason: {
    'no-answer': '通報に返事がありません。',
    stuck: '企業の対処が、途中で止まっています。',
    cannot: '企業が「できない」と答えました。',
    'busy-search': '企業が忙しいので、代わりに探してほしいそうです。',
    'wants-vendor': '企業が「保守へ渡す」と答えました。保守の会社がないので、駆け付けを頼んでください。',
    'wants-human': '企業が「人に相談」と答えました。',
    'nobody-reachable': 'チャットで届く人がいません。',
    undeliverable: '通報が届きませんでした。',
    'device-unknown': 'だれのパソコンか分かりません。',
  },
  whose: {
    named:
      '電話で聞いてください：「{{name}}」という名前のパソコンは、だれが使っていますか。（分かったら、名前を押してください）',
    used: '電話で聞いてください：{{at}} に使っていたパソコンは、だれのものですか。（分かったら、名前を押してください）',
  },
  /** A firm is asked by telephone whose its PCs are, before anything has happened. */
  'whose-call': {
    why: '見守る箱が見つけたパソコンに、だれのものか分からないものがあります。チャットでは返事がありませんでした。',
    how: '急ぎではありません。箱を置いてくれたお礼とあわせて、聞いてください。何かあったときに、使っている人へすぐ知らせるためです。',
    ask: '{{number}}台目（{{count}}台のうち）：{{what}} は、だれが使っていますか。（答えを押すと、次に進みます）',
    declined: '電話はいらない',
    end: {
      asked: '{{who}} さんが聞きました（{{at}}）。分かったもの：{{known}}台、分からないもの：{{unknown}}台。',
      'not-reached': '5回かけましたが、出ませんでした（{{at}}）。この用件では、もうかけません。',
      declined: '電話はいらないそうです（{{at}}）。この用件では、もうかけません。',
      needless: 'もう電話はいりません（{{at}}）。',
    },
  },
  button: { take: '引き受ける', missed: '出なかった', done: '電話を終えた', 'told-done': '「できた」と聞いた' },
  refused: {
    taken: '{{who}} さんがもう引き受けています。',
    done: 'この用件はもう終わっています。',
    known: 'もう分かっています：「{{owner}}」です。',
  },
  copy: {
    fallback: '{{firm}} さんに通報を送りました：{{title}}',
    heading: '通報の写し：{{firm}}（窓口の操作はいりません）',
  },
  /** `/otasuke ちらし`, `訪問`, `説明会`. */
  recruiting: {
    submit: '決める',
    flyer: {
      title: 'チラシを作る',
      made: 'チラシができました。コード：{{code}}（リンクは30日間使えます）',
      a4: 'A4（PDF）',
      'tri-fold': '三つ折り（PDF）',
      'no-line': 'チラシを作れませんでした。LINEの設定と、配る先を確かめてください。',
    },
    visit: { title: '訪問を書く', kept: '{{company}} さんへの訪問を書きました。' },
    meeting: {
      title: '会を開く',
      called: '「{{name}}」の受け付けを始めました。当日の受付コード：{{door}}。チラシは /otasuke ちらし で作れます。',
    },
    field: {
      way: '配る先',
      meeting: 'どの会か',
      headline: '見出し',
      company: '会社の名前',
      place: '場所',
      day: '日',
      result: '結果',
      memo: 'メモ',
      next: '次にすること',
      until: 'いつまでに',
      kind: '種類',
      name: '名前',
      starts: '始まり',
      minutes: '何分',
      seats: '席の数',
    },
    'no-meeting': '会なし（申し込みへ）',
    'one-meeting': '{{name}}（{{at}}）',
    'headline-hint': '空なら「会社のパソコン、守れていますか」',
    'day-hint': '例：2026-12-10',
    'until-hint': '例：2026-12-10。その日に、知らせます。',
    'place-hint': '空ならウェブ',
    result: {
      'not-met': '未訪問',
      visited: '訪問済',
      considering: '検討',
      joining: '参加',
      declined: '見送り',
    },
    fault: {
      missing: '書いてください。',
      day: '日が読めません。例：2026-12-10',
      past: 'これからの日時にしてください。',
      minutes: '何分かを数で書いてください。',
    },
  },
  /** `/otasuke 段階` */
  stage: {
    phase: '{{state}}　担当：{{owner}}　次：{{day}}',
    state: { todo: '未', going: '進行', done: '完了' },
    nobody: '未定',
    'no-day': '未定',
    off: '停止中のサービス：{{service}}',
    late_other: '遅れている予定：{{count}}件',
  },
  /** `/otasuke` and a word of the menu. */
  word: {
    'help-status': '/otasuke 状況 会社名：お知らせ、調べていること、見守る箱のようす',
    'help-assets': '/otasuke 機器 会社名：見守る箱が見た機器',
    'help-diagnosis': '/otasuke 診断 会社名：電話をしながら診断に答える（窓口）',
    'help-checked': '/otasuke 設置 会社名、/otasuke アンケート 会社名：確かめた答えを書く（窓口）',
    'help-hearing': '/otasuke ヒアリング 会社名：ヒアリングを予約し、結果を書く（窓口）',
    'help-order': '/otasuke お届け 会社名：見守る箱を用意し、送り、つながるまで見る（窓口）',
    'help-wiring': '/otasuke つなぎ方 会社名：つなぎ方の図を出す（窓口）',
    'help-boxes': '/otasuke 失効 会社名：なくした箱を、すぐに止める（窓口）',
    'help-star': '/otasuke 星 会社名：基本方針を見て、直す（窓口）',
    'help-example': '/otasuke 事例 会社名：身近な事例を書き、企業に聞いて、公開する',
    'help-warning': '/otasuke 注意報：地域の企業に、短い注意を送る',
    'help-call': '/otasuke 電話 会社名、/otasuke メール 会社名：電話やメールの記録を書く（窓口）',
    'help-queue': '/otasuke 一覧：待っている案件（アナリスト）',
    'help-statistics': '/otasuke 統計：アラートの統計を図で見る（アナリスト）',
    'help-unpaid': '/otasuke 請求：払われていない請求書を見る（商工会議所）',
    'help-schedule': '/otasuke 予定：これから自動で送るもの。日付をつけると、その日の分を試す',
    'help-console': '/otasuke 画面：企業の一覧や名簿の登録を、ブラウザーで開く',
    'help-rota': '/otasuke 当番：夜の当番を見る、代わる、休む（アナリスト）',
    'help-recruiting': '/otasuke ちらし、/otasuke 訪問、/otasuke 説明会：チラシを作る、訪問を書く、会を開く',
    'help-stage': '/otasuke 段階：事業のいまの段階と、遅れている予定',
    consult: '企業からの相談・リモート支援・駆け付けの希望は、窓口のチャンネルに届きます。',
    report:
      '毎月の健康診断は、月の最初の営業日にアナリストのチャンネルに出ます。いまの様子は「/otasuke 状況 会社名」で見られます。',
    'status-of': '{{firm}} のいまの状況',
    'assets-of': '{{firm}} の機器',
    device: '{{name}}（{{ip}}）：{{at}} に見ました',
    'no-devices': '見守る箱は、まだ機器を見ていません。',
  },
  unreachable: {
    fallback: '{{firm}} さんの {{who}} さんにLINEが届きません',
    heading: 'LINEが届かなくなりました：{{firm}}',
    text: '{{who}} さんがLINEの友だちをやめました（{{at}}）。急ぎの用件は電話で伝えてください。',
    others_other: 'この企業には、LINEで届く人がほかに{{count}}人います。',
    nobody: 'この企業には、LINEで届く人がもういません。',
  },
  reachable: {
    fallback: '{{firm}} さんの {{who}} さんにLINEが届くようになりました',
    text: '{{who}} さん（{{firm}}）がLINEの友だちに戻りました（{{at}}）。',
  },
  joined: {
    fallback: '{{firm}} さんの{{role}}が登録しました',
    text: '{{firm}} さんの{{role}}が登録しました（{{who}}、{{at}}）。',
  },
  left: '{{firm}} さんの {{who}} さんが外れました（{{at}}）。',
  claim: deskClaim,
  consultation: deskConsultation,
  dispatch: deskDispatch,
  example: deskExample,
  warning: deskWarning,
  health: deskHealth,
  hearing: deskHearing,
  box: deskBox,
  order: deskOrder,
  installation: deskInstallation,
  'remote-help': deskRemoteHelp,
  responsible: {
    named: '{{firm}} さんの責任者は {{who}} さんです。',
    ask: '{{firm}} さんの責任者を聞いてください。LINEで届く人がいません。',
  },
  own: { erased: '{{firm}} の1人が、自分の記録を消して抜けました。連絡先を確認してください。' },
  leaving: {
    begun: '{{firm}} さんが退会の手続きを始めました。返却待ちの機器は{{count}}台です。着払いの伝票を送ってください。',
    undone: '{{firm}} さんが退会を取り消しました。',
    erased: '退会した企業（{{id}}）の記録を消去し、証明書を代表に送りました。',
    emptied: '（退会した企業のため、消去しました）',
  },
  leak: {
    button: '漏えいの手引き',
    offered: '{{who}} さんに、漏えいの4つの質問を送りました。',
    nobody: '{{firm}} さんの代表にも担当にも、LINEが届きません。電話で伝えてください。',
  },
} as const
