/** The lowest few of what was seen, sorted: a list that is short, whoever came first. */
export function addLowest(list: string[], one: string, max: number = LISTED_MAX): void {
  if (list.includes(one)) return
  list.push(one)
  list.sort()
  if (list.length > max) list.pop()
}

export const LISTED_MAX = 8

/** The one there is; '' where there are several or none. */
export const onlyOne = (list: readonly string[]): string => (list.length === 1 ? (list[0] ?? '') : '')

/** `192.168.1.23`, or how many where there are several. */
export const toldHosts = (list: readonly string[]): string =>
  list.length === 1 ? (list[0] ?? '') : `${list.length}${list.length === LISTED_MAX ? ' or more' : ''} hosts`
