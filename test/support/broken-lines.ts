import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasRecordings, recorded, recordedLogs } from './recorded.ts'
import { ROOT } from './sources.ts'

const SAMPLES = join(ROOT, 'bot', 'content', 'samples')
const SEEDS_EACH = 40

const linesOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .slice(0, SEEDS_EACH)

/** A sensor's lines as they should be: of our own making, and recorded ones where they lie beside the project. */
export function goodLines(): string[] {
  const own = readdirSync(SAMPLES).filter((name) => name.endsWith('json'))
  const others = hasRecordings ? recordedLogs('suricata').filter((path) => path.endsWith('.eve.json')) : []
  const zeek = hasRecordings ? recordedLogs('zeek').filter((path) => path.endsWith('.log')) : []
  return [...own.map((name) => join(SAMPLES, name)), ...[...others, ...zeek].map(recorded)].flatMap(linesOf)
}

/** Mulberry32: the same lines in every run. */
export function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const NONSENSE = [
  'null',
  'true',
  '-1',
  '1e308',
  '-0',
  '0.0000001',
  '99999999999999999999',
  '"__proto__"',
  '"constructor"',
  '[]',
  '{}',
  '""',
  '[[[[[[[[[[]]]]]]]]]]',
  '"\\ud800"',
  '"\\u0000"',
  '"２０２６"',
  '"::ffff:192.168.1.1"',
  '"999.999.999.999"',
  '"1970-01-01T00:00:00Z"',
  `"${'a'.repeat(9_000)}"`,
  '{"a":{"b":{"c":{}}}}',
  '"../../etc/passwd"',
  '"$(reboot)"',
  '"; DROP TABLE firms"',
]

type Mutation = (line: string, pick: (below: number) => number, other: string) => string
const cut = (line: string, from: number, to: number, between = ''): string =>
  line.slice(0, from) + between + line.slice(to)

const MUTATIONS: readonly Mutation[] = [
  (line, pick) => line.slice(0, pick(line.length)),
  (line, pick) => line.slice(pick(line.length)),
  (line, pick) => cut(line, pick(line.length), pick(line.length)),
  (line, pick) => {
    const at = pick(line.length)
    return cut(line, at, at + 1, String.fromCharCode(32 + pick(95)))
  },
  (line, pick) => {
    const at = pick(line.length)
    return cut(line, at, at, '{}[]",:\\'.charAt(pick(8)).repeat(1 + pick(40)))
  },
  (line, pick, other) => line.slice(0, pick(line.length)) + other.slice(pick(other.length)),
  // One value for another, which leaves the line JSON.
  (line, pick) => {
    const values = [...line.matchAll(/:("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/g)]
    const value = values[pick(values.length || 1)]
    if (!value) return line
    return cut(line, value.index + 1, value.index + value[0].length, NONSENSE[pick(NONSENSE.length)])
  },
  (line, pick) => {
    const names = [...line.matchAll(/"([a-z_.]+)":/g)]
    const [name, other] = [names[pick(names.length || 1)], names[pick(names.length || 1)]]
    return name && other ? cut(line, name.index, name.index + name[0].length, other[0]) : line
  },
]

/** Lines broken in one to three ways, most of which are no JSON any more. */
export function brokenLines(count: number, pick: (below: number) => number, good: readonly string[]): string[] {
  const broken = (): string => {
    let line = good[pick(good.length)] ?? ''
    for (let times = 1 + pick(3); times > 0; times--)
      line = MUTATIONS[pick(MUTATIONS.length)]?.(line, pick, good[pick(good.length)] ?? '') ?? line
    // Nothing at all is no line, and `#` begins a remark of Zeek's.
    return /^\s*(?:#|$)/.test(line) ? '?' : line
  }
  return Array.from({ length: count }, broken)
}
