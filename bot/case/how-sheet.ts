import type { Tx } from '#db/door.ts'
import { catalogs } from '#locales/index.ts'
import { COUNTERMEASURES, type Countermeasure, type Way, waysOf } from '../content/countermeasures.ts'
import { HOW_MARKS, type Marks } from '../pictures/how-marks.ts'
import type { PicturedWay } from '../pictures/how-scenes.ts'
import type { HowSheet } from '../pictures/how-sheet.ts'
import { type Reader, sayText } from '../say.ts'

/** Nothing in it is anybody's: it may be looked at for as long as anybody scrolls back to it. */
export const HOW_LIFE_MS = 365 * 86_400_000

const WAYS_BY_NAME = new Map(
  COUNTERMEASURES.flatMap((one) => waysOf(one).map((way) => [nameOf(one, way), { countermeasure: one, way }] as const)),
)

function nameOf(countermeasure: Countermeasure, way: Way): string {
  return `${countermeasure}${way}`.replaceAll('-', '')
}

/** By which a link speaks of the picture of a way, in one language: `how_unplugcable_ja`. */
export const howSubject = (countermeasure: Countermeasure, way: Way, { locale }: Pick<Reader, 'locale'>): string =>
  `how_${nameOf(countermeasure, way)}_${locale}`

export async function howBehind(_: Tx, subject: string): Promise<HowSheet | undefined> {
  const [, name = '', locale = ''] = subject.split('_')
  const known = WAYS_BY_NAME.get(name)
  if (!known || !(locale in catalogs)) return undefined
  return howSheetOf(known.countermeasure, known.way, { locale, timezone: 'UTC' })
}

export function howSheetOf(countermeasure: Countermeasure, way: Way, reader: Reader): HowSheet {
  const said = (name: string): string => sayText({ key: `countermeasures.${name}` }, reader)
  const own = `${countermeasure}.${way}`
  return {
    kind: 'how',
    locale: reader.locale,
    // A test compares the ways with what is drawn, both ways.
    way: own as PicturedWay,
    title: said(`${own}.heading`),
    lines: [said(`${own}.1`), said(`${own}.2`)],
    marks: Object.fromEntries(HOW_MARKS.map((mark) => [mark, said(`mark.${mark}`)])) as Marks,
  }
}
