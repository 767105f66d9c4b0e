import { type Fields, isFields, textIn } from './decoded.ts'
import { createKnown, type Known } from './known.ts'
import { momentAt, parseMoment } from './moment.ts'
import { numberAt } from './piece.ts'

/** A line of a log: parsed, or of a known shape, whose values are then read where they lie. */
export interface Line {
  readonly parsed: Fields | undefined
  /** Which slots hold a value, a bit each. */
  readonly present: number
  /** How many texts its list has. */
  readonly listed: number
}

export const parsedLine = (parsed: Fields): Line => ({ parsed, present: 0, listed: 0 })

/** Where the values of the line lie that is being read. A bit's number is a slot's; behind them lie the texts of its list. */
export const [LIST_SLOT, SLOTS] = [31, 64]
export const begins = new Int32Array(SLOTS)
export const ends = new Int32Array(SLOTS)
const beginOf = (slot: number): number => begins[slot] ?? 0
const endOf = (slot: number): number => ends[slot] ?? 0

export type Path = readonly (string | number)[]

/** What may stand there in a line that is not parsed: of `each`, a list of objects with a text of that name. */
export type Holds = 'string' | 'number' | 'list' | 'nothing' | { each: string }

/** What a value comes to, whatever JSON may hold, `undefined` where there is nothing. */
type Make<Value> = (value: unknown) => Value

/** One field that a decoder looks at, in either kind of line. Each kind of field has a road of its own, which is quicker. */
export abstract class Field<Value> {
  readonly path: Path
  readonly holds: Holds
  slot = 0
  protected readonly make: Make<Value>
  protected readonly nothing: Value

  constructor(path: Path, holds: Holds, make: Make<Value>) {
    this.path = path
    this.holds = holds
    this.make = make
    this.nothing = make(undefined)
  }

  abstract of(line: Line): Value

  protected ofParsed(line: Fields): Value {
    return this.make(valueAt(line, this.path))
  }

  protected isIn({ present }: Line): boolean {
    return (present & (1 << this.slot)) !== 0
  }
}

class TextField<Value> extends Field<Value> {
  readonly known: Known<Value>

  constructor(path: Path, make: Make<Value>, known: Known<Value>) {
    super(path, 'string', make)
    this.known = known
  }

  of(line: Line): Value {
    if (line.parsed) return this.ofParsed(line.parsed)
    return this.isIn(line) ? this.known.at(beginOf(this.slot), endOf(this.slot)) : this.nothing
  }
}

class NumberField<Value> extends Field<Value> {
  of(line: Line): Value {
    if (line.parsed) return this.ofParsed(line.parsed)
    return this.isIn(line) ? this.make(numberAt(beginOf(this.slot), endOf(this.slot))) : this.nothing
  }
}

class MomentField extends Field<number | undefined> {
  of(line: Line): number | undefined {
    if (line.parsed) return this.ofParsed(line.parsed)
    return this.isIn(line) ? momentAt(beginOf(this.slot), endOf(this.slot)) : undefined
  }
}

class TextsField extends Field<string[] | undefined> {
  readonly known = createKnown(textIn)

  of(line: Line): string[] | undefined {
    if (line.parsed) return this.ofParsed(line.parsed)
    if (!this.isIn(line)) return undefined
    const texts: string[] = []
    for (let slot = LIST_SLOT; slot < LIST_SLOT + line.listed; slot++)
      texts.push(this.known.at(beginOf(slot), endOf(slot)))
    return texts
  }
}

/** Whether it is there at all. */
class ListField extends Field<boolean> {
  of(line: Line): boolean {
    return line.parsed ? this.ofParsed(line.parsed) : this.isIn(line)
  }
}

class SeldomField extends Field<unknown> {
  of(line: Line): unknown {
    return line.parsed && this.ofParsed(line.parsed)
  }
}

/** Fields whose texts come to the same kind of thing. */
export function texts<Value>(make: Make<Value>): (...path: Path) => Field<Value> {
  const known = createKnown(make)
  return (...path) => new TextField(path, make, known)
}

export const numbers =
  <Value>(make: Make<Value>) =>
  (...path: Path): Field<Value> =>
    new NumberField(path, 'number', make)

/** Undefined where there is none, NaN where it is none. */
export const moment = (...path: Path): Field<number | undefined> =>
  new MomentField(path, 'string', (value) =>
    value === undefined || value === null ? undefined : parseMoment(textIn(value)),
  )

/** A text of each object of a list, '' where it has none; undefined where there is no list. */
export const textOfEach = (name: string, ...path: Path): Field<string[] | undefined> =>
  new TextsField(path, { each: name }, (value) =>
    Array.isArray(value) ? value.map((one) => textIn(valueAt(one, [name]))) : undefined,
  )

export const hasList = (...path: Path): Field<boolean> => new ListField(path, 'list', Array.isArray)

/** What few lines have, and those are parsed. */
export const seldom = (...path: Path): Field<unknown> => new SeldomField(path, 'nothing', (value) => value)

export function valueAt(line: unknown, path: Path): unknown {
  let value = line
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined
    else value = isFields(value) ? value[step] : undefined
  }
  return value
}
