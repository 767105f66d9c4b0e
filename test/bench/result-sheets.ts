import { createPainter } from '#bot/pictures/painter.ts'
import { radarOf, sheetOf } from '../support/sheet.ts'

export interface SheetFigures {
  sheets: number
  seconds: number
  perS: number
  /** The highest seen, of the whole process: the thread that draws lives in it. */
  residentMb: number
  kbEach: number
}

/** A picture and a paper for each of so many firms, no two alike, one firm after the other, drawn in the painter's thread. */
export async function measureSheets(sheets: number): Promise<SheetFigures> {
  const painter = createPainter()
  let bytes = 0
  let residentMb = 0
  const began = performance.now()
  for (let firm = 0; firm < sheets; firm++) {
    const radar = radarOf(
      (place) => (firm * 7 + place * 13) % 101,
      (place) => (firm + place * 29) % 101,
    )
    const sheet = { ...sheetOf(), firm: `会社${firm}`, radar }
    const [png, pdf] = await Promise.all([painter.paint({ form: 'png', sheet }), painter.paint({ form: 'pdf', sheet })])
    bytes += png.length + pdf.length
    residentMb = Math.max(residentMb, process.memoryUsage.rss() / 1e6)
  }
  const seconds = (performance.now() - began) / 1_000
  await painter.close()
  return { sheets, seconds, perS: sheets / seconds, residentMb, kbEach: bytes / sheets / 1_000 }
}
