import { randomBytes } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { renderAsync } from '@resvg/resvg-js'
import { afterAll, describe, expect, it } from 'vitest'
import { wrapped } from '#bot/pictures/fonts.ts'
import { createPainter, NotPainted } from '#bot/pictures/painter.ts'
import { previewPng } from '#bot/pictures/preview.ts'
import { type Radar, radarPng, radarSvg } from '#bot/pictures/radar.ts'
import { plainPage, resultPage } from '#bot/pictures/result-page.ts'
import { resultSheet } from '#bot/pictures/result-sheet.ts'
import type { Sheet } from '#bot/pictures/sheet.ts'
import { withoutTraces } from '#engine/picture/picture.ts'
import { pictureSize } from '#playground/emulators/line/pictures.ts'
import { pagesOf } from '../support/pdf.ts'
import { asTaken, JPEG, pngOf } from '../support/photos.ts'
import { LONG, radarOf, sheetOf } from '../support/sheet.ts'

/** Rows of RGBA behind their filter bytes: how many bytes there are that are not white. */
function inkOf(png: Uint8Array): number {
  const bytes = Buffer.from(png)
  const data: Buffer[] = []
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
  return inflateSync(Buffer.concat(data)).filter((byte) => byte !== 0 && byte !== 255).length
}

describe('the picture of a result', () => {
  const looks: [string, Radar][] = [
    [
      'answers in between',
      radarOf(
        (place) => (place * 37) % 101,
        () => 60,
      ),
    ],
    [
      'nothing done',
      radarOf(
        () => 0,
        () => 60,
      ),
    ],
    [
      'everything done',
      radarOf(
        () => 100,
        () => 60,
      ),
    ],
    [
      'no goal',
      radarOf(
        () => 50,
        () => null,
      ),
    ],
    [
      'a goal here and there, and an axis without answers',
      radarOf(
        (place) => (place === 3 ? null : 50),
        (place) => (place % 3 ? 80 : null),
      ),
    ],
    [
      'names that are far too long',
      {
        ...radarOf(
          () => 50,
          () => 60,
        ),
        legend: { own: LONG, goal: `${LONG}。`, others: '' },
        caption: LONG,
      },
    ],
    [
      'four axes',
      {
        ...radarOf(
          () => 50,
          () => 60,
        ),
        axes: radarOf(
          () => 50,
          () => 60,
        ).axes.slice(0, 4),
      },
    ],
  ]

  it.each(looks)('is a PNG that LINE takes: %s', async (_, radar) => {
    const png = await radarPng(radar)
    const size = pictureSize(Buffer.from(png))
    expect(size?.width).toBe(1_040)
    expect(size?.height).toBeGreaterThan(700)
    expect(size?.height).toBeLessThan(1_300)
    expect(png.length).toBeLessThan(1_000_000)
    expect(inkOf(png)).toBeGreaterThan(5_000)
  })

  it('names every axis, and marks those below the goal by a sign', async () => {
    const svg = await radarSvg(
      radarOf(
        (place) => (place === 0 ? 10 : 90),
        () => 60,
      ),
    )
    const words = svg.replaceAll(/<[^>]*>/g, '')
    for (const { label } of radarOf(
      () => 0,
      () => 0,
    ).axes)
      expect(words.replaceAll(/\s/g, '')).toContain(label)
    expect(words.match(/▼(?!は)/g)).toHaveLength(1)
    expect(words).toContain('▼脆弱性対策')
  })

  it.each([
    ['パソコンの更新', ['パソコンの', '更新']],
    ['取引先・外部サービス', ['取引先・', '外部サービス']],
    ['事故対応', ['事故対応']],
    ['そうですか（はい）', ['そうですか', '（はい）']],
    ['もう一度見ま。', ['もう一度見', 'ま。']],
    ['あいうえおか、き', ['あいうえお', 'か、き']],
    ['あいうえおかッか', ['あいうえお', 'かッか']],
  ])('breaks %s where a reader would', (label, lines) => {
    expect(wrapped(label, 6, 2)).toEqual(lines)
  })

  it('tells own and goal apart by more than colour: only the goal’s line is broken', async () => {
    expect(
      await radarSvg(
        radarOf(
          () => 50,
          () => 60,
        ),
      ),
    ).toMatch(/stroke="#C2410C"[^>]*stroke-dasharray/)
    expect(
      await radarSvg(
        radarOf(
          () => 50,
          () => null,
        ),
      ),
    ).not.toContain('stroke-dasharray')
  })

  it('shows the participants’ mean beside the industry’s as marks without a line', async () => {
    const flat = (value: number) => () => value
    const svg = await radarSvg(radarOf(flat(50), flat(60), flat(70)))
    expect(svg).toContain('#57606A')
    expect(svg).not.toMatch(/stroke="#57606A"[^>]*stroke-width="[1-9]/)
    expect(await radarSvg(radarOf(flat(50), flat(60)))).not.toContain('#57606A')
  })

  it('has Japanese letters without the machine’s fonts', async () => {
    const without = await radarPng({
      ...radarOf(
        () => 50,
        () => 60,
      ),
      caption: '',
    })
    const withWords = await radarPng({
      ...radarOf(
        () => 50,
        () => 60,
      ),
      caption: '外側ほど、できています。',
    })
    expect(inkOf(withWords) - inkOf(without)).toBeGreaterThan(500)
  })
})

describe('the result sheet', () => {
  const worst: Sheet = {
    ...sheetOf(),
    title: LONG,
    firm: '株式会社岩手県沿岸水産加工協同組合連合会釜石支所'.repeat(8),
    date: LONG,
    score: { points: '−25点', of: LONG },
    band: LONG,
    radar: {
      ...radarOf(
        () => 50,
        () => 60,
      ),
      legend: { own: LONG, goal: `${LONG}。`, others: '' },
      caption: LONG,
    },
    answers: Array.from({ length: 9 }, () => ({ heading: LONG, lines: [LONG, 'W'.repeat(500), 'iW '.repeat(200)] })),
    measures: {
      heading: LONG,
      columns: { cost: LONG, time: LONG },
      rows: Array.from({ length: 25 }, () => ({ what: 'iWiW '.repeat(90), cost: LONG, time: LONG })),
    },
    notes: Array.from({ length: 9 }, () => LONG),
  }
  const many: [string, Sheet][] = [
    ['as it is', sheetOf()],
    ['everything far too long', worst],
    ['nothing to do and no goal', { ...sheetOf(), measures: { ...sheetOf().measures, rows: [] }, notes: [] }],
  ]

  it.each(many)('is one page: %s', async (_, sheet) => {
    expect(pagesOf(await resultSheet(sheet))).toBe(1)
  })

  it('has words that can be searched and read aloud', async () => {
    const letters = lettersOf(await resultSheet(sheetOf()))
    for (const letter of '佐々木水産なにをどこまで大丈夫外付け') expect(letters).toContain(letter)
  })

  it('stays small enough to be sent around', async () => {
    expect((await resultSheet(sheetOf())).length).toBeLessThan(200_000)
  })
})

/** Every letter that the fonts' maps from glyphs back to letters know. */
function lettersOf(pdf: Uint8Array): Set<string> {
  const text = Buffer.from(pdf).toString('latin1')
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) => inflated(body))
  const maps = streams.filter((stream) => stream.includes('beginbfrange')).join('')
  return new Set(
    [...maps.matchAll(/<([0-9a-f]{4})>/g)].map(([, code = '']) => String.fromCharCode(Number.parseInt(code, 16))),
  )
}

