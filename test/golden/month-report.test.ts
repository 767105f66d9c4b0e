import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { chartsPng } from '#bot/pictures/region-chart.ts'
import { regionPaper } from '#bot/pictures/region-paper.ts'
import { monthSheet } from '#bot/region/month-sheet.ts'
import type { MonthView } from '#bot/region/month-view.ts'
import { looksIn, seen } from './looks.ts'

const looksAsItDid = looksIn('month-report')
const hasPoppler = spawnSync('pdftoppm', ['-v']).status === 0

/** A region of the pilot's size, with what is hidden in each of the tables that hide anything. */
const VIEW: MonthView = {
  ...{ region: { id: 'region_iwate', name: '岩手' }, month: '2026-11', at: Date.UTC(2026, 11, 4, 4) },
  firms: { joined: 6, all: 71, applied: 72, started: 71 },
  sensors: { all: 76, firms: 68, coverage: 0.974 },
  funnel: { alerts: 1_180, cases: 96, sent: 24, read: 19, done: null },
  alerts: [
    { month: '2026-09', alerts: 980 },
    { month: '2026-10', alerts: null },
    { month: '2026-11', alerts: 1_180 },
  ],
  talks: {
    all: 41,
    categories: [
      { category: 'joining', talks: 8 },
      { category: 'installation', talks: 25 },
      { category: 'security', talks: null },
      { category: 'other', talks: null },
      { category: null, talks: 0 },
    ],
  },
  visits: [
    { category: 'incident', visits: null },
    { category: 'trouble', visits: 0 },
    { category: 'installation', visits: 9 },
  ],
  money: {
    statement: {
      party: { kind: 'chamber', id: '' },
      lines: [
        { kind: 'fee', with: 'firm', count: 71, yen: 295_786 },
        { kind: 'package', with: 'operator', count: 71, yen: -177_500 },
        { kind: 'visit', with: 'vendor', count: 2, yen: -44_000 },
      ],
      total: 74_286,
    },
    unpaid: { invoices: 5, yen: 20_830 },
  },
}
const SHEET = monthSheet(VIEW, { reader: { locale: 'ja', timezone: 'Asia/Tokyo' }, isMadeUp: false })

test('the picture of a month', async () => {
  looksAsItDid('picture', await chartsPng(SHEET.charts), 6)
})

describe.skipIf(!hasPoppler)('on paper (needs Debian’s poppler-utils)', () => {
  it('is a month of a region, and what is hidden says so', async () => {
    const pdf = join(seen, 'month.pdf')
    writeFileSync(pdf, await regionPaper(SHEET))
    execFileSync('pdftoppm', ['-gray', '-png', '-r', '72', pdf, join(seen, 'month-paper')])
    looksAsItDid('paper', readFileSync(join(seen, 'month-paper-1.png')), 3)
    const text = execFileSync('pdftotext', ['-layout', pdf, '-']).toString().replace(/\s+/g, ' ')
    expect(text).toMatch(/対応が終わった通報 5社未満のため出しません/)
    expect(text).not.toContain('対応が終わった割合')
  })
})
