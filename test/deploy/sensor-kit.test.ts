import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ADMIN_TOKEN, type Program, startProgram, temporaryFolder, untilReady } from '../operations/program.ts'
import { copyOfTemplate } from '../support/database.ts'
import { ROOT } from '../support/sources.ts'
import { type Box, emptyRoot, filesOf, KIT, kit, openBox, whyNoSensor } from './sensor-box.ts'

const ASKED = [
  '--url',
  'https://otasuke.example',
  '--token',
  'a-token',
  '--interface',
  'eth1',
  '--home',
  '192.168.5.0/24',
]

describe('install.sh', () => {
  it('brings the same whether it runs once or twice, and takes all of it away again, twice', () => {
    const root = emptyRoot()
    expect(kit([...ASKED, '--root', root]).code).toBe(0)
    const once = filesOf(root)
    expect(kit([...ASKED, '--root', root]).code).toBe(0)
    expect(filesOf(root)).toEqual(once)
    expect(Object.keys(once).filter((path) => !path.startsWith('var/'))).toEqual([
      'etc/logrotate.d/otasuke-sensor',
      'etc/otasuke-sensor/sensor.env',
      'etc/otasuke-sensor/shipper.env',
      'etc/otasuke-sensor/suricata.yaml',
      'etc/otasuke-sensor/syslog-ng.conf',
      'etc/systemd/system/otasuke-agent.service',
      'etc/systemd/system/otasuke-agent.timer',
      'etc/systemd/system/otasuke-arpwatch.service',
      'etc/systemd/system/otasuke-sensor.service',
      'etc/systemd/system/otasuke-shipper.service',
      'usr/local/lib/otasuke/agent.sh',
    ])
    expect(kit(['--remove', '--root', root]).code).toBe(0)
    expect(filesOf(root)).toEqual({})
    expect(kit(['--remove', '--root', root])).toMatchObject({
      code: 0,
      said: expect.stringContaining('nothing to remove'),
    })
  })

  it('leaves other people’s files alone', () => {
    const root = emptyRoot()
    mkdirSync(join(root, 'etc/systemd/system'), { recursive: true })
    writeFileSync(join(root, 'etc/systemd/system/other.service'), 'theirs')
    const before = filesOf(root)
    kit([...ASKED, '--root', root])
    kit(['--remove', '--root', root])
    expect(filesOf(root)).toEqual(before)
  })

  it('keeps the token where only root reads it, and says it nowhere', () => {
    const root = emptyRoot()
    const { said } = kit(
      ['--url', 'https://otasuke.example', '--token-file', '-', '--interface', 'eth1', '--root', root],
      { input: 'a-secret-token\n' },
    )
    const holding = Object.entries(filesOf(root)).filter(([, text]) => text.includes('a-secret-token'))
    expect(holding).toEqual([
      [
        'etc/otasuke-sensor/shipper.env',
        '600 OTASUKE_URL=https://otasuke.example/sensor/v1/events\nOTASUKE_TOKEN=a-secret-token\n',
      ],
    ])
    expect(said).not.toContain('a-secret-token')
  })

  it('shows neither the code nor its key to others on the machine, who see what programs are called with', () => {
    const [root, programs] = [emptyRoot(), emptyRoot()]
    const seen = join(programs, 'seen')
    writeFileSync(join(programs, 'curl'), `#!/bin/sh\nprintf '%s\\n' "$@" >>${seen}\n`, { mode: 0o755 })
    const words = ['--url', 'https://otasuke.example', '--code-file', '-', '--interface', 'eth1', '--root', root]
    const path = `${programs}:${process.env.PATH}`
    expect(kit(words, { path, input: 'ABCD-EFGH-JKLM\n' }).said).toContain('no answer')
    const key = readFileSync(join(root, 'var/lib/otasuke-sensor-kit/enrol-key'), 'utf8')
    expect(key).toMatch(/^[0-9a-f]{48}$/)
    expect(readFileSync(seen, 'utf8')).toContain('https://otasuke.example/sensor/v1/enrol')
    expect(readFileSync(seen, 'utf8')).not.toMatch(new RegExp(`${key}|ABCD-EFGH-JKLM`))
  })

  it.skipIf(!existsSync('/usr/bin/script'))('asks for the code at a terminal, where it is no word of a command', () => {
    const words = `'${join(KIT, 'install.sh')}' --url http://127.0.0.1:9 --code-file - --interface eth1 --root '${emptyRoot()}'`
    const { stdout } = spawnSync('script', ['-qec', words, '/dev/null'], {
      encoding: 'utf8',
      input: 'ABCD-EFGH-JKLM\n',
    })
    expect(stdout).toMatch(/The code on the kitting sheet: [\s\S]*become a sensor by the code[\s\S]*no answer/)
  })

  it('changes what is asked for anew and keeps the rest', () => {
    const root = emptyRoot()
    kit([...ASKED, '--root', root])
    kit(['--interface', 'eth2', '--root', root])
    const files = filesOf(root)
    expect(files['etc/otasuke-sensor/sensor.env']).toBe('644 INTERFACE=eth2\nHOME_NETWORKS=192.168.5.0/24\n')
    expect(files['etc/otasuke-sensor/shipper.env']).toContain('a-token')
    expect(files['etc/otasuke-sensor/suricata.yaml']).toContain('HOME_NET: "[192.168.5.0/24]"')
  })

  it('ships the list of devices that arpwatch writes beside the sensor’s log', () => {
    const root = emptyRoot()
    kit([...ASKED, '--root', root])
    const files = filesOf(root)
    const [, written] = / -f (\S+)$/m.exec(files['etc/systemd/system/otasuke-arpwatch.service'] ?? '') ?? []
    expect(written).toBe('/var/log/otasuke-sensor/arp.dat')
    expect(files['etc/systemd/system/otasuke-shipper.service']).toContain(`OTASUKE_ARP=${written} `)
    expect(files['etc/otasuke-sensor/syslog-ng.conf']).toMatch(
      /file\("`OTASUKE_ARP`"[\s\S]*log \{.*source\(s_otasuke_arp\)/,
    )
    expect(files['etc/otasuke-sensor/suricata.yaml']).toMatch(
      /ethernet: yes[\s\S]*dhcp: \{ enabled: yes, extended: yes \}/,
    )
  })

  it('does nothing with --dry-run', () => {
    const root = emptyRoot()
    expect(kit([...ASKED, '--root', root, '--dry-run']).said).toContain('would write')
    expect(filesOf(root)).toEqual({})
  })

  it.each<[string[], string]>([
    [[], '--url is missing'],
    [['--url', 'https://otasuke.example'], '--code-file or --token-file is missing'],
    [['--url', 'https://otasuke.example', '--code-file', '/dev/null'], 'nothing to read in /dev/null'],
    [['--url', 'https://otasuke.example', '--token', 't', '--code', 'A'], 'two ways of the same'],
    [['--url', 'https://otasuke.example', '--code', 'A"B', '--interface', 'eth1'], '--code holds a character'],
    [['--url', 'otasuke.example', '--token', 't'], '--url is not an address such as'],
    [['--url', 'https://otasuke.example', '--token', 'two words'], '--token holds a character'],
    [['--url', 'https://otasuke.example', '--token', 't', '--interface', 'eth0;reboot'], '--interface is not the name'],
    [
      ['--url', 'https://otasuke.example', '--token', 't', '--interface', 'eth1', '--home', '192.168.1.0'],
      '--home is not a network',
    ],
    [['--colour', 'red'], 'unknown option --colour'],
    [['--url'], '--url needs a value'],
  ])('refuses %j in one line', (words, because) => {
    const root = emptyRoot()
    const { code, said } = kit(['--root', root, ...words])
    expect([code, said.trim().split('\n').length]).toEqual([64, 1])
    expect(said).toContain(because)
    expect(filesOf(root)).toEqual({})
  })

  it('names no host of its own', () => {
    const texts = ['install.sh', 'agent.sh', 'backports.sh']
      .map((name) => readFileSync(join(KIT, name), 'utf8'))
      .join('\n')
    expect(
      [...texts.matchAll(/https?:\/\/[a-z][\w.-]*/g)]
        .map(([url]) => url)
        .filter((url) => url !== 'https://otasuke.example'),
    ).toEqual([])
    expect(texts).not.toMatch(/debian\.(org|net)/)
  })
})

describe('backports.sh', () => {
  const offered = (sources: Record<string, string>) => {
    const root = emptyRoot()
    mkdirSync(join(root, 'etc/apt/sources.list.d'), { recursive: true })
    writeFileSync(join(root, 'etc/os-release'), 'VERSION_CODENAME=bookworm\n')
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(root, 'etc/apt', name), text)
    const { status, stdout, stderr } = spawnSync(join(KIT, 'backports.sh'), ['--root', root], { encoding: 'utf8' })
    const file = stdout.trim()
    return {
      status,
      stderr,
      text:
        file === ''
          ? ''
          : readFileSync(file, 'utf8')
              .replace(/^#.*\n/, '')
              .trim(),
    }
  }
  const security = 'deb http://mirror.example/debian-security bookworm-security main'

  it('takes the mirror and the key of a list of one line per source', () => {
    const list = `# deb http://old.example/debian bookworm main\n${security}\ndeb [signed-by=/k.gpg arch=amd64] http://mirror.example/debian bookworm main contrib # ours\n`
    expect(offered({ 'sources.list': list }).text).toBe(
      'deb [signed-by=/k.gpg arch=amd64] http://mirror.example/debian bookworm-backports main',
    )
  })

  it('takes them of a list of paragraphs, a key within it included', () => {
    const key = 'Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINBF\n -----END PGP PUBLIC KEY BLOCK-----'
    const list = `# the mirror\nTypes: deb deb-src\nURIs: http://mirror.example/debian\nSuites:\n bookworm\n bookworm-updates\nComponents: main non-free-firmware\n${key}\n`
    expect(offered({ 'sources.list.d/debian.sources': list }).text).toBe(
      `Types: deb\nSuites: bookworm-backports\nComponents: main\nURIs: http://mirror.example/debian\n${key}`,
    )
  })

  it('adds nothing where backports are offered already, unless they are switched off', () => {
    const main =
      'Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-backports\nComponents: main\n'
    expect(offered({ 'sources.list.d/debian.sources': main })).toMatchObject({ status: 0, text: '' })
    const off = `${main.replace(' bookworm-backports', '')}\n${main}Enabled: no\n`
    expect(offered({ 'sources.list.d/debian.sources': off }).text).toContain('bookworm-backports')
  })

  it('says so when Debian comes from nowhere', () => {
    const { status, stderr } = offered({ 'sources.list': security })
    expect([status, stderr.includes('no source of Debian bookworm')]).toEqual([1, true])
  })
})

const ANALYZE = '/usr/bin/systemd-analyze'
const UNITS = ['otasuke-sensor.service', 'otasuke-arpwatch.service', 'otasuke-shipper.service', 'otasuke-agent.service']

describe.skipIf(!existsSync(ANALYZE))('the sensor’s units (skipped where systemd-analyze is not installed)', () => {
  const verify = (name: string, change = (text: string) => text): string => {
    const file = join(emptyRoot(), name)
    // A command that is not installed here is no fault of the unit's.
    const text = readFileSync(join(KIT, name), 'utf8').replaceAll(/^(Exec\w+=\+?)\S+/gm, '$1/bin/true')
    writeFileSync(file, change(text))
    const { stdout, stderr } = spawnSync(ANALYZE, ['verify', '--man=no', file], { encoding: 'utf8' })
    return `${stdout}${stderr}`
      .split('\n')
      .filter((line) => line.includes('otasuke'))
      .join('\n')
  }

  it.each(UNITS)('%s is one that systemd accepts, and a mistake would be seen', (name) => {
    expect(verify(name)).toBe('')
    expect(verify(name, (text) => text.replace('ProtectHome=', 'ProtectHme='))).toContain('ProtectHme')
  })

  it('otasuke-agent.timer starts the agent each minute', () => {
    const folder = emptyRoot()
    for (const name of ['otasuke-agent.timer', 'otasuke-agent.service'])
      writeFileSync(
        join(folder, name),
        readFileSync(join(KIT, name), 'utf8').replace(/^(ExecStart=)\S+/m, '$1/bin/true'),
      )
    const { stderr } = spawnSync(ANALYZE, ['verify', '--man=no', join(folder, 'otasuke-agent.timer')], {
      encoding: 'utf8',
    })
    expect(stderr).not.toContain('otasuke')
    expect(readFileSync(join(folder, 'otasuke-agent.timer'), 'utf8')).toMatch(
      /OnUnitActiveSec=60\n[\s\S]*otasuke-agent.service/,
    )
  })

  it.each(UNITS)('%s is shut in', { timeout: 60_000 }, (name) => {
    const { stdout } = spawnSync(ANALYZE, ['security', '--offline=yes', '--no-pager', join(KIT, name)], {
      encoding: 'utf8',
    })
    expect(Number(/exposure level for \S+ (\d+\.\d)/.exec(stdout)?.[1])).toBeLessThan(3)
  })
})

const why = whyNoSensor()

describe.skipIf(why !== '')(
  `the sensor itself (${why === '' ? 'real Suricata, real syslog-ng' : `skipped: ${why}`})`,
  () => {
    it('sees real traffic, ships it to a running Otasuke, and an attack becomes an alert', {
      timeout: 180_000,
    }, async () => {
      const program = await startOtasuke()
      const { firmId, token } = await enrol(program)
      const root = emptyRoot()
      const words = [
        '--url',
        program.url,
        '--token-file',
        '-',
        '--interface',
        'lo',
        '--home',
        '127.0.0.0/8',
        '--root',
        root,
      ]
      expect(kit(words, { input: token }).code).toBe(0)

      const box = openBox()
      const log = join(root, 'var/log/otasuke-sensor/eve.json')
      const suricata = box.service(root, 'otasuke-sensor.service', true)
      box.service(root, 'otasuke-shipper.service', false)
      await until(() => existsSync(log))
      serveIn(box)
      await until(() => {
        box.run('curl', ['--silent', '--max-time', '2', 'http://127.0.0.1:8080/hello'])
        return readFileSync(log, 'utf8').includes('"url":"/hello"')
      })
      await until(async () => (await linesOf(program, 'accepted')) > 0)

      // What logrotate does; the rest of the old file still arrives, and then the new one.
      renameSync(log, `${log}.1`)
      suricata.kill('SIGHUP')
      await until(() => existsSync(log))
      for (let guess = 0; guess < 12; guess++)
        box.run('curl', ['--silent', '--max-time', '5', `ftp://owner:guess-${guess}@127.0.0.1/`])
      const alert = await until(async () => {
        const { items } = await admin(program, `alerts?firmId=${firmId}`)
        return items.find(({ kind }: { kind: string }) => kind === 'brute-force-failure')
      })
      expect(alert).toMatchObject({ source: '127.0.0.1', target: '127.0.0.1' })
      expect(await linesOf(program, 'rejected')).toBe(0)

      // An unhurried end writes the last flows and the last heartbeat.
      suricata.kill('SIGTERM')
      await until(() => suricata.exitCode !== null)
      const lines = [`${log}.1`, log]
        .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
        .map((line) => JSON.parse(line))
      const one = (type: string) => lines.find(({ event_type }) => event_type === type)
      expect(one('http').ether).toBeDefined()
      expect(one('fileinfo').fileinfo).toMatchObject({
        md5: expect.any(String),
        sha256: expect.any(String),
        magic: expect.any(String),
        stored: false,
      })
      expect(one('flow').flow.bytes_toserver).toBeGreaterThan(0)
      expect(one('stats').stats.capture.kernel_packets).toBeGreaterThan(50)
      expect(one('netflow')).toBeUndefined()
    })
  },
)

async function startOtasuke(): Promise<Program> {
  const folder = temporaryFolder()
  const database = await copyOfTemplate(join(folder, 'database'))
  onTestFinished(database.drop)
  const settings = database.url ? { DATABASE_URL: database.url } : {}
  const program = await startProgram({
    DATA_DIR: folder,
    PLAYGROUND: '1',
    ADMIN_TOKEN,
    SECRET_KEY: 'a-secret-key-of-thirty-two-characters-or-more',
    ...settings,
  })
  await untilReady(program)
  return program
}

async function enrol(program: Program): Promise<{ firmId: string; token: string }> {
  const region = await admin(program, 'regions', { name: '岩手' })
  const firm = await admin(program, 'firms', { regionId: region.id, name: '佐々木水産', phone: '0192-00-0001' })
  const homeNetworks = ['127.0.0.0/8']
  const site = await admin(program, 'sites', { firmId: firm.id, name: '事務所', kind: 'office', homeNetworks })
  const { token } = await admin(program, 'sensors', { siteId: site.id, type: 'office' })
  return { firmId: firm.id, token }
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the admin API are looked into freely
async function admin({ url }: Program, path: string, body?: object): Promise<any> {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
  const asked = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
  const answer = await fetch(`${url}/admin/v1/${path}`, asked)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

function serveIn(box: Box): void {
  const script = (name: string): string => join(ROOT, 'test', 'range', 'servers', name)
  box.within(process.execPath, [script('web-server.ts'), '8080'])
  box.within(process.execPath, [script('ftp-server.ts'), '21'])
}

async function linesOf({ url }: Program, outcome: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const counts = [...text.matchAll(/^otasuke_ingest_lines_total\{(.*)\} (\d+)$/gm)]
  return counts
    .filter(([, labels = '']) => labels.includes(`outcome="${outcome}"`))
    .reduce((sum, [, , n]) => sum + Number(n), 0)
}

/** Asks until there is an answer; the test's own time limit ends it. */
async function until<Answer>(ask: () => Answer | Promise<Answer>): Promise<NonNullable<Answer>> {
  for (;;) {
    const answer = await ask()
    if (answer) return answer as NonNullable<Answer>
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