function inflated(body: string): string {
  try {
    return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
  } catch {
    return ''
  }
}

describe('the result as a page', () => {
  const hostile = '<script>alert(1)</script>"\'&<img src=x onerror=alert(1)>'
  const pdf = { label: '印刷する', url: 'https://otasuke.example/r/a.pdf' }

  it('shows what people typed as what they typed', async () => {
    const sheet: Sheet = {
      ...sheetOf(),
      title: hostile,
      firm: hostile,
      date: hostile,
      score: { points: hostile, of: hostile },
      band: hostile,
      radar: {
        axes: radarOf(
          () => 1,
          () => 2,
        ).axes.map((axis) => ({ ...axis, label: hostile })),
        legend: { own: hostile, goal: `${hostile}。`, others: '' },
        caption: hostile,
      },
      answers: [{ heading: hostile, lines: [hostile] }],
      measures: {
        heading: hostile,
        columns: { cost: hostile, time: hostile },
        rows: [{ what: hostile, cost: hostile, time: hostile }],
      },
      notes: [hostile],
    }
    const page = await resultPage(sheet, { label: hostile, url: `https://otasuke.example/"${hostile}` })
    expect(page).not.toMatch(/<script|<img|"onerror/)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
    expect(plainPage('ja', hostile, [hostile])).not.toMatch(/<script|<img/)
  })

  it('is whole in itself: nothing is loaded and nothing runs', async () => {
    const page = await resultPage(sheetOf(), pdf)
    expect(page).not.toMatch(/<script|<link|<iframe|@import|url\((?!#)|\ssrc=|\son\w+=/)
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">')
  })

  it('says in words what the picture shows', async () => {
    const page = await resultPage(sheetOf(), pdf)
    expect(page).toContain('<th scope="row">脆弱性対策</th><td>50%</td><td>60%</td>')
    const without = await resultPage(
      {
        ...sheetOf(),
        radar: radarOf(
          () => null,
          () => null,
        ),
      },
      pdf,
    )
    expect(without).toContain('<th scope="row">脆弱性対策</th><td>―</td></tr>')
  })
})

describe('the painter', () => {
  const painter = createPainter()
  afterAll(() => painter.close())

  it('draws what is wished, in any number at once', async () => {
    const wishes = (['png', 'pdf', 'png'] as const).map((form) => painter.paint({ form, sheet: sheetOf() }))
    const [png, pdf] = await Promise.all(wishes)
    expect(pictureSize(Buffer.from(png ?? []))?.width).toBe(1_040)
    expect(pagesOf(pdf ?? new Uint8Array())).toBe(1)
  })

  it('fails one wish alone, and takes no more than it can draw soon', async () => {
    const broken = { ...sheetOf(), radar: { ...sheetOf().radar, axes: null as never } }
    await expect(painter.paint({ form: 'png', sheet: broken })).rejects.toThrow(NotPainted)
    const many = Array.from({ length: 41 }, () => painter.paint({ form: 'png', sheet: broken }))
    const reasons = (await Promise.allSettled(many)).map((one) => (one.status === 'rejected' ? String(one.reason) : ''))
    expect(reasons.filter((reason) => reason.includes('too much'))).toHaveLength(1)
    expect((await painter.paint({ form: 'png', sheet: sheetOf() })).length).toBeGreaterThan(1_000)
  })

  it('begins again after a rest', async () => {
    const tired = createPainter({ idleMs: 0 })
    for (let time = 0; time < 2; time++)
      expect(
        (await tired.paint({ form: 'page', sheet: sheetOf(), pdf: { label: 'a', url: 'b' } })).length,
      ).toBeGreaterThan(1_000)
    await tired.close()
  })
})

describe('the preview of a photo', () => {
  const WIDE = { width: 900, height: 600 }

  it('is small enough for LINE, whatever is in it, and keeps its shape', async () => {
    const rows = Array.from({ length: WIDE.height }, () => Buffer.concat([Buffer.of(0), randomBytes(WIDE.width * 3)]))
    const noise = pngOf(WIDE, Buffer.concat(rows))
    expect(noise.length).toBeGreaterThan(1_000_000)
    const preview = Buffer.from(await previewPng(noise))
    expect(preview.length).toBeLessThan(1_000_000)
    expect(pictureSize(preview)).toEqual({ width: 480, height: 320 })
  })

  // The photo is red above and blue below; a camera that was held otherwise says so in its notes.
  it.each([
    [1, 'red', 'blue'],
    [3, 'blue', 'red'],
    [6, 'blue', 'red'],
    [8, 'red', 'blue'],
  ])('that was taken as %i stands the right way up: %s first, %s last', async (orientation, first, last) => {
    const cleaned = withoutTraces(asTaken(JPEG, orientation))
    if (cleaned.kind === 'refused') throw new Error(cleaned.reason)
    const preview = Buffer.from(await previewPng(cleaned.picture.bytes))
    const isLying = orientation > 4
    expect(pictureSize(preview)).toEqual(isLying ? { width: 8, height: 16 } : { width: 16, height: 8 })
    const { pixels } = await renderAsync(
      `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 ${isLying ? '8 16' : '16 8'}" preserveAspectRatio="none"><image href="data:image/png;base64,${preview.toString('base64')}" width="${isLying ? 8 : 16}" height="${isLying ? 16 : 8}"/></svg>`,
    )
    const colourAt = (x: number, y: number): string => {
      const at = (y * 16 + x) * 4
      return (pixels[at] ?? 0) > (pixels[at + 2] ?? 0) ? 'red' : 'blue'
    }
    // Turned by a quarter, above and below are left and right.
    expect([colourAt(2, 2), colourAt(13, 13)]).toEqual([first, last])
    expect(isLying ? colourAt(13, 2) : colourAt(2, 13)).toBe(last)
  })
})
