import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ROOT, sourcesOf } from '../support/sources.ts'

const deploy = (name: string): string => join(ROOT, 'deploy', name)
const read = (name: string): string => readFileSync(deploy(name), 'utf8')

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otasuke-deploy-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const COMPOSE = '/usr/bin/docker-compose'
const SETTINGS: Record<string, string> = {
  POSTGRES_PASSWORD: 'a-password',
  SECRET_KEY: 'a-secret-key-of-thirty-two-characters',
  ADMIN_TOKEN: 'a-token-of-sixteen-letters',
}

function compose(settings: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(COMPOSE, ['-f', deploy('compose.yaml'), 'config'], {
    cwd: temporaryFolder(),
    env: { PATH: process.env.PATH, ...settings },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe.skipIf(!existsSync(COMPOSE))('compose.yaml (skipped where Debian’s docker-compose is not installed)', () => {
  it('is one that docker-compose understands, with a database and a program that keeps its data', {
    timeout: 60_000,
  }, () => {
    const { status, stdout, stderr } = compose(SETTINGS)
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('DATABASE_URL: postgres://otasuke:a-password@database:5432/otasuke')
    expect(stdout).toMatch(/image: postgres:(1[5-9]|2\d)/)
    expect(stdout).toMatch(/stop_grace_period: (60s|1m0s)/)
  })

  it.each(Object.keys(SETTINGS))('says when %s is not set', { timeout: 60_000 }, (name) => {
    const { status, stderr } = compose({ ...SETTINGS, [name]: '' })
    expect(status).not.toBe(0)
    expect(stderr).toContain(name)
  })
})

describe('compose.yaml', () => {
  it('sets only what the program reads', () => {
    const set = [...read('compose.yaml').matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name = '']) => name)
    const config = readFileSync(join(ROOT, 'bot', 'config.ts'), 'utf8')
    const own = set.filter((name) => !name.startsWith('POSTGRES_'))
    expect(own.length).toBeGreaterThan(10)
    for (const name of own) expect(config).toMatch(new RegExp(`^ {2}${name}:`, 'm'))
  })
})

describe('Dockerfile', () => {
  it('copies what exists, starts what exists, and is not root', () => {
    const text = read('Dockerfile')
    const copied = [...text.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))
    expect(copied.length).toBeGreaterThan(3)
    for (const name of copied) expect(existsSync(join(ROOT, name)), name).toBe(true)
    const [, start = '[]'] = /^CMD (\[.+\])$/m.exec(text) ?? []
    for (const path of JSON.parse(start) as string[]) expect(existsSync(join(ROOT, path)), path).toBe(true)
    expect(text).toMatch(/^USER node$/m)
  })
})

const ANALYZE = '/usr/bin/systemd-analyze'

describe.skipIf(!existsSync(ANALYZE))('otasuke.service (skipped where systemd-analyze is not installed)', () => {
  const verify = (unit: string): { status: number | null; said: string } => {
    const folder = temporaryFolder()
    const file = join(folder, 'otasuke.service')
    writeFileSync(file, unit)
    const { status, stdout, stderr } = spawnSync(ANALYZE, ['verify', '--man=no', file], { encoding: 'utf8' })
    // Only what it says of our unit: a container has others that are broken.
    const said = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => line.includes('otasuke'))
      .join('\n')
    return { status, said }
  }
  /** The program lies elsewhere while it is tested, perhaps under a name with a space, which a unit would have to quote. */
  function here(unit: string): string {
    const folder = temporaryFolder()
    symlinkSync(process.execPath, join(folder, 'node'))
    symlinkSync(ROOT, join(folder, 'program'))
    return unit
      .replaceAll('/opt/otasuke/node_modules/.bin/node', join(folder, 'node'))
      .replaceAll('/opt/otasuke', join(folder, 'program'))
  }

  it('is one that systemd accepts', () => {
    expect(verify(here(read('otasuke.service'))).said).toBe('')
  })

  it('would be refused with a mistake in it', () => {
    expect(verify(here(read('otasuke.service')).replace('KillMode=mixed', 'KillMod=mixed')).said).toContain('KillMod')
    expect(verify(here(read('otasuke.service')).replace(/ExecStart=.*/, 'ExecStart=/nowhere/node')).said).toContain(
      'nowhere',
    )
  })

  it('waits for draining, and does not start again on a wrong setting', () => {
    const unit = read('otasuke.service')
    expect(unit).toContain('KillSignal=SIGTERM')
    expect(unit).toContain('RestartPreventExitStatus=78')
  })
})

interface Manifest {
  features: {
    slash_commands: { command: string; url?: string }[]
    app_home: { messages_tab_enabled: boolean; messages_tab_read_only_enabled: boolean }
  }
  oauth_config: { scopes: { bot: string[] } }
  settings: {
    event_subscriptions: { request_url?: string; bot_events: string[] }
    interactivity: { is_enabled: boolean; request_url?: string }
    socket_mode_enabled: boolean
  }
}

/** What Slack asks for each method and event (docs.slack.dev); `[]`: nothing. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'conversations.open': ['im:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.info': ['files:read'],
  'views.open': [],
  'views.update': [],
  'message.im': ['im:history'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  '/otasuke': ['commands'],
}

describe('slack-manifest.json', () => {
  const manifest = (name: string): Manifest => JSON.parse(read(name))
  const overHttp = manifest('slack-manifest.json')
  const overSockets = manifest('slack-manifest-socket.json')

  const methods = new Set(
    sourcesOf(['adapters'])
      .filter(({ path }) => path.startsWith('adapters/slack/'))
      .flatMap(({ text }) => [...text.matchAll(/\bclient\.(\w+\.\w+)\(/g)].map(([, method = '']) => method)),
  )

  it('asks for the scopes of every method that is called, every event and the command, and for no other', () => {
    const used = [
      ...methods,
      ...overHttp.settings.event_subscriptions.bot_events,
      ...overHttp.features.slash_commands.map(({ command }) => command),
    ]
    expect(used).toContain('chat.postMessage')
    for (const one of used) expect(SCOPES, one).toHaveProperty([one])
    const needed = new Set(used.flatMap((one) => SCOPES[one] ?? []))
    expect(new Set(overHttp.oauth_config.scopes.bot)).toEqual(needed)
  })

  it('has everything come to the one address that answers', () => {
    const { slash_commands: commands } = overHttp.features
    const { event_subscriptions: events, interactivity } = overHttp.settings
    const addresses = [...commands.map(({ url }) => url), events.request_url, interactivity.request_url]
    expect(new Set(addresses)).toEqual(new Set(['https://otasuke.example/webhooks/slack']))
    expect(interactivity.is_enabled).toBe(true)
  })

  it('lets people write to the bot', () => {
    expect(overHttp.features.app_home).toMatchObject({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    })
  })

  it('differs for sockets only in having no address', () => {
    const text = JSON.stringify(overHttp, (key, value) => (key === 'url' || key === 'request_url' ? undefined : value))
    const expected = JSON.parse(text)
    expected.settings.socket_mode_enabled = true
    expect(overSockets).toEqual(expected)
  })
})
