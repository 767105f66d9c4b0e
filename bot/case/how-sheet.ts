import type { Tx } from '#db/door.ts'
import type { Part } from '#engine/message.ts'
import { catalogs } from '#locales/index.ts'
import type { FlowContext } from '../flow.ts'
import { HOW_SIZE } from '../pictures/how-drawing.ts'
import { HOW_MARKS, type Marks } from '../pictures/how-marks.ts'
import { type PicturedWay, SCENES } from '../pictures/how-scenes.ts'
import type { HowSheet } from '../pictures/how-sheet.ts'
import { type Reader, sayText } from '../say.ts'

/** Nothing in it is anybody's: it may be looked at for as long as anybody scrolls back to it. */
const LIFE_MS = 365 * 86_400_000

const PICTURED = Object.keys(SCENES) as PicturedWay[]
const WAYS_BY_NAME = new Map(PICTURED.map((way) => [nameOf(way), way]))

function nameOf(way: PicturedWay): string {
  return way.replaceAll(/[^a-z]/g, '')
}

/** How something is done, drawn: beside the two lines that tell it. */
export const howPicture = (app: Pick<FlowContext, 'link' | 'now'>, way: PicturedWay, reader: Reader): Part => ({
  kind: 'image',
  url: app.link(howSubject(way, reader), 'png', app.now + LIFE_MS),
  alt: { key: `${textsOf(way)}.heading` },
  shape: HOW_SIZE,
})

/** By which a link speaks of the picture of a way, in one language: `how_unplugcable_ja`. */
export const howSubject = (way: PicturedWay, { locale }: Pick<Reader, 'locale'>): string =>
  `how_${nameOf(way)}_${locale}`

export async function howBehind(_: Tx, subject: string): Promise<HowSheet | undefined> {
  const [, name = '', locale = ''] = subject.split('_')
  const way = WAYS_BY_NAME.get(name)
  return way && locale in catalogs ? howSheetOf(way, { locale, timezone: 'UTC' }) : undefined
}

export function howSheetOf(way: PicturedWay, reader: Reader): HowSheet {
  const said = (key: string): string => sayText({ key }, reader)
  const own = textsOf(way)
  return {
    kind: 'how',
    locale: reader.locale,
    way,
    title: said(`${own}.heading`),
    lines: [said(`${own}.1`), said(`${own}.2`)],
    marks: Object.fromEntries(HOW_MARKS.map((mark) => [mark, said(`countermeasures.mark.${mark}`)])) as Marks,
  }
}

/** Where its two lines stand in `locales/`: most ways are those of a countermeasure. */
const textsOf = (way: PicturedWay): string => (way === 'pc-name.windows' ? `asset.${way}` : `countermeasures.${way}`)
