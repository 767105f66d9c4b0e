import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { copyOfTemplate } from '../support/database.ts'
import { ROOT } from '../support/sources.ts'
import { SURROUNDINGS } from '../support/surroundings.ts'
import { freePort, startProgram, temporaryFolder, untilReady } from './program.ts'

const SAFE_PATH = `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}`

it.skipIf(!existsSync('/usr/bin/curl'))(
  'README’s commands work as printed, one after the other (skipped where curl is not installed)',
  { timeout: 300_000 },
  async () => {
    const [folder, port] = [temporaryFolder(), String(await freePort())]
    // As after `git clone` and `npm ci`, in a path with a space.
    const checkout = join(folder, 'a clone')
    mkdirSync(join(checkout, 'data'), { recursive: true })
    for (const name of ['bot', 'db', 'engine', 'adapters', 'locales', 'scheduler', 'playground', 'node_modules'])
      symlinkSync(join(ROOT, name), join(checkout, name))
    cpSync(join(ROOT, 'package.json'), join(checkout, 'package.json'))
    const database = await copyOfTemplate(join(checkout, 'data', 'database'))
    onTestFinished(database.drop)
    const settings = database.url
      ? { DATABASE_URL: database.url, SECRET_KEY: 'a-secret-key-of-thirty-two-characters-or-more' }
      : {}
    const program = await startProgram({ PORT: port, DATA_DIR: join(checkout, 'data'), PLAYGROUND: '1', ...settings })
    await untilReady(program)

    const blocks = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    const script = blocks
      .map(([, block = '']) => block)
      .join('\n')
      .replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
    expect(blocks.length).toBeGreaterThanOrEqual(5)
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-euo', 'pipefail', '-c', script], {
      cwd: checkout,
      env: { ...SURROUNDINGS, PATH: SAFE_PATH, HOME: folder, PORT: port },
      encoding: 'utf8',
    })
    expect([
      status,
      stderr.replace(/^.*(lines read|alerts, |rows of|reading …|lines; making).*$/gm, '').trim(),
    ]).toEqual([0, ''])
    expect(stdout).toMatch(/"accepted":[1-9]\d*,"rejected":0,"duplicate":0/)
    expect(stdout).toMatch(/0 rejected, [1-9]\d* sent before/)
    expect(stdout).toContain('port-scan')
    expect(stdout).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/m)
    program.child.kill('SIGTERM')
    expect(await program.ended).toEqual({ code: 0, signal: null })
  },
)
