/** What analysts and the desk are told when nobody at the firm answers; the firm's own words are `notice.opening`. */
export const ladder = {
  'on-call': {
    fallback: '当番の方：{{firm}} さんから返事がありません',
    heading: '返事がありません：{{firm}}',
    text: '{{firm}} さんへの通報「{{title}}」に、{{waited}}たっても返事がありません。窓口に電話を頼みました。',
  },
  stuck: {
    fallback: '当番の方：{{firm}} さんの対処が止まっています',
    heading: '対処が止まっています：{{firm}}',
    text: '{{firm}} さんの「{{title}}」への対処が、{{done}}/{{total}} で止まっています。窓口に電話を頼みました。',
  },
  night: {
    fallback: '当番の方：{{firm}} さんに電話してください',
    heading: '当番の方、電話をお願いします：{{firm}}',
    text: '{{firm}} さんが、通報「{{title}}」で人の助けを求めています。窓口は閉まっています。電話：{{phone}}',
  },
  emergency: {
    fallback: '緊急：{{firm}} さんに電話してください',
    heading: '緊急：ファイルが人質にとられたかもしれません（{{firm}}）',
    text: '{{firm}} さんの {{who}} さんが助けを求めています。相談の窓口のカードを引き受けて、すぐに電話をしてください。電話：{{phone}}',
  },
} as const
