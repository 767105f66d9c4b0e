/** What a firm can take for money. */
export const plan = {
  heading: { all: '料金の案', within: '予算に合う案' },
  budget: {
    within: '1年に{{yearly}}円まで、月なら{{monthly}}円までの案です。',
    none: '1年に{{yearly}}円、月なら{{monthly}}円までの案は、いまはありません。「診断」では、0円でできることが分かります。',
    free: 'お金のかからない案です。',
    'no-free': 'お金のかからない案は、いまはありません。「診断」では、0円でできることが分かります。',
  },
  price: {
    free: '0円',
    month: '月{{yen}}円',
    each: 'パソコン1台あたり月{{yen}}円',
    pcs: '月{{monthly}}円（1台{{yen}}円を{{pcs}}台分）',
  },
  line: '{{price}}\n{{says}}',
  'line-part': '{{price}}\n{{says}}\n見ていないもの：{{left}}',
  tax: '安い順です。どれも税込みです。',
  'tax-more_other': '安い順です。どれも税込みです。ほかに{{count}}つあります。「相談」で聞いてください。',
  ask: 'くわしく聞きたいときは、「相談」を押してください。',
  none: 'この地域には、料金の案がまだありません。聞きたいことは「相談」と送ってください。',
  button: { all: 'ほかの案も見る' },
} as const
