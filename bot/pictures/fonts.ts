import { createRequire } from 'node:module'

const fileOf = (name: string): string =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/biz-udpgothic/${name}.ttf`)

/** The machine's own fonts are never used: most servers have none with Japanese letters. */
export const FONT = {
  family: 'BIZ UDPGothic',
  regular: fileOf('400Regular/BIZUDPGothic_400Regular'),
  bold: fileOf('700Bold/BIZUDPGothic_700Bold'),
}

/** Mean widths in this proportional face, in units of the letters' height; whatever else is as wide as it is high. */
const WIDTHS: readonly [letters: RegExp, width: number][] = [
  [/^[MWmw@%&]$/u, 1],
  [/^[A-Z]$/u, 0.8],
  [/^[\u0020-\u00ff\uff61-\uff9f]$/u, 0.65],
  [/^[・、。，．：（）「」]$/u, 0.55],
  [/^[ァ-ヶー]$/u, 0.9],
]

/** How wide a line is about to be, in units of the letters' height. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? 1), 0)

/** At most `lengthMax` wide; what is left out is marked by …. */
export function shortened(text: string, lengthMax: number): string {
  if (widthOf(text) <= lengthMax) return text
  let kept = ''
  for (const letter of text) {
    if (widthOf(kept + letter) > lengthMax - 1) break
    kept += letter
  }
  return `${kept}…`
}

/** Lines of at most `lengthMax`, broken after ・、。の or a space where there is one; the last is shortened to fit. */
export function wrapped(text: string, lengthMax: number, linesMax: number): string[] {
  const lines: string[] = []
  let rest = text
  while (rest !== '' && lines.length < linesMax - 1 && widthOf(rest) > lengthMax) {
    const line = firstLine(rest, lengthMax)
    lines.push(line.trimEnd())
    rest = rest.slice(line.length)
  }
  return rest === '' ? lines : [...lines, shortened(rest, lengthMax)]
}

function firstLine(text: string, lengthMax: number): string {
  let line = ''
  for (const letter of text) {
    if (line !== '' && widthOf(line + letter) > lengthMax) break
    line += letter
  }
  const breakAt = Math.max(...[...'・、。の '].map((letter) => line.lastIndexOf(letter)))
  return kept(text, breakAt > 0 ? line.slice(0, breakAt + 1) : line)
}

/** What no Japanese line begins with, and what none ends with (JIS X 4051). */
const BEGINS_NO_LINE = /^[、。，．・：；？！）」』】〕〉》,.:;?!)\]ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u
const ENDS_NO_LINE = /[（「『【〔〈《([]$/u

/** The line, or so much less of it that the next may begin as it does. */
function kept(text: string, line: string): string {
  let shorter = line
  while (shorter !== '' && (BEGINS_NO_LINE.test(text.slice(shorter.length)) || ENDS_NO_LINE.test(shorter)))
    shorter = shorter.slice(0, -([...shorter].at(-1)?.length ?? 1))
  return shorter || line
}
