/** The unit stands in a knob's name, so that a person reads `15 min` where the code has `windowMs: 900000`. */
export function knobValue(name: string, value: number): string {
  if (name.endsWith('Ms')) return lengthOf(value)
  if (/percent/i.test(name)) return `${value} %`
  return /bytes/i.test(name) ? `${value} bytes` : String(value)
}

/** Knobs or measured facts, `periodMs: 300000` as `periodMs 5 min`. */
export const listed = (facts: Readonly<Record<string, unknown>>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${factValue(name, value)}`)
    .join(', ')

function factValue(name: string, value: unknown): string {
  if (typeof value === 'number') return knobValue(name, value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const LENGTHS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

function lengthOf(valueMs: number): string {
  const [unit, unitMs] = LENGTHS.find(([, lengthMs]) => valueMs >= lengthMs && valueMs % lengthMs === 0) ?? ['ms', 1]
  return `${valueMs / unitMs} ${unit}`
}
