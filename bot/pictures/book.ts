/**
 * Papers bound into one PDF, written out as they come: of what is written nothing is kept but where it lies, so that it
 * may be of any length. It takes what our printer prints: an xref table, and no object packed into another.
 */
export interface Book {
  add(paper: Uint8Array): void
  /** Nothing can be added any more. */
  end(): void
}

const [CATALOG, PAGES, INFO] = [1, 2, 3]

export function bindBook(
  write: (bytes: Uint8Array) => void,
  { title, language }: { title: string; language: string },
): Book {
  const places: number[] = []
  const pages: number[] = []
  let length = 0
  let newest = INFO
  const put = (text: string): void => {
    length += text.length
    write(Buffer.from(text, 'latin1'))
  }
  const putObject = (number: number, body: string): void => {
    places[number] = length
    put(`${number} 0 obj\n${body}\nendobj\n`)
  }
  put('%PDF-1.3\n%\xff\xff\xff\xff\n')
  return {
    add(paper) {
      const { objects, tree, leaves } = opened(Buffer.from(paper).toString('latin1'))
      // Its pages hang on the book's tree. What nothing leads to from there stays behind.
      const numbers = new Map([[tree, PAGES]])
      const queue: [old: number, number: number][] = []
      const numberOf = (old: number): number => {
        const known = numbers.get(old)
        if (known !== undefined) return known
        numbers.set(old, ++newest)
        queue.push([old, newest])
        return newest
      }
      pages.push(...leaves.map(numberOf))
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [old, number] = next
        const { head, stream } = inTwo(objects.get(old) ?? 'null')
        putObject(number, head.replace(REFERENCE, (_, named) => `${numberOf(Number(named))} 0 R`) + stream)
      }
    },
    end() {
      putObject(PAGES, `<</Type /Pages /Count ${pages.length} /Kids [${pages.map((one) => `${one} 0 R`).join(' ')}]>>`)
      putObject(CATALOG, `<</Type /Catalog /Pages ${PAGES} 0 R /Lang (${language})>>`)
      putObject(INFO, `<</Title <feff${Buffer.from(title, 'utf16le').swap16().toString('hex')}>>>`)
      const begins = length
      const lines = places.slice(1).map((place) => `${String(place).padStart(10, '0')} 00000 n \n`)
      put(`xref\n0 ${newest + 1}\n0000000000 65535 f \n${lines.join('')}`)
      put(`trailer\n<</Size ${newest + 1} /Root ${CATALOG} 0 R /Info ${INFO} 0 R>>\nstartxref\n${begins}\n%%EOF\n`)
    },
  }
}

const REFERENCE = /\b(\d+) 0 R\b/g

/** Its objects by number, the root of its pages, and the pages. */
function opened(pdf: string): { objects: Map<number, string>; tree: number; leaves: number[] } {
  const table = pdf.slice(Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf)?.[1]))
  const places = [...table.matchAll(/^(\d{10}) \d{5} [nf]/gm)].map(([, place]) => Number(place))
  const inOrder = [...places, pdf.length - table.length].sort((one, other) => one - other)
  const bodyAt = (place: number): string => {
    const whole = pdf.slice(place, inOrder[inOrder.indexOf(place) + 1])
    return whole.slice(whole.indexOf('obj\n') + 'obj\n'.length, whole.lastIndexOf('\nendobj'))
  }
  // The first entry of the table is of no object.
  const objects = new Map(places.slice(1).map((place, at) => [at + 1, bodyAt(place)]))
  const [root = 0] = namedIn(table, 'Root')
  const [tree = 0] = namedIn(objects.get(root) ?? '', 'Pages')
  return { objects, tree, leaves: namedIn(objects.get(tree) ?? '', 'Kids') }
}

/** Which objects an entry of a dictionary leads to. */
const namedIn = (body: string, entry: string): number[] =>
  [...(new RegExp(`/${entry} (\\[[^\\]]*\\]|\\d+ 0 R)`).exec(body)?.[1] ?? '').matchAll(REFERENCE)].map(([, number]) =>
    Number(number),
  )

/** What names other objects, and what is as it is. */
function inTwo(body: string): { head: string; stream: string } {
  const at = body.indexOf('\nstream\n')
  return at < 0 ? { head: body, stream: '' } : { head: body.slice(0, at), stream: body.slice(at) }
}
