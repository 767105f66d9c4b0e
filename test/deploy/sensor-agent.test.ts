import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createWebServer } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Kitted, kittedBox } from '../stories/boxes.ts'
import { openStory } from '../stories/world.ts'
import { MINUTE } from '../support/events.ts'
import { emptyRoot, filesOf, KIT } from './sensor-box.ts'

/** Commands run beside this program, whose server they speak with. */
async function runs(command: string, words: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(command, words, { env: { PATH: process.env.PATH } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece))
  const code = await new Promise<number | null>((done) => child.on('close', done))
  return { code, said }
}

const whyNot = ['/usr/bin/curl', '/usr/sbin/ip'].find((path) => !existsSync(path))

interface Agent extends Kitted {
  root: string
  /** One turn, so many minutes after the story's present time. */
  turn(afterMinutes?: number): Promise<{ code: number | null; said: string }>
  kept(name: string): string
  /** Cuts the line, or mends it. */
  reaches(isReached: boolean): void
}

async function installed(type: 'office' | 'small-office'): Promise<Agent> {
  const kitted = await kittedBox(await openStory(), type)
  const { story, code } = kitted
  const root = emptyRoot()
  const url = story.app.url
  writeFileSync(join(root, 'code'), code)
  const words = ['--url', url, '--code-file', join(root, 'code'), '--interface', 'lo', '--root', root]
  expect(await runs(join(KIT, 'install.sh'), words)).toMatchObject({ code: 0 })
  rmSync(join(root, 'code'))
  const env = join(root, 'etc/otasuke-sensor/shipper.env')
  const right = readFileSync(env, 'utf8')
  await story.settle()
  return {
    ...kitted,
    root,
    async turn(afterMinutes = 0) {
      const now = Math.floor(story.clock.now() / 1_000) + 60 * afterMinutes
      const said = await runs(join(KIT, 'agent.sh'), ['--root', root, '--now', String(now)])
      await story.settle()
      return said
    },
    kept: (name) => readFileSync(join(root, 'var/lib/otasuke-agent', name), 'utf8').trim(),
    reaches: (isReached) => writeFileSync(env, isReached ? right : right.replace(url, 'http://127.0.0.1:9')),
  }
}

describe.skipIf(whyNot !== undefined)(`the sensor’s agent${whyNot ? ` (${whyNot} is not installed)` : ''}`, () => {
  it('is installed by a code, which stands nowhere afterwards, and its first turn is a heartbeat', async () => {
    const { root, code, turn, state, story } = await installed('office')
    const files = filesOf(root)
    expect(files['etc/otasuke-sensor/shipper.env']).toMatch(/^600 [\s\S]*OTASUKE_TOKEN=otss_\S{43}\n$/)
    expect(JSON.stringify(files)).not.toContain(code)
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'etc/systemd/system/otasuke-agent.service',
        'etc/systemd/system/otasuke-agent.timer',
        'usr/local/lib/otasuke/agent.sh',
      ]),
    )
    expect(await turn()).toEqual({ code: 0, said: '' })
    expect(await state()).toBe('kitted')
    const words = ['--url', story.app.url, '--code', code, '--interface', 'lo', '--root', emptyRoot()]
    const again = await runs(join(KIT, 'install.sh'), words)
    expect([again.code, again.said]).toEqual([78, expect.stringContaining('This code was used before')])
  })

  it('puts a firm’s wish to work, and what it is heard with for ten minutes stays', async () => {
    const { root, story, turn, kept, taps, told } = await installed('small-office')
    const hotspot = join(root, 'etc/hostapd/hostapd.conf')
    mkdirSync(join(root, 'etc/hostapd'), { recursive: true })
    writeFileSync(hotspot, 'ssid=otasuke\nchannel=3\n')
    await turn()
    await taps('チャンネルを6に')
    expect(await turn()).toMatchObject({ code: 0, said: expect.stringContaining('settings 2 are at work') })
    expect(readFileSync(hotspot, 'utf8')).toBe('ssid=otasuke\nchannel=6\n')
    for (let minute = 0; minute < 11; minute++) {
      await story.pass(MINUTE)
      expect((await turn()).code).toBe(0)
    }
    expect(told()).toContain('設定を変えました')
    // From now on there is nothing to go back to: an outage of the line changes nothing.
    expect(existsSync(join(root, 'var/lib/otasuke-agent/trying'))).toBe(false)
    expect(kept('version')).toBe('2')
  })

  it('takes back what it cannot reach us with for ten minutes, says so, and never tries it again', async () => {
    const { root, story, turn, kept, taps, told, reaches } = await installed('small-office')
    const hotspot = join(root, 'etc/hostapd/hostapd.conf')
    mkdirSync(join(root, 'etc/hostapd'), { recursive: true })
    writeFileSync(hotspot, 'ssid=otasuke\nchannel=3\n')
    await turn()
    await taps('チャンネルを11に')
    await turn()
    expect(readFileSync(hotspot, 'utf8')).toContain('channel=11')
    reaches(false)
    expect(await turn(9)).toEqual({ code: 1, said: '' })
    expect(readFileSync(hotspot, 'utf8')).toContain('channel=11')
    expect(await turn(10)).toMatchObject({ code: 1, said: expect.stringContaining('taken back') })
    expect(readFileSync(hotspot, 'utf8')).toBe('ssid=otasuke\nchannel=3\n')
    expect([kept('version'), kept('refused')]).toEqual(['1', '2'])
    told()
    reaches(true)
    await story.pass(5 * MINUTE)
    await turn()
    expect(told()).toContain('新しい設定ではこちらに届きませんでした')
    await turn()
    expect(kept('version')).toBe('3')
    expect(kept('settings')).toContain('channel=auto')
  })
})

