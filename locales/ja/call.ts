/** What analysts are told when one of them is called out, and operations when nobody answers the call. */
export const call = {
  'new-case': {
    fallback: '当番の方：{{firm}} に重い案件が出ました',
    heading: '当番の方、見てください：{{firm}}',
    text: '「{{title}}」の案件が出ました。窓口は閉まっていて、まだだれも引き受けていません。',
  },
  'no-answer': {
    fallback: '当番の方：{{firm}} さんから返事がありません',
    heading: '返事がありません：{{firm}}',
    text: '{{firm}} さんへの通報「{{title}}」に、{{waited}}たっても返事がありません。電話：{{phone}}',
  },
  stuck: {
    fallback: '当番の方：{{firm}} さんの対処が止まっています',
    heading: '対処が止まっています：{{firm}}',
    text: '{{firm}} さんの「{{title}}」への対処が、{{done}}/{{total}} で止まっています。電話：{{phone}}',
  },
  night: {
    fallback: '当番の方：{{firm}} さんに電話してください',
    heading: '当番の方、電話をお願いします：{{firm}}',
    text: '{{firm}} さんが、通報「{{title}}」で人の助けを求めています。窓口は閉まっています。電話：{{phone}}',
  },
  emergency: {
    fallback: '緊急：{{firm}} さんに電話してください',
    heading: '緊急：ファイルが人質にとられたかもしれません（{{firm}}）',
    text: '{{onCall}} さん、お願いします。{{firm}} さんの {{who}} さんが助けを求めています。相談の窓口のカードを引き受けて、すぐに電話をしてください。電話：{{phone}}',
  },
  anybody: '当番のみな',
  take: '引き受ける',
  asked: '{{at}} {{who}} さんを呼びました。引き受けるまで、5分ごとに次の人を呼びます。',
  taken: '{{at}} {{who}} さんが引き受けました。',
  'taken-before': '{{who}} さんが {{at}} に引き受けています。',
  over: 'この呼び出しは終わりました。',
  unheard:
    '当番の全員を呼びましたが、だれも引き受けていません：{{firm}}「{{title}}」。もう一度、順に呼びます。電話：{{phone}}',
  rota: {
    none: '当番の表はまだありません。夜は、この順に呼びます：{{names}}',
    heading: '当番（{{at}} に交代）',
    day: '{{day}}　{{who}} さん（次は {{next}} さん）',
    alone: '{{day}}　{{who}} さん（次の人はいません）',
    hole: '{{day}}　だれもいません。全員を順に呼びます。',
    how: '代わる：/otasuke 当番 代わる 12/1　休む：/otasuke 当番 休み 12/29 1/3',
    changed: '当番の表を変えました。',
    unread:
      '読めませんでした。変えられるのはアナリストです。例：/otasuke 当番 代わる 12/1、/otasuke 当番 休み 12/29 1/3',
  },
  hole: '今日の当番の表にだれもいません。アナリスト全員を順に呼びます：{{firm}}「{{title}}」。表を直してください。',
  nobody: '呼べるアナリストがいません：{{firm}}「{{title}}」。電話：{{phone}}',
} as const
