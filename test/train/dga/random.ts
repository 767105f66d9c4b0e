/** Numbers that look random and are the same in every run (mulberry32). */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** from ≤ n ≤ to */
  between(from: number, to: number): number
  one<Thing>(of: readonly Thing[]): Thing
  letters(count: number, of?: string): string
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const one = <Thing>(of: readonly Thing[]): Thing => of[between(0, of.length - 1)] as Thing
  const letters = (count: number, of = 'abcdefghijklmnopqrstuvwxyz'): string =>
    Array.from({ length: count }, () => one([...of])).join('')
  return { next, between, one, letters }
}

/** The same things in another order. */
export function shuffled<Thing>(things: readonly Thing[], random: Random): Thing[] {
  const mixed = [...things]
  for (let place = mixed.length - 1; place > 0; place--) {
    const other = random.between(0, place)
    ;[mixed[place], mixed[other]] = [mixed[other] as Thing, mixed[place] as Thing]
  }
  return mixed
}
