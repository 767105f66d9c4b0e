/** What analysts and the desk are told when nobody at the firm answers; the firm's own words are `notice.opening`. */
export const ladder = {
  'on-call': {
    fallback: '当番の方：{{firm}} さんから返事がありません',
    heading: '返事がありません：{{firm}}',
    text: '{{firm}} さんへの通報「{{title}}」に、{{waited}}たっても返事がありません。窓口に電話を頼みました。',
  },
  step: {
    remind: '同じ人にもう一度',
    'second-contact': '2人目の連絡先',
    'on-call': '当番のアナリスト',
    desk: '窓口から電話',
  },
} as const
