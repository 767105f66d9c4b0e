import type { HealthRow, HealthSheet } from '#bot/pictures/health-sheet.ts'
import { countMonth, gradeOf } from '#engine/health-check.ts'
import { drafted, type HealthCheck } from '#engine/health-course.ts'

/** A month in which nothing was found. */
export function healthDraft(of: Pick<HealthCheck, 'id' | 'regionId' | 'firmId'>): HealthCheck {
  const unseen = { dark: [], bare: [], lossyHours: 0 }
  const figures = { coverage: 1, devices: 1, securityEvents: 0, trafficEvents: 0, unseen }
  const counted = countMonth([], figures, { from: 1, until: 2 })
  return drafted({ ...of, month: '2026-11', countedAt: 3, counted, grade: gradeOf(counted, undefined) })
}

const rowOf = (label: string, place: number): HealthRow => ({
  ...{ label, value: '', short: `${place % 3}件`, isFound: place % 3 > 0, explained: '', task: '' },
})

const FINDINGS = [
  'あやしい通信',
  '外からのこころみ',
  '端末どうしのやりとり',
  '直したほうがよい使い方',
  '管理者の名前での作業',
  '使わないほうがよいソフト',
]

/** What a firm is shown of a month, with all that a picture of it says. */
export const healthSheet = (firm: string): HealthSheet => ({
  ...{ kind: 'health', locale: 'ja', title: '健康診断', heading: '11月の健康診断', firm, date: '2026年12月1日' },
  ...{ sign: 'B', tone: 'wait', letter: 'B　気になる所があります', reason: '', middle: '', comment: null },
  ...{ compared: '先月とくらべて、見つかったことが2つ増えました。', what: '', explained: '' },
  first: { heading: 'まずすること', text: '届いているお知らせを見てください。' },
  findings: { heading: '6つの点', rows: FINDINGS.map(rowOf) },
  figures: { heading: '数', rows: ['見守った機器', '見守れた時間'].map(rowOf) },
  meaning: { heading: '記号', lines: ['A　良好'] },
  unseen: { heading: '見えないもの', lines: ['会社の外で使うパソコン'] },
  trend: {
    ...{ heading: 'この12か月', legend: '' },
    months: Array.from({ length: 12 }, (_, month) => ({ month: `${month + 1}月`, sign: 'ABCD？'[month % 5] ?? '' })),
  },
})
