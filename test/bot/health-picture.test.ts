import { Resvg } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { findingText, foundText, reasonText, unseenTexts } from '#bot/health/texts.ts'
import { createDrawnAhead } from '#bot/http/drawn-ahead.ts'
import { FONT } from '#bot/pictures/fonts.ts'
import { healthSvg } from '#bot/pictures/health-card.ts'
import { outlined } from '#bot/pictures/outlines.ts'
import { sayText } from '#bot/say.ts'
import { countMonth } from '#engine/health-check.ts'
import type { Message, Text } from '#engine/message.ts'
import { healthSheet } from '../support/health.ts'
import { HEALTH_MONTHS } from '../support/health-months.ts'

const files = [FONT.regular, FONT.bold]

function pixelsOf(svg: string): Buffer {
  const font = { fontFiles: files, loadSystemFonts: false, defaultFontFamily: FONT.family }
  return Buffer.from(new Resvg(svg, { font, background: '#ffffff' }).render().pixels)
}

describe('a health check’s picture in outlines', () => {
  it.each(['佐々木水産', 'A & B <商店>', '', '㈱髙橋・𠮷野家'])(
    'shows what its words would have shown: %s',
    async (firm) => {
      const svg = healthSvg(healthSheet(firm))
      const drawn = await outlined(svg)
      expect(drawn).not.toContain('<text')
      const [one, other] = [pixelsOf(svg), pixelsOf(drawn)]
      expect(other).toHaveLength(one.length)
      // Hundredths of a pixel move an edge's grey a little, and nothing else.
      let apart = 0
      for (const [place, value] of one.entries()) if (Math.abs(value - (other[place] ?? 0)) > 24) apart += 1
      expect(apart / one.length).toBeLessThan(0.0005)
      expect(one.filter((value) => value < 128).length).toBeGreaterThan(1_000)
    },
  )

  it('draws no firm’s name on another’s', async () => {
    const [sasaki, kamome] = await Promise.all(
      ['佐々木水産', 'かもめ水産'].map((firm) => outlined(healthSvg(healthSheet(firm)))),
    )
    expect(sasaki).not.toBe(kamome)
    expect(await outlined(healthSvg(healthSheet('佐々木水産')))).toBe(sasaki)
  })
})

describe('what is drawn ahead', () => {
  const showing = (url: string): Message => ({
    ...{ purpose: 'answer', fallback: { typed: '' } },
    parts: [{ kind: 'image', url, alt: { typed: '' } }],
  })

  it('is what the message shows, is had as long as it is fetched, and holds nothing up where it fails', async () => {
    const asked: string[] = []
    const ahead = createDrawnAhead(async (signed) => {
      asked.push(signed)
      if (signed === 'broken') throw new Error('too much is waiting to be drawn')
      return signed === 'elsewhere' ? undefined : new TextEncoder().encode(signed)
    })
    await ahead.draw(showing('https://otasuke.example/r/health_1~a~b.png'))
    expect(new TextDecoder().decode(ahead.taken('health_1~a~b.png'))).toBe('health_1~a~b.png')
    expect(new TextDecoder().decode(ahead.taken('health_1~a~b.png'))).toBe('health_1~a~b.png')
    for (const signed of ['broken', 'elsewhere']) {
      await ahead.draw(showing(`https://otasuke.example/r/${signed}`))
      expect(ahead.taken(signed)).toBeUndefined()
    }
    expect(asked).toHaveLength(3)
    // The oldest make room.
    for (let place = 0; place < 100; place++) await ahead.draw(showing(`https://otasuke.example/r/health_${place}.png`))
    expect(ahead.taken('health_1~a~b.png')).toBeUndefined()
    expect(ahead.taken('health_99.png')).toBeDefined()
  })
})

describe('an A beside which analysts kept something quiet', () => {
  const kept = '知らせなくてよい'

  it('says on its page how much, who decided so, and that it was not counted', () => {
    const { sign, unseen } = HEALTH_MONTHS.find(({ name }) => name === 'long-A')?.sheet ?? healthSheet('')
    expect(sign).toBe('A')
    expect(unseen.lines).toContain(
      '担当の人が前に調べて、知らせなくてよいと決めた動きが3件ありました。判定には入れていません。',
    )
    const others = HEALTH_MONTHS.find(({ name }) => name === 'small-A')?.sheet.unseen.lines
    expect(others?.join()).not.toContain(kept)
  })

  it('does not say in the chat that there was nothing at all', () => {
    const unseen = { dark: [], bare: [], lossyHours: 0 }
    const figures = { coverage: 1, devices: 1, securityEvents: 0, trafficEvents: 0, unseen }
    const counted = countMonth([], figures, { from: 1, until: 2 })
    const said = (quiet: number): string =>
      sayText(foundText({ ...counted, quiet }), { locale: 'ja', timezone: 'Asia/Tokyo' })
    expect(said(0)).toBe('6つの点を見ました。どれも、何も見つかりませんでした。')
    expect(said(3)).toContain('知らせなくてよいと前に決めた動き（3件）のほかは')
  })

  it('nor that what the firm’s plan leaves out was not there', () => {
    const unseen = { dark: [], bare: [], lossyHours: 0, byPlan: ['bad-habit', 'home'] as const }
    const figures = { coverage: 1, devices: 1, securityEvents: 0, trafficEvents: 0, unseen }
    const counted = countMonth([], figures, { from: 1, until: 2 })
    const said = (text: Text): string => sayText(text, { locale: 'ja', timezone: 'Asia/Tokyo' })
    expect(said(foundText(counted))).toBe('案で見ている点だけを見ました。どれも、何も見つかりませんでした。')
    expect(unseenTexts(counted).map(said).join()).toMatch(
      /直したほうがよい使い方：いまの料金の案では見ていません[\s\S]*在宅：/,
    )
    expect(counted.findings.map((one) => said(findingText(one, counted)))).toEqual([
      ...['なし（0件）', 'なし（0件）', 'なし（0件）', '見ていません', 'なし（0件）', 'なし（0件）'],
    ])
  })
})

it.each([
  [0, 'まだ終わっていない、重い問題が3件あります。'],
  [2, '終わっていない、重い問題かもしれない動きが3件あります。うち2件は、いま調べています。'],
  [3, '重い問題かもしれない動きが3件あり、いま調べています。'],
])('nothing that nobody has judged yet is called a problem (%i of 3)', (unjudged, says) => {
  const grade = { letter: 'D', reason: 'grave-open', count: 3, unjudged } as const
  expect(sayText(reasonText(grade), { locale: 'ja', timezone: 'Asia/Tokyo' })).toBe(says)
})
