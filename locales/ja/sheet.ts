/** The result as a picture, a page and a paper; what it says of the answers is in `diagnosis.ts`. */
export const sheet = {
  picture: 'あなたの会社と目標をくらべた図',
  page: '結果を大きく見る',
  print: '紙に印刷する（PDF）',
  points: '{{points}}点',
  of: '{{max}}点のうち',
  own: 'あなたの会社',
  goal: { industry: '目標：同じ業種の{{firms}}社の平均', participants: '目標：答えた{{firms}}社の平均' },
  others: '答えた{{firms}}社の平均',
  national: { heading: '全国の{{firms}}社では（2024年の国の調べ。一部だけの会社も入れた数）', share: '{{percent}}％' },
  measures: 'まずすること',
  cost: 'お金',
  time: '時間',
  minutes: '{{minutes}}分',
  note: {
    industry: '目標は、この地域で診断に答えた、同じ業種の{{firms}}社の平均です。',
    participants: '目標は、この地域で答えてくれた{{firms}}社の平均です。同じ業種の会社は、まだ5社に足りません。',
    none: '答えた会社が5社に足りないので、目標はまだ出していません。',
    national: '図の分野ごとの、全国の平均はありません。',
    version: '{{title}}の版：{{version}}',
  },
  figures: '数字で見る',
  caption: '外側ほど、できています。▼は、目標より低いところです。\n分野ごとの全国の平均はありません。',
  'caption-alone': '外側ほど、できています。\n分野ごとの全国の平均はありません。',
  expired: {
    heading: 'このページを見られる期間は終わりました',
    next: '「結果」か「星」と送ると、新しいページを開けます。',
  },
  unknown: {
    heading: 'このページは見つかりませんでした',
    next: 'とどいたボタンから、もう一度開いてください。それでも開けないときは「相談」と送ってください。',
  },
  busy: {
    heading: 'いま、こみあっています',
    next: '少し待ってから、もう一度開いてください。',
  },
} as const
