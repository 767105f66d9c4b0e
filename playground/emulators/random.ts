/** Seeded chance (mulberry32), so that a run can be repeated: ids, shuffles and seeded faults all come from here. */
export interface Random {
  /** [0, 1) */
  next(): number
  state(): number
  hex(length: number): string
  alphanumeric(length: number): string
  digits(length: number): string
  uuid(): string
  ulid(nowMs: number): string
  shuffle<T>(items: readonly T[]): T[]
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const from = (alphabet: string, length: number) => {
    let text = ''
    for (let i = 0; i < length; i += 1) text += alphabet[Math.floor(next() * alphabet.length)]
    return text
  }
  const hex = (length: number) => from('0123456789abcdef', length)
  return {
    next,
    state: () => state,
    hex,
    alphanumeric: (length) => from(ALPHANUMERIC, length),
    digits: (length) => from('123456789', 1) + from('0123456789', length - 1),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    ulid: (nowMs) => timePart(nowMs) + from(CROCKFORD, 16),
    shuffle: (items) => shuffled(items, next),
  }
}

function timePart(nowMs: number): string {
  let rest = nowMs
  let text = ''
  for (let i = 0; i < 10; i += 1) {
    text = CROCKFORD[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return text
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  return items
    .map((item) => ({ item, order: next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
