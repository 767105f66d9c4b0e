import { pngOf } from './charts.ts'
import { wrapped } from './fonts.ts'
import { framed, HEAD, head, INK, text, WIDTH } from './hand.ts'
import { SCENE_HEIGHT, SCENES } from './how-scenes.ts'
import type { HowSheet } from './how-sheet.ts'

const CAPTION = 70
const GAP = 22
/** Of every one of them: a chat is told so before it has the picture. */
export const HOW_SIZE = { width: WIDTH, height: HEAD + 2 * (CAPTION + SCENE_HEIGHT + GAP) }

export const howPng = (sheet: HowSheet): Promise<Uint8Array> => pngOf(howSvg(sheet))

/** One below the other, each with what is to be done in it. */
export function howSvg({ way, title, lines, marks, locale }: HowSheet): string {
  return framed(locale, title, HOW_SIZE.height, [
    ...head(title, ''),
    ...SCENES[way].map((scene, place) => {
      const top = HEAD + place * (CAPTION + SCENE_HEIGHT + GAP)
      const drawn = scene(marks).join('\n')
      return `<g transform="translate(0 ${top})">${caption(lines[place] ?? '', place + 1)}<svg y="${CAPTION}" width="${WIDTH}" height="${SCENE_HEIGHT}">${drawn}</svg></g>`
    }),
  ])
}

const CAPTION_WIDTH = 398
/** Other languages take more letters. */
const SIZES = [21, 19, 17, 15]

function caption(line: string, number: number): string {
  const size =
    SIZES.find(
      (one) =>
        !wrapped(line, CAPTION_WIDTH / one, 2)
          .join('')
          .endsWith('…'),
    ) ?? 15
  const parts = wrapped(line, CAPTION_WIDTH / size, 2)
  const first = parts.length === 1 ? 34 : 20
  return [
    `<circle cx="44" cy="26" r="21" fill="${INK.black}"/>`,
    text(String(number), { x: 44, y: 35, size: 26, isBold: true, fill: INK.paper, anchor: 'middle' }),
    ...parts.map((part, place) => text(part, { x: 78, y: first + place * 29, size, isBold: true })),
  ].join('')
}
