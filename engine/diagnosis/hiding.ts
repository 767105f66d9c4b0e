import { FIRMS_MIN } from './groups.ts'

/**
 * Which cells of a whole are hidden when the whole itself is told. Every cell of one to four firms is; so are as
 * many others that nobody who subtracts what is shown from the whole can tell one of them, nor even whether it was small.
 * `isHidden` names cells that something else would tell of.
 */
export function hiddenIn(cells: readonly number[], isHidden: (place: number) => boolean = () => false): boolean[] {
  const hidden = new Set([...cells.keys()].filter((place) => isSmall(cells[place] ?? 0) || isHidden(place)))
  if (hidden.size === 0) return cells.map(() => false)
  const others = [...cells.keys()]
    .filter((place) => !hidden.has(place) && cells[place] !== 0)
    .sort((one, other) => (cells[one] ?? 0) - (cells[other] ?? 0))
  for (const place of others) {
    if (isVague(cells, hidden)) break
    hidden.add(place)
  }
  // Where even all of them together tell too much, not even who has nobody is told.
  return isVague(cells, hidden) ? cells.map((_, place) => hidden.has(place)) : cells.map(() => true)
}

export const isSmall = (firms: number): boolean => firms > 0 && firms < FIRMS_MIN

/** Each hidden cell has one firm or more: any of them might be the one that has all the others; one alone is the rest. */
function isVague(cells: readonly number[], hidden: ReadonlySet<number>): boolean {
  const firms = [...hidden].reduce((sum, place) => sum + (cells[place] ?? 0), 0)
  return hidden.size > 1 && firms - hidden.size >= FIRMS_MIN - 1
}

/**
 * Which sums are hidden when the sum of all is told. Of each cell the firms that its number adds up; a firm may stand in
 * several. Every cell of one to four firms is hidden, and as many others that what is left after subtracting what is shown
 * is of five firms or more.
 */
export function hiddenSums(cells: readonly ReadonlySet<string>[]): boolean[] {
  const hidden = new Set([...cells.keys()].filter((place) => isSmall(cells[place]?.size ?? 0)))
  if (hidden.size === 0) return cells.map(() => false)
  const others = [...cells.keys()]
    .filter((place) => !hidden.has(place) && cells[place]?.size !== 0)
    .sort((one, other) => (cells[one]?.size ?? 0) - (cells[other]?.size ?? 0))
  for (const place of others) {
    if (isVagueSum(cells, hidden)) break
    hidden.add(place)
  }
  return isVagueSum(cells, hidden) ? cells.map((_, place) => hidden.has(place)) : cells.map(() => true)
}

/** Whether the sum of these cells may be known, because it is nobody's or that of five firms and more. */
export function isVagueSum(cells: readonly ReadonlySet<string>[], places: Iterable<number>): boolean {
  const { size } = new Set([...places].flatMap((place) => [...(cells[place] ?? [])]))
  return size === 0 || size >= FIRMS_MIN
}

/** A count that is told, or null where it would tell of single firms. */
export type Shown = number | null

export function shownOf(cells: readonly number[], isHidden?: (place: number) => boolean): Shown[] {
  const hidden = hiddenIn(cells, isHidden)
  return cells.map((count, place) => (hidden[place] ? null : count))
}

/**
 * Numbers that can only fall, such as firms that came so far; the first of them everybody knows. Another is told only where
 * nobody or a whole group fell out since the one told before, and until the last, which is what people look at first.
 */
export function shownFalling([first = 0, ...others]: readonly number[]): Shown[] {
  const last = others.at(-1) ?? first
  const isLastTold = !isSmall(last) && !isSmall(first - last)
  let before = first
  const told = others.map((count, place) => {
    const isLast = place === others.length - 1
    const isTold = !isSmall(count) && !isSmall(before - count) && (!isLastTold || !isSmall(count - last))
    if (!(isLast ? isLastTold : isTold)) return null
    before = count
    return count
  })
  return [first, ...told]
}
