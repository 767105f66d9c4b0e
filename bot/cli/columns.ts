/** Rows under headings, each column as wide as its widest cell. */
export function inColumns(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(widthOf(heading), ...rows.map((cells) => widthOf(cells[column] ?? ''))),
  )
  const lined = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd()
  return [lined(headings), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(lined)]
}

/** What a stranger may have chosen must not steer the terminal. */
export const harmless = (text: string, lengthMax: number): string => text.replace(/[^\P{C}]/gu, '?').slice(0, lengthMax)

/** A terminal gives Japanese letters two places each. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/g
const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0)
