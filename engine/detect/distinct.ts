import { EXACT_MAX } from './limits.ts'

/**
 * How many different things were seen, each given as 32 well-spread bits: exact up to 64, then HyperLogLog (Flajolet et al.,
 * 2007) with 1,024 registers. Both grow only, and neither depends on the order. Plain data, so that it can be stored.
 */
export interface Distinct {
  exact: number[]
  /** Empty while the count is exact. */
  registers: number[]
}

export const noneDistinct = (): Distinct => ({ exact: [], registers: [] })

const REGISTER_BITS = 10
const REGISTERS = 1 << REGISTER_BITS
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS)

export function addDistinct(distinct: Distinct, hash: number): void {
  const { exact, registers } = distinct
  if (registers.length > 0) return raiseRegister(registers, hash)
  if (exact.includes(hash)) return
  if (exact.length < EXACT_MAX) exact.push(hash)
  else estimateFromNowOn(distinct, hash)
}

function estimateFromNowOn(distinct: Distinct, hash: number): void {
  distinct.registers = registersOf([...distinct.exact, hash])
  distinct.exact = []
}

function registersOf(hashes: readonly number[]): number[] {
  const registers = new Array<number>(REGISTERS).fill(0)
  for (const hash of hashes) raiseRegister(registers, hash)
  return registers
}

function raiseRegister(registers: number[], hash: number): void {
  const place = hash >>> (32 - REGISTER_BITS)
  const rank = Math.min(Math.clz32(hash << REGISTER_BITS), 32 - REGISTER_BITS) + 1
  if (rank > (registers[place] ?? 0)) registers[place] = rank
}

export function countDistinct({ exact, registers }: Distinct): number {
  return registers.length === 0 ? exact.length : estimate(registers)
}

function estimate(registers: readonly number[]): number {
  let [sum, zeros] = [0, 0]
  for (const rank of registers) {
    sum += 2 ** -rank
    if (rank === 0) zeros++
  }
  const raw = (ALPHA * REGISTERS * REGISTERS) / sum
  return Math.round(raw <= 2.5 * REGISTERS && zeros > 0 ? REGISTERS * Math.log(REGISTERS / zeros) : raw)
}

/** How many different things several counts saw together. */
export function countUnion(distincts: readonly Distinct[]): number {
  const [only] = distincts
  if (only && distincts.length === 1) return countDistinct(only)
  const hashes = new Set(distincts.flatMap(({ exact }) => exact))
  if (distincts.every(({ registers }) => registers.length === 0) && hashes.size <= EXACT_MAX) return hashes.size
  const registers = registersOf([...hashes])
  for (const distinct of distincts)
    distinct.registers.forEach((rank, place) => {
      if (rank > (registers[place] ?? 0)) registers[place] = rank
    })
  return estimate(registers)
}
