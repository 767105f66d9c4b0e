import { describe, expect, test } from 'vitest'
import { exists, type Import, importsOf, ROOMS, type Room, sourcesOf } from '#test/support/sources.ts'

/** Who may import whom: the table of the house. */
const ALLOWED: Record<Room, (to: string, isType: boolean) => boolean> = {
  engine: (to) => in_('engine', to) || PURE_PACKAGES.has(to),
  locales: (to) => in_('locales', to),
  adapters: (to) => in_('engine', to) || in_('adapters', to) || isPackage(to),
  db: (to, isType) => in_('db', to) || (in_('engine', to) && (isType || WORD_LISTS.has(to))) || isPackage(to),
  scheduler: (to, isType) =>
    in_('scheduler', to) || (in_('engine', to) && isType) || to === 'db/timers.ts' || isPackage(to),
  bot: (to) => !in_('test', to),
  playground: (to) => in_('playground', to) || isPackage(to),
}

/** Calculation only, no clock and no I/O. */
const PURE_PACKAGES = new Set(['japanese-holidays', 'tldts', 'wanakana'])
/** Lists of the domain's words (the priorities in their order), which the database stores by their place. */
const WORD_LISTS = new Set(['engine/message.ts'])
const PLATFORMS = ['line', 'slack', 'discord', 'sensor']

const in_ = (room: string, to: string): boolean => to.startsWith(`${room}/`)
const isPackage = (to: string): boolean => ![...ROOMS, 'test'].some((room) => in_(room, to)) && !to.startsWith('..')

const sources = sourcesOf(ROOMS)
const imports = sources.flatMap(importsOf)
const roomOf = (path: string): Room => path.slice(0, path.indexOf('/')) as Room

const named = ({ from, to }: Import): string => `${from} → ${to}`

describe('imports follow the table', () => {
  test('there is something to check', () => {
    expect(sources.length).toBeGreaterThan(20)
    expect(imports.length).toBeGreaterThan(sources.length)
  })

  test.each(ROOMS)('%s', (room) => {
    const strays = imports.filter(({ from, to, isType }) => roomOf(from) === room && !ALLOWED[room](to, isType))
    expect(strays.map(named)).toEqual([])
  })

  test('platforms do not know each other', () => {
    const folder = (path: string): string => path.split('/')[1] ?? ''
    const strays = imports.filter(
      ({ from, to }) =>
        in_('adapters', from) &&
        in_('adapters', to) &&
        PLATFORMS.includes(folder(from)) &&
        PLATFORMS.includes(folder(to)) &&
        folder(from) !== folder(to),
    )
    expect(strays.map(named)).toEqual([])
  })

  test('flows never import flows: they meet through an inbox row', () => {
    const strays = imports.filter(({ from, to }) => in_('bot/flows', from) && in_('bot/flows', to))
    expect(strays.map(named)).toEqual([])
  })

  test('another room is called by its #name, never by a path', () => {
    const strays = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/from '((?:\.\.\/)+(?:engine|locales|adapters|db|scheduler|bot|playground)\/[^']*)'/g)].map(
        ([, specifier]) => `${path}: ${specifier}`,
      ),
    )
    expect(strays).toEqual([])
  })
})

/** Of what runs: a type is gone before the program starts, and may be known on both sides. */
test('nothing imports in a circle', () => {
  const graph = new Map<string, string[]>()
  for (const { from, to } of imports.filter(({ to, isType }) => exists(to) && !isType))
    graph.set(from, [...(graph.get(from) ?? []), to])
  expect(circleIn(graph)).toBeUndefined()
})

test('a circle would be found', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ])
  expect(circleIn(graph)).toEqual(['b', 'c', 'b'])
})

/** The first circle, as the way around it. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const walk = (node: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node]
    if (done.has(node)) return undefined
    for (const next of graph.get(node) ?? []) {
      const circle = walk(next, [...way, node])
      if (circle) return circle
    }
    done.add(node)
    return undefined
  }
  for (const node of graph.keys()) {
    const circle = walk(node, [])
    if (circle) return circle
  }
  return undefined
}
