import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { FONT } from './fonts.ts'

export const COLOUR = { ink: '#1F2937', faint: '#4B5563', line: '#CBD5E1', tint: '#EFF6FF', strong: '#0B4F7D' }

/** As large as it goes: little text is printed large, and too much of it small rather than on a second page. */
const SCALES = [1.2, 1.1, 1, 0.85, 0.7, 0.58]

/** One A4 page, PDF. */
export const onOnePage = (documentAt: (scale: number) => TDocumentDefinitions): Promise<Uint8Array> =>
  onSoManyPages(1, documentAt)

export async function onSoManyPages(
  pagesMax: number,
  documentAt: (scale: number) => TDocumentDefinitions,
): Promise<Uint8Array> {
  for (const scale of SCALES) {
    const { bytes, pages } = await printed(documentAt(scale))
    if (pages <= pagesMax || scale === SCALES.at(-1)) return bytes
  }
  throw new RangeError('there is no scale to print in')
}

/** As many pages as it takes, each with its number, PDF. */
export async function onPages(document: TDocumentDefinitions): Promise<Uint8Array> {
  const footer = (page: number, count: number) => ({
    text: `${page} / ${count}`,
    alignment: 'center' as const,
    fontSize: 8,
  })
  const pdf = (await printer()).createPdf({ ...document, footer })
  return new Uint8Array(await pdf.getBuffer())
}

async function printed(document: TDocumentDefinitions): Promise<{ bytes: Uint8Array; pages: number }> {
  let pages = 0
  const footer = (_: number, count: number): string => {
    pages = count
    return ''
  }
  const pdf = (await printer()).createPdf({ ...document, footer })
  return { bytes: new Uint8Array(await pdf.getBuffer()), pages }
}

type Printer = typeof import('pdfmake')
let loaded: Promise<Printer> | undefined

const printer = (): Promise<Printer> => (loaded ??= load())

async function load(): Promise<Printer> {
  const { default: pdfmake } = await import('pdfmake')
  const fonts: readonly string[] = [FONT.regular, FONT.bold]
  pdfmake.setFonts({ [FONT.family]: { normal: FONT.regular, bold: FONT.bold } })
  // Nothing in a document may make the printer read a file or an address.
  pdfmake.setLocalAccessPolicy((path) => fonts.includes(path))
  pdfmake.setUrlAccessPolicy(() => false)
  return pdfmake
}
