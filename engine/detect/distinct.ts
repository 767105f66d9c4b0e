import { EXACT_MAX } from './limits.ts'

/**
 * How many different things were seen, each given as 32 well-spread bits: exact up to 64, then HyperLogLog (Flajolet et al.,
 * 2007) with 1,024 registers. Both grow only, and neither depends on the order. Plain data, so that it can be stored.
 */
export interface Distinct {
  exact: number[]
  /** One character a register, `0` for an empty one: an array of numbers would take eight times the room. '' while exact. */
  registers: string
}

export const noneDistinct = (): Distinct => ({ exact: [], registers: '' })

const REGISTER_BITS = 10
const REGISTERS = 1 << REGISTER_BITS
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS)
const NONE = 48
/** Of each rank, worked out once. */
const SHARES = Array.from({ length: 34 - REGISTER_BITS }, (_, rank) => 2 ** -rank)

export function addDistinct(distinct: Distinct, hash: number): void {
  const { exact, registers } = distinct
  if (registers !== '') {
    const [place, rank] = registerOf(hash)
    if (rank > rankAt(registers, place)) distinct.registers = raised(registers, place, rank)
  } else if (exact.includes(hash)) return
  else if (exact.length < EXACT_MAX) exact.push(hash)
  else estimateFromNowOn(distinct, hash)
}

function estimateFromNowOn(distinct: Distinct, hash: number): void {
  const ranks = new Map<number, number>()
  for (const [place, rank] of [...distinct.exact, hash].map(registerOf))
    ranks.set(place, Math.max(rank, ranks.get(place) ?? 0))
  distinct.registers = Array.from({ length: REGISTERS }, (_, place) =>
    String.fromCharCode(NONE + (ranks.get(place) ?? 0)),
  ).join('')
  distinct.exact = []
}

/** A larger rank is rarer by half, so a register is raised a handful of times in its life. */
const raised = (registers: string, place: number, rank: number): string =>
  registers.slice(0, place) + String.fromCharCode(NONE + rank) + registers.slice(place + 1)

const rankAt = (registers: string, place: number): number => registers.charCodeAt(place) - NONE

function registerOf(hash: number): readonly [place: number, rank: number] {
  const rank = Math.min(Math.clz32(hash << REGISTER_BITS), 32 - REGISTER_BITS) + 1
  return [hash >>> (32 - REGISTER_BITS), rank]
}

export const countDistinct = ({ exact, registers }: Distinct): number =>
  registers === '' ? exact.length : estimate(registers)

function estimate(registers: string): number {
  let [sum, zeros] = [0, 0]
  for (let place = 0; place < REGISTERS; place++) {
    const rank = rankAt(registers, place)
    sum += SHARES[rank] ?? 0
    if (rank === 0) zeros++
  }
  const raw = (ALPHA * REGISTERS * REGISTERS) / sum
  return Math.round(raw <= 2.5 * REGISTERS && zeros > 0 ? REGISTERS * Math.log(REGISTERS / zeros) : raw)
}

/** Different things up to a number, beyond which nobody asks. */
export function addFew(few: number[], hash: number, max: number): void {
  if (few.length < max && !few.includes(hash)) few.push(hash)
}

/** How many different things several of them saw together; one that is full counts as full. */
export function countFew(fews: readonly (readonly number[])[]): number {
  const [only] = fews
  return only && fews.length === 1 ? only.length : new Set(fews.flat()).size
}
