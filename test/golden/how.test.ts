import { expect, test } from 'vitest'
import { howBehind, howSheetOf, howSubject } from '#bot/case/how-sheet.ts'
import { COUNTERMEASURES, waysOf } from '#bot/content/countermeasures.ts'
import { HOW_SIZE, howPng, howSvg } from '#bot/pictures/how-drawing.ts'
import { type PicturedWay, SCENES } from '#bot/pictures/how-scenes.ts'
import type { Tx } from '#db/door.ts'
import { catalogs } from '#locales/index.ts'
import { pictureSize } from '#playground/emulators/line/pictures.ts'
import { looksIn } from './looks.ts'

/** How each thing is done that a notice asks for, as it is drawn beside its two lines. */
const looksAsItDid = looksIn('how')
const reader = (locale: string) => ({ locale, timezone: 'Asia/Tokyo' })
const WAYS = Object.keys(SCENES) as PicturedWay[]
const IN_LANGUAGES = Object.keys(catalogs).flatMap((locale) => WAYS.map((way) => ({ way, locale })))

test('every way to do what a notice asks for is drawn, and where a PC’s name stands', () => {
  const ways = COUNTERMEASURES.flatMap((one) => waysOf(one).map((way) => `${one}.${way}`))
  expect([...ways, 'pc-name.windows'].toSorted()).toEqual(WAYS.toSorted())
})

test.each(IN_LANGUAGES)('$way in $locale is told whole, and found by its link', async ({ way, locale }) => {
  const sheet = howSheetOf(way, reader(locale))
  const svg = howSvg(sheet)
  expect(svg).not.toMatch(/undefined|NaN/)
  const letters = (text: string): string => text.replaceAll(/\s/g, '')
  const words = letters(svg.replaceAll(/<[^>]*>/g, '')).replaceAll('&amp;', '&')
  for (const line of [sheet.title, ...sheet.lines]) expect(words).toContain(letters(line))
  expect(await howBehind({} as Tx, howSubject(way, reader(locale)))).toEqual(sheet)
})

test('a link to what is not drawn, or in no language of ours, shows nothing', async () => {
  for (const subject of ['how_unplugfridge_ja', 'how_unplugcable_xx', 'how_unplugcable'])
    expect(await howBehind({} as Tx, subject)).toBeUndefined()
})

test.each(WAYS)('the picture of %s', async (way) => {
  const png = await howPng(howSheetOf(way, reader('ja')))
  const size = pictureSize(Buffer.from(png))
  expect(size?.width).toBe(1_040)
  expect((size?.width ?? 0) / (size?.height ?? 1)).toBeCloseTo(HOW_SIZE.width / HOW_SIZE.height, 2)
  expect(png.length).toBeLessThan(1_000_000)
  looksAsItDid(way, png, 8)
})
