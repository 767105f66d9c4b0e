import type { DnsEvent, FlowEvent, SensorEvent } from '#engine/event.ts'
import { hashNumber, hashText, spread } from './hash.ts'
import { type Seen, seenOf } from './sightings.ts'
import { createTable, type StoredTable } from './table.ts'
import { dayOf } from './window.ts'

/**
 * Whether a server that was told to call a place did so, whichever of the two was logged first: a request may be written
 * down when its connection ends, a minute after it was obeyed. Orders wait at their server; of calls, the latest thousands.
 */
export interface Callbacks {
  /** The server was told to call one of these places. Gives out the calls that obeyed. */
  order(event: SensorEvent, places: readonly string[]): Callback[]
  /** Somebody called a place. Gives out the orders that this obeys; asked of every flow and every look-up. */
  call(event: FlowEvent | DnsEvent, place: string): readonly Callback[]
  forget(day: number): void
  subjects(): number
  evicted(): number
  stored(): StoredCallbacks
}

export interface Callback extends Seen {
  server: string
  place: string
  attacker: string
}

export interface StoredCallbacks {
  orders: StoredTable<Orders>
  recent: Call[]
}

interface Orders {
  day: number
  lines: Line[]
}

/** One place that one sender named, and when, in slots as long as obeying may take. */
interface Line {
  attacker: string
  place: string
  slots: number[]
  /** Calls that were given out already. */
  told: number[]
}

type Call = Seen & Pick<FlowEvent, 'flow' | 'exchange'> & { place: string }

const RECENT_MAX = 4_096
const LINES_MAX = 64
const SLOTS_MAX = 64
const TOLD_MAX = 32
const PLACE_MAX = 253
const NOTHING: readonly Callback[] = []

export function createCallbacks(subjectsMax: number, withinMs: number, stored?: StoredCallbacks): Callbacks {
  const orders = createTable<Orders>(subjectsMax, stored?.orders)
  let recent: Call[] = stored?.recent ?? []
  let next = recent.length % RECENT_MAX

  const slotOf = (at: number): number => Math.floor(at / withinMs)

  function obeyed(line: Line, server: string, call: Call): Callback[] {
    const slot = slotOf(call.startedAt)
    if (line.place !== call.place || !line.slots.some((told) => Math.abs(told - slot) <= 1)) return []
    const id = spread(hashNumber(hashText(`${call.flow} ${call.exchange}`), call.at))
    if (line.told.includes(id) || line.told.length >= TOLD_MAX) return []
    line.told.push(id)
    const { attacker, place } = line
    const { at, startedAt, source, sourcePort, target, targetPort } = call
    return [{ at, startedAt, source, sourcePort, target, targetPort, server, place, attacker }]
  }

  return {
    order(event, places) {
      const { source: attacker, target: server, at } = event
      const known = orders.get(server) ?? { day: dayOf(at), lines: [] }
      orders.set(server, known)
      known.day = Math.max(known.day, dayOf(at))
      const lines = places.flatMap((place) => lineOf(known.lines, attacker, place.slice(0, PLACE_MAX)))
      for (const { slots } of lines) addSlot(slots, slotOf(at))
      const calls = recent.filter(({ source }) => source === server)
      return lines.flatMap((line) => calls.flatMap((call) => obeyed(line, server, call)))
    },
    call(event, place) {
      const call: Call = {
        ...seenOf(event),
        flow: event.flow,
        exchange: event.exchange,
        place: place.slice(0, PLACE_MAX),
      }
      recent[next] = call
      next = (next + 1) % RECENT_MAX
      // Most firms' servers are told nothing all year.
      const known = orders.size() > 0 ? orders.get(event.source) : undefined
      return known ? known.lines.flatMap((line) => obeyed(line, event.source, call)) : NOTHING
    },
    forget(before) {
      for (const [server, { day }] of orders.entries()) if (day < before) orders.delete(server)
      recent = [...recent.slice(next), ...recent.slice(0, next)].filter(({ at }) => dayOf(at) >= before)
      next = recent.length % RECENT_MAX
    },
    subjects: () => orders.size(),
    evicted: () => orders.evicted(),
    stored: () => ({ orders: orders.stored(), recent: [...recent.slice(next), ...recent.slice(0, next)] }),
  }
}

function lineOf(lines: Line[], attacker: string, place: string): Line[] {
  const known = lines.find((line) => line.attacker === attacker && line.place === place)
  if (known) return [known]
  if (lines.length >= LINES_MAX) return []
  const made = { attacker, place, slots: [], told: [] }
  lines.push(made)
  return [made]
}

function addSlot(slots: number[], slot: number): void {
  if (slots.length < SLOTS_MAX && !slots.includes(slot)) slots.push(slot)
}
