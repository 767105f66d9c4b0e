import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { commandIn } from '#bot/cli/run.ts'
import { ROOT, sourcesOf } from '#test/support/sources.ts'

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const quoted = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, inside = '']) => inside)

/** The names that `bot/config.ts` reads. */
function settingsRead(): string[] {
  const [, shapes = ''] = /const SHAPES = \{\n([\s\S]*?)\n\}\n/.exec(text('bot/config.ts')) ?? []
  return [...shapes.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name)
}

describe('README tells of', () => {
  test('every setting, and of no other', () => {
    const told = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name = '']) => name)
    expect(settingsRead().length).toBeGreaterThan(20)
    expect(told.sort()).toEqual(settingsRead().sort())
  })

  test('files and folders that exist', () => {
    const rooms = /^(engine|adapters|db|scheduler|locales|bot|playground|test|deploy|\.ci)\//
    const paths = quoted.filter((inside) => rooms.test(inside) && !/[{}*\s]/.test(inside))
    expect(paths.length).toBeGreaterThan(40)
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  test('paths in its drawing that exist', () => {
    const [, drawing = ''] = /```\n( sensor [\s\S]*?)```/.exec(readme) ?? []
    const paths = [...drawing.matchAll(/\b(?:bot|engine)\/[\w/-]+/g)].map(([path]) => path)
    expect(paths.length).toBeGreaterThan(8)
    expect(paths.filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.ts`)))).toEqual([])
  })

  test('one truth: no two that somebody left to be joined', () => {
    expect(readme.match(/^(?:<{7}|={7}|>{7})(?: .*)?$/gm)).toBeNull()
  })

  test('npm scripts that exist', () => {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
    const named = [...readme.matchAll(/npm run (?:-s )?([\w:-]+)|npm (start|test)/g)].map(
      ([, script, short]) => script ?? short ?? '',
    )
    expect(new Set(named).size).toBeGreaterThan(4)
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
  })

  test('commands that exist, with options that they take', () => {
    const lines = [...readme.matchAll(/npm run -s otasuke -- ([^\n`]+)/g)].map(([, line = '']) => line)
    const mentioned = quoted.flatMap((inside) => /^otasuke ([a-z].*)$/.exec(inside)?.[1] ?? [])
    expect(lines.length).toBeGreaterThan(12)
    for (const line of [...lines, ...mentioned]) expect(faultIn(line), line).toBeUndefined()
  })

  test('figures that /metrics has, all of them', () => {
    const told = [...readme.matchAll(/`(otasuke_[a-z_]+)/g)].map(([, name = '']) => name)
    const kept = [...text('bot/http/metrics.ts').matchAll(/name: '(otasuke_\w+)'/g)].map(([, name = '']) => name)
    expect([...new Set(told)].sort()).toEqual(kept.sort())
  })

  test('addresses that answer', () => {
    const served = sourcesOf(['bot'])
      .map((source) => source.text)
      .join('\n')
    for (const address of [
      '/healthz',
      '/readyz',
      '/metrics',
      '/sensor/v1/events',
      '/webhooks/line',
      '/webhooks/slack',
      '/admin/docs',
    ]) {
      expect(readme, address).toContain(address)
      expect(served, address).toContain(`'${address}'`)
    }
  })

  test('an import table as the test of imports has it', () => {
    const rows = [...readme.matchAll(/^\| (engine|locales|adapters|db|scheduler|bot|playground) \|(.+)\|$/gm)]
    expect(rows.map(([, room]) => room)).toEqual([
      'engine',
      'locales',
      'adapters',
      'db',
      'scheduler',
      'bot',
      'playground',
    ])
  })
})

function faultIn(line: string): string | undefined {
  const words = line.split(/\s+/)
  if (['--help', '…', 'detect', 'replay', 'backup', 'restore'].includes(words[0] ?? '')) return undefined
  const [noun = '', verb = ''] = words
  if (noun === 'rules' && ['', 'list'].includes(verb)) return undefined
  if (noun === 'feeds' && ['--help', 'list', 'update', 'restore', 'test'].includes(verb)) return undefined
  if (/^questionnaires?$/.test(noun) && ['lint', 'list', 'show'].includes(verb)) return undefined
  if (noun === 'pilot' && verb === 'load') return undefined
  if (noun === 'firm' && verb === 'import') return undefined
  if (noun === 'health-check' && verb === 'print') return undefined
  const command = commandIn(words)
  if (!command) return 'no such command'
  const known = ['json', 'print', 'all', 'help', ...Object.keys(command.options)]
  return [...line.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name).find((name) => !known.includes(name))
}

it('what would be wrong is found', () => {
  expect(faultIn('region dance')).toBe('no such command')
  expect(faultIn('region add 岩手 --colour red')).toBe('colour')
  expect(faultIn('rules dance')).toBe('no such command')
})
