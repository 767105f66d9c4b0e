/** The view of a whole region, for the chamber and the operator. */
export const region = {
  hidden: '出しません',
  steps: {
    heading: 'どこまで進んだか',
    firms: '地域の会社',
    members: 'トークに入った会社',
    started: '始めた会社',
    section: '「{{section}}」まで答えた会社',
    finished: '最後まで答えた会社',
  },
  standing: { heading: 'どの質問で止まっているか', line: '「{{question}}」の前' },
  axes: {
    heading: '分野ごとの平均',
    all: '全部の会社',
    'no-industry': '業種が分からない会社',
  },
  downgraded: {
    heading: '聞いて確かめると、ちがっていた答え',
  },
  answer: { unknown: '分からない', unanswered: '答えなし', unasked: '聞いていない', downgraded: '直すと下がった' },
  cross: { heading: '「{{row}}」と「{{column}}」' },
  column: {
    part: '表',
    question: '質問',
    item: '項目',
    answer: '答え',
    of: '全部の会社数',
    firms: '会社数',
    percent: '割合（％）',
    industry: '業種',
  },
} as const
