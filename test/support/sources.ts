import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own source files, for tests that read code instead of running it. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export const ROOMS = ['engine', 'locales', 'adapters', 'db', 'scheduler', 'bot', 'playground'] as const
export type Room = (typeof ROOMS)[number]

export interface Source {
  /** Relative to the project, with forward slashes. */
  path: string
  room: string
  text: string
}

export function sourcesOf(rooms: readonly string[]): Source[] {
  return rooms
    .flatMap((room) => globSync(`${room}/**/*.{ts,js,mjs}`, { cwd: ROOT }).map((path) => ({ room, path })))
    .map(({ room, path }) => ({ room, path: path.replaceAll('\\', '/'), text: readFileSync(join(ROOT, path), 'utf8') }))
    .sort((left, right) => left.path.localeCompare(right.path))
}

/** Strings stay, because imports and keys are strings; comments go, because they may speak of anything. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_all, string?: string) => string ?? ' ',
  )
}

export interface Import {
  from: string
  /** The file, relative to the project, or the bare name of a package. */
  to: string
  isType: boolean
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?([^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

export function importsOf(source: Source): Import[] {
  return [...withoutComments(source.text).matchAll(IMPORT)].map(([, typed, names, fixed, lazy]) => ({
    from: source.path,
    to: resolved(source.path, fixed ?? lazy ?? ''),
    isType: typed !== undefined || isAllTypes(names ?? ''),
  }))
}

/** `import { type A, type B } from` imports nothing that runs. */
function isAllTypes(names: string): boolean {
  const inside = /\{([^}]*)\}/.exec(names)?.[1]
  const listed =
    inside
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '') ?? []
  return listed.length > 0 && listed.every((name) => name.startsWith('type '))
}

function resolved(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (!specifier.startsWith('.')) return specifier
  return relative(ROOT, join(ROOT, dirname(from), specifier)).replaceAll('\\', '/')
}

export const exists = (path: string): boolean => existsSync(join(ROOT, path))
