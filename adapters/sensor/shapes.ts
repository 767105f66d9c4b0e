import type { Decoded, Fields } from './decoded.ts'
import { begins, ends, type Field, LIST_SLOT, type Line, SLOTS, valueAt } from './field.ts'
import { isAt, isLineEnd, type Literal, literalOf, numberEnd, textEnd } from './piece.ts'

/**
 * A sensor writes few shapes of lines, over and over, with other values in them. What stands between the values is learned
 * from a line that `JSON.parse` accepted; a line with the same between values as plain is JSON, too, and says the same in
 * the same places. So it need not be parsed, and nothing is made of what nobody looks at. Whatever else a line may be, it
 * has no known shape and is left to `JSON.parse`.
 */
export interface Shapes {
  /** The shape of the line that begins there in the piece that is laid. */
  at(begin: number): Shape | undefined
  /** Where the newline is behind the line whose shape was found last. */
  end(): number
  learn(line: string, parsed: Fields, reading: Reading): void
}

export interface Shape {
  line: Line
  decode: (line: Line) => Decoded
}

/** What of a type's lines is looked at, and by whom. */
export interface Reading {
  fields: readonly Field<unknown>[]
  decode: Shape['decode']
}

interface Part {
  text: string
  /** What comes behind the text. */
  kind: 'string' | 'number' | 'end'
}

/** What comes next in a line. Shapes that begin alike share their beginning. */
interface Step extends Part {
  literal: Literal
  /** Where the value's place is noted, if somebody looks at it. */
  slot: number
  next: Step | undefined
  /** What may come instead. */
  other: Step | undefined
  /** Of the last one. */
  shape: Shape | undefined
}

/** Shapes of strangers' making must neither fill the memory nor make a long way of a short one. */
const LIMITS = { stepsMax: 4_096, waysMax: 128 }

export function createShapes({ stepsMax, waysMax } = LIMITS): Shapes {
  let first: Step | undefined
  let steps = 0
  let lineEnd = 0

  /** The step behind that one, added if need be; undefined when there are too many ways already. */
  function stepBehind(before: Step | undefined, part: Part, slot: number): Step | undefined {
    const ways = waysFrom(before ? before.next : first)
    const known = ways.find(({ text, kind }) => text === part.text && kind === part.kind)
    if (known || ways.length >= waysMax || steps >= stepsMax) return known
    const step = { ...part, literal: literalOf(part.text), slot, next: undefined, other: undefined, shape: undefined }
    const last = ways.at(-1)
    if (last) last.other = step
    else if (before) before.next = step
    else first = step
    steps++
    return step
  }

  /** The last step of that way through, if there is room. */
  function lastStep(parts: readonly Part[], slots: readonly number[]): Step | undefined {
    let step: Step | undefined
    for (const [place, part] of parts.entries()) {
      const slot = slots[place] ?? NO_SLOT
      step = stepBehind(step, part, slot)
      if (step?.slot !== slot) return undefined
    }
    return step
  }

  return {
    at(begin) {
      let [at, step] = [begin, first]
      while (step !== undefined) {
        const valueAt = at + step.literal.length
        const end = isAt(step.literal, at) ? endOf(step.kind, valueAt) : -1
        if (end < 0) step = step.other
        else if (step.kind === 'end') {
          lineEnd = end
          return step.shape
        } else {
          begins[step.slot] = valueAt
          ends[step.slot] = end
          at = end
          step = step.next
        }
      }
      return undefined
    },
    end: () => lineEnd,
    learn(line, parsed, { fields, decode }) {
      const parts = fields.every((field) => isUsual(field, parsed)) ? partsOf(line) : undefined
      if (!parts) return
      const { slots, ...values } = placesOf(parts, fields)
      const last = lastStep(parts, slots)
      if (last) last.shape ??= { line: { parsed: undefined, ...values }, decode }
      // What sensors do write is soon learned again.
      else [first, steps] = [undefined, 0]
    },
  }
}

/** Every line is parsed. */
export const NO_SHAPES: Shapes = { at: () => undefined, end: () => 0, learn() {} }

function endOf(kind: Part['kind'], begin: number): number {
  if (kind === 'string') return textEnd(begin)
  if (kind === 'number') return numberEnd(begin)
  return isLineEnd(begin) ? begin : -1
}

function waysFrom(step: Step | undefined): Step[] {
  const ways: Step[] = []
  for (let way = step; way; way = way.other) ways.push(way)
  return ways
}

/** A line with something else there is left to `JSON.parse`, and so are all like it. */
function isUsual({ path, holds }: Field<unknown>, parsed: Fields): boolean {
  const value = valueAt(parsed, path)
  if (value === undefined || holds === typeof value) return true
  if (!Array.isArray(value) || holds === 'nothing') return false
  if (typeof holds !== 'object') return holds === 'list'
  return value.length <= LIST_LENGTH_MAX && value.every((one) => typeof valueAt(one, [holds.each]) === 'string')
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*/g
const WHOLE = /^(?:0|[1-9]\d*)$/
/** Longer names than values would fill the memory. */
const LINE_LENGTH_MAX = 1 << 13
/** Which decoder it is for stays part of the shape. */
const TYPE = '"event_type"'

/** Undefined where a value is not plain, or where it may not be the last of its name that counts. */
function partsOf(line: string): Part[] | undefined {
  if (line.length > LINE_LENGTH_MAX || /[\\\u0080-\uffff]/.test(line) || line.indexOf(TYPE) !== line.lastIndexOf(TYPE))
    return undefined
  const parts: Part[] = []
  let [from, isType] = [0, false]
  for (const { 0: token, 1: text, 2: colon, index } of line.matchAll(TOKENS)) {
    if (colon === undefined && !isType) {
      if (text === undefined && !WHOLE.test(token)) return undefined
      const quote = text === undefined ? 0 : 1
      parts.push({ text: line.slice(from, index + quote), kind: text === undefined ? 'number' : 'string' })
      from = index + token.length - quote
    }
    isType = colon !== undefined && text === TYPE
  }
  return [...parts, { text: line.slice(from), kind: 'end' }]
}

/** Noted and never looked at. */
const NO_SLOT = SLOTS - 1
const LIST_LENGTH_MAX = NO_SLOT - LIST_SLOT

/** A line of the same shape, in which each value is the number of its part, shows where each of them stands. */
function placesOf(parts: readonly Part[], fields: readonly Field<unknown>[]) {
  const line: unknown = JSON.parse(
    parts.map(({ text, kind }, place) => (kind === 'end' ? text : text + place)).join(''),
  )
  const slots = parts.map(() => NO_SLOT)
  let [present, listed] = [0, 0]
  for (const { path, holds, slot } of fields) {
    const value = valueAt(line, path)
    if (value === undefined) continue
    present |= 1 << slot
    if (!Array.isArray(value)) slots[Number(value)] = slot
    else if (typeof holds === 'object')
      for (const one of value) slots[Number(valueAt(one, [holds.each]))] = LIST_SLOT + listed++
  }
  return { slots, present, listed }
}
