import type { Radar } from '#bot/pictures/radar.ts'
import type { Sheet } from '#bot/pictures/sheet.ts'

/** A result of a made-up firm as it is drawn and printed. */
const AXES = [
  '脆弱性対策',
  'ウイルス対策',
  'パスワード',
  'アクセス設定',
  '情報収集',
  'メール',
  '無線LAN',
  'インターネット',
  'バックアップ',
  '保管・持ち出し',
  '施設管理',
  '破棄',
  '社内規定周知',
  '対策の明確化',
  '取引先・外部サービス',
  '事故対応',
]

export const LONG = 'とても長い説明がここに入り、'.repeat(40)

type Value = (place: number) => number | null

export const radarOf = (own: Value, goal: Value, others: Value = () => null): Radar => ({
  axes: AXES.map((label, place) => ({ label, own: own(place), goal: goal(place), others: others(place) })),
  legend: {
    own: 'あなたの会社',
    goal: goal(1) === null ? '' : '目標：製造業の平均（12社）',
    others: others(1) === null ? '' : '答えた63社の平均',
  },
  caption: '外側ほど、できています。▼は、目標より低いところです。',
})

export const sheetOf = (): Sheet => ({
  kind: 'result',
  locale: 'ja',
  title: '簡易セキュリティ診断の結果',
  firm: '佐々木水産',
  date: '2026年11月25日',
  score: { points: '68点', of: '100点のうち' },
  band: 'できていないところが目立ちます。はじめの3つから始めましょう。',
  progress: ['前回（2026年5月26日）は62点、今回は68点です。', 'この間に、やることが3つできました。'],
  radar: radarOf(
    () => 50,
    () => 60,
  ),
  figures: '数字で見る',
  national: { heading: '全国の4,191社では', rows: [{ what: 'パソコンの更新', share: '73％' }] },
  answers: [
    { heading: 'なにを', lines: ['事故対応・情報収集・対策の明確化です。'] },
    { heading: 'どこまで', lines: ['製造業の平均が目標です。'] },
    { heading: '大丈夫？', lines: ['下の3つをすると、大きく変わります。'] },
  ],
  measures: {
    heading: 'まずすること',
    columns: { cost: 'お金', time: '時間' },
    rows: [
      { what: '自動更新を入れ、月に1回「更新した日」を見る', cost: '0円', time: '10分' },
      { what: '外付けの箱に週に1回控えを取り、終わったら外す', cost: '安い', time: '1時間' },
    ],
  },
  notes: ['目標は、この地域で診断をした製造業12社の平均です。'],
})