describe.skipIf(whyNot !== undefined)('a box that Otasuke does not know any more', () => {
  it('goes back at once to what was there before, if it was trying something', async () => {
    const { root, story, firmId, turn, kept, taps } = await installed('small-office')
    const hotspot = join(root, 'etc/hostapd/hostapd.conf')
    mkdirSync(join(root, 'etc/hostapd'), { recursive: true })
    writeFileSync(hotspot, 'ssid=otasuke\nchannel=3\n')
    await turn()
    await taps('チャンネルを11に')
    await turn()
    expect(readFileSync(hotspot, 'utf8')).toContain('channel=11')
    const [sensor] = (await story.admin('GET', `/sensors?firmId=${firmId}`)).body.items
    await story.admin('DELETE', `/sensors/${sensor.id}`)
    expect(await turn(1)).toMatchObject({
      code: 78,
      said: expect.stringMatching(/taken back[\s\S]*does not know this box/),
    })
    expect(readFileSync(hotspot, 'utf8')).toBe('ssid=otasuke\nchannel=3\n')
    expect([kept('version'), kept('refused')]).toEqual(['1', '2'])
    expect(await turn(2)).toEqual({ code: 78, said: expect.not.stringContaining('taken back') })
  })
})

describe.skipIf(whyNot !== undefined)('whoever answers in Otasuke’s place', () => {
  const GOOD = { version: '2', address: 'fixed', ip: '192.0.2.5/24', gateway: '192.0.2.1', wifi: 'on', channel: '6' }
  it.each<Partial<typeof GOOD>>([
    { channel: '6/;1e touch MARK #' },
    { version: '2 a[$(touch$IFS/MARK)]' },
    { version: '-f/etc/passwd' },
    { ip: '-batch/etc/passwd' },
    { gateway: '192.0.2.1 dev lo' },
    { address: 'other' },
    { wifi: 'restart' },
  ])('has nothing run or set that cannot be asked for: %j', async (bad) => {
    const root = emptyRoot()
    const mark = join(root, 'run-by-whoever-answered')
    const hotspot = join(root, 'etc/hostapd/hostapd.conf')
    for (const folder of ['etc/hostapd', 'etc/otasuke-sensor']) mkdirSync(join(root, folder), { recursive: true })
    writeFileSync(hotspot, 'ssid=otasuke\nchannel=3\n')
    const lines = (settings: object): string =>
      Object.entries(settings)
        .map(([name, value]) => `${name}=${String(value).replaceAll('MARK', mark)}\n`)
        .join('')
    let answer = lines({ ...GOOD, ...bad })
    const server = createWebServer((request, response) => {
      request.resume()
      response.end(request.url?.endsWith('/config') ? answer : '{"configVersion":9,"now":0}')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const env = `OTASUKE_URL=http://127.0.0.1:${port}/sensor/v1/events\nOTASUKE_TOKEN=a-token\n`
    writeFileSync(join(root, 'etc/otasuke-sensor/shipper.env'), env)
    writeFileSync(join(root, 'etc/otasuke-sensor/sensor.env'), 'INTERFACE=lo\n')
    const turn = (now: number) => runs(join(KIT, 'agent.sh'), ['--root', root, '--now', String(now)])
    await turn(1_000)
    await turn(1_060)
    expect(existsSync(mark)).toBe(false)
    expect(readFileSync(hotspot, 'utf8')).toBe('ssid=otasuke\nchannel=3\n')
    expect(existsSync(join(root, 'var/lib/otasuke-agent/settings'))).toBe(false)
    answer = lines(GOOD)
    expect(await turn(1_120)).toMatchObject({ code: 0, said: expect.stringContaining('settings 2 are at work') })
  })
})

const whyNoNetwork =
  whyNot ?? (spawnSync('ip', ['netns', 'add', `probe-${process.pid}`]).status === 0 ? '' : 'no namespaces')
if (whyNoNetwork === '') spawnSync('ip', ['netns', 'del', `probe-${process.pid}`])

describe.skipIf(whyNoNetwork !== '')(`on a network of its own${whyNoNetwork && ` (${whyNoNetwork})`}`, () => {
  it('keeps an address that works, and comes back from one that does not', async () => {
    const agent = await installed('office')
    const { story, root, kept, taps, told } = agent
    const inside = await plugged(story.app.url, root)
    const addresses = (): string => inside('ip', ['-o', '-4', 'addr', 'show', 'dev', 'box0'])
    const turn = async (afterMinutes = 0) => {
      const now = String(Math.floor(story.clock.now() / 1_000) + 60 * afterMinutes)
      const words = ['netns', 'exec', NAME, join(KIT, 'agent.sh'), '--root', root, '--network', '--now', now]
      const said = await runs('ip', words)
      await story.settle()
      return said
    }
    expect(await turn()).toEqual({ code: 0, said: '' })
    await taps('いまのアドレスに固定')
    expect((await turn()).said).toContain('settings 2 are at work')
    expect(kept('settings')).toContain(`ip=${BOX}/24\ngateway=${FAR}`)
    expect((await turn()).code).toBe(0)
    // Somebody gives the way out away: with the address that the firm keeps nobody is reached any more.
    writeFileSync(join(root, 'var/lib/otasuke-agent/settings'), kept('settings').replaceAll(BOX, '10.99.99.2'))
    expect(await turn(3)).toMatchObject({ code: 1 })
    expect(addresses()).toContain('10.99.99.2')
    expect(await turn(13)).toMatchObject({ code: 1, said: expect.stringContaining('taken back') })
    expect(addresses()).toContain(BOX)
    expect(addresses()).not.toContain('10.99.99.2')
    await story.pass(5 * MINUTE)
    expect(await turn(9)).toMatchObject({ code: 0 })
    expect(told()).toContain('届きませんでした')
  })
})

const NAME = `otasuke-agent-${process.pid}`
const [FAR, BOX] = ['10.77.0.1', '10.77.0.2']

/** A cable between the box and this program, with an address on each end. */
async function plugged(url: string, root: string): Promise<(command: string, words: string[]) => string> {
  const ip = (...words: string[]): string => execFileSync('ip', words, { encoding: 'utf8' })
  ip('netns', 'add', NAME)
  onTestFinished(() => void spawnSync('ip', ['netns', 'del', NAME]))
  ip('link', 'add', 'far0', 'type', 'veth', 'peer', 'name', 'box0', 'netns', NAME)
  ip('addr', 'add', `${FAR}/24`, 'dev', 'far0')
  ip('link', 'set', 'far0', 'up')
  const inside = (command: string, words: string[]): string =>
    execFileSync('ip', ['netns', 'exec', NAME, command, ...words], { encoding: 'utf8' })
  inside('ip', ['addr', 'add', `${BOX}/24`, 'dev', 'box0'])
  inside('ip', ['link', 'set', 'box0', 'up'])
  inside('ip', ['route', 'add', 'default', 'via', FAR])
  const relay = createServer((side) => {
    const app = connect(Number(new URL(url).port), '127.0.0.1')
    side.pipe(app).pipe(side)
    for (const end of [side, app]) end.on('error', () => [side, app].forEach((one) => void one.destroy()))
  })
  await new Promise<void>((done) => relay.listen(0, FAR, done))
  onTestFinished(() => void relay.close())
  const address = relay.address()
  const env = join(root, 'etc/otasuke-sensor/shipper.env')
  const port = typeof address === 'object' ? address?.port : ''
  writeFileSync(env, readFileSync(env, 'utf8').replace(url, `http://${FAR}:${port}`))
  return inside
}
