import { renderAsync } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { messageLink } from '#adapters/line/account.ts'
import { roundPage, roundSvg } from '#bot/pictures/round-poster.ts'
import type { RoundSheet } from '#bot/pictures/round-sheet.ts'
import { readQr } from '../support/qr.ts'

const sheet = (link: string, name = '説明会'): RoundSheet => ({
  ...{ kind: 'round', locale: 'ja', title: '「説明会」のアンケート', label: 'アンケート', name, link },
  ...{ lines: ['一', '二', '三'], scan: ['読み取る', '送る'], until: '12月10日まで' },
  typed: { how: ['さがす', '送る'], text: 'アンケート K7Q2-ABCD' },
})

/** Looks at the middle of each module in the picture as it is drawn. */
async function scannedFrom(svg: string): Promise<string> {
  const [, left = 0, top = 0, scale = 1] = (
    /class="qr" transform="translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+)\)"/.exec(svg) ?? []
  ).map(Number)
  const { pixels, width } = await renderAsync(svg, { fitTo: { mode: 'original' } })
  const at = (x: number, y: number): number => pixels[4 * (Math.round(y) * width + Math.round(x))] ?? 0
  const isDark = (x: number, y: number): boolean => at(left + (x + 0.5) * scale, top + (y + 0.5) * scale) < 128
  // White all around, as wide as a reader needs it; then the code's own edge.
  const size = Math.round(800 / scale) - 8
  for (let edge = -4; edge < size + 4; edge++)
    for (const far of [-4, -1, size, size + 3]) expect(isDark(edge, far) || isDark(far, edge)).toBe(false)
  return readQr(size, isDark)
}

describe('the poster of a round', () => {
  it.each([
    messageLink('@otasuke', 'アンケート K7Q2-ABCD'),
    messageLink('@123abcde', 'アンケート 2222-2222'),
    messageLink('@a-rather-long-name', 'アンケート WXYZ-9876'),
    messageLink('@otasuke', 'survey K7Q2-ABCD'),
  ])('has a QR that is read as %s', async (link) => {
    expect(await scannedFrom(roundSvg(sheet(link)))).toBe(link)
  })

  it('shows a long name whole, and lets nobody’s name be more than words', () => {
    const long = '大船渡商工会議所 サイバーセキュリティ説明会 2026 秋の部（第2回）'
    expect(roundSvg(sheet('https://line.me', long))).toMatch(/サイバーセキュリティ説明会<[\s\S]*2026 秋の部（第2回）/)
    const svg = roundSvg(sheet('https://line.me', '<script>"&'))
    expect(svg).toContain('&lt;script&gt;&quot;&amp;')
    expect(roundPage(sheet('https://line.me', '</title><script>'), [])).not.toContain('<script')
  })
})
